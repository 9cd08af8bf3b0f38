"""The glossary is complete, in order, and found by word."""

from coplan.guidance import Term, glossary_terms, term


def test_words_are_in_alphabetical_order_and_differ() -> None:
    names = [each.name.lower().replace("-", "") for each in glossary_terms()]
    assert names == sorted(names)
    assert len({each.slug for each in glossary_terms()}) == len(names) >= 45


def test_the_words_of_the_code_are_there() -> None:
    words = ("partner", "gate", "outcome", "reading", "participant", "need", "indicator", "value map")
    assert [word for word in words if term(word) is None] == []


def test_a_word_is_found_whatever_its_capitals() -> None:
    assert term("OUTPUT") == Term(
        name="Output",
        slug="output",
        definition=(
            "What an activity produces, such as a session held or a person trained. It is not yet a change."
        ),
    )
    assert term("weather") is None


def test_each_definition_is_short() -> None:
    lengths = {each.name: len(each.definition.split()) for each in glossary_terms()}
    assert {name: length for name, length in lengths.items() if not 5 <= length <= 45} == {}
