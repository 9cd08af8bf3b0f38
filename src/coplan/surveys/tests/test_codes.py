"""Four words that a person keeps."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coplan.surveys import codes

# A machine that does much else at once is no fault of the code words
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
places = st.integers(0, codes.MANY - 1)


def code_of(drawn: list[int]) -> str:
    return " ".join(codes.WORDS[place] for place in (*drawn, codes._check(drawn)))


def test_the_list_has_as_many_words_as_it_says_and_no_two_alike() -> None:
    assert len(codes.WORDS) == codes.MANY
    near = [
        (one, other)
        for at, one in enumerate(codes.WORDS)
        for other in codes.WORDS[at + 1 :]
        if abs(len(one) - len(other)) < 3 and codes.distance(one, other) < 3
    ]
    assert near == []


def test_new_codes_are_right_and_differ() -> None:
    made = {codes.new_code() for _time in range(200)}
    assert len(made) > 198
    assert all(codes.read(one).text == one for one in made)


@pytest.mark.parametrize("sign", [", ", "-", "  ", " / "])
def test_how_they_are_written_does_not_matter(sign: str) -> None:
    code = codes.new_code()
    assert codes.read(sign.join(code.upper().split())).text == code


@unhurried
@given(st.lists(places, min_size=3, max_size=3), st.integers(0, 3), places)
def test_one_wrong_word_is_always_noticed(drawn: list[int], at: int, other: int) -> None:
    words = code_of(drawn).split()
    if words[at] == codes.WORDS[other]:
        return
    words[at] = codes.WORDS[other]
    assert not codes.read(" ".join(words)).is_right


@unhurried
@given(st.lists(places, min_size=3, max_size=3), st.integers(0, 3), st.integers(0, 3))
def test_one_letter_left_out_is_noticed_and_the_meant_words_are_offered(
    drawn: list[int], at: int, letter: int
) -> None:
    code = code_of(drawn)
    words = code.split()
    words[at] = words[at][:letter] + words[at][letter + 1 :]
    found = codes.read(" ".join(words))
    assert not found.is_right
    assert code in found.meant


@unhurried
@given(st.lists(places, min_size=3, max_size=3, unique=True), st.integers(0, 2))
def test_two_words_changed_over_are_noticed_and_put_right(drawn: list[int], at: int) -> None:
    code = code_of(drawn)
    words = code.split()
    words[at], words[at + 1] = words[at + 1], words[at]
    if words == code.split():
        return
    found = codes.read(" ".join(words))
    assert not found.is_right
    assert code in found.meant


@pytest.mark.parametrize(
    "typed",
    ["", "island", "one two three", "☃ ☃ ☃ ☃", "a b c d", "x" * 5000, "island rabbit teapot plum zebra"],
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert codes.read(typed) == codes.Code()


def test_a_digest_depends_on_the_survey_and_on_the_sites_secret(settings: object) -> None:
    code = "island rabbit teapot plum"
    first = codes.digest(code, "a")
    assert first == codes.digest(code, "a")
    assert first != codes.digest(code, "b")
    settings.SECRET_KEY = "another secret of this site, long enough"  # type: ignore[attr-defined]
    assert first != codes.digest(code, "a")
