"""The form of a registration number is checked, with a sentence that helps."""

import pytest

from coplan.packs import check_identifier, pack
from coplan.packs.files import record

SCHEMES = pack("scotland").organisation_identifier_schemes()


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("GB-SC", "SC042386"),
        ("GB-SC", " sc 042386 "),
        ("GB-COH", "09506232"),
        ("GB-COH", "SC123456"),
        ("GB-COH", "IP28746R"),
        ("GB-CHC", "279417"),
        ("GB-MPR", "235C"),
        ("GB-NHS", "7A1A5"),
        ("GB-GOV", "9"),
    ],
)
def test_a_number_of_the_right_form_passes(scheme: str, number: str) -> None:
    assert check_identifier(scheme, number) is None


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("GB-SC", "042386"),
        ("GB-SC", "SC42386"),
        ("GB-COH", "9506232"),
        ("GB-CHC", "SC042386"),
        ("GB-LAS", "West Lothian"),
        ("GB-SCOTEDU", "821262"),
        ("GB-MPR", "ABC"),
    ],
)
def test_a_number_of_another_form_is_refused(scheme: str, number: str) -> None:
    sentence = check_identifier(scheme, number)
    assert sentence is not None
    assert sentence.startswith(f"“{number}” is not a number of ")


def test_the_sentence_says_what_to_enter() -> None:
    assert check_identifier("GB-CHC", "12") == (
        "“12” is not a number of Charity Commission/Comisiwn Elusennau. "
        "Six or seven digits, without letters or dashes. Example: 1090095."
    )
    assert check_identifier("GB-LAS", " ") == (
        "Enter the number in Scottish Local Authority Register. "
        "The three-letter code of the council, such as WLN for West Lothian."
    )
    assert check_identifier("GB-SC", "GB-SC-SC042386") == (
        "Enter the number without “GB-SC-” in front, for example SC042386."
    )


def test_an_unknown_register_is_answered_with_the_list() -> None:
    assert check_identifier("GB-XYZ", "1") == (
        "“GB-XYZ” is not a register on the list. "
        "Choose one of GB-SC, GB-COH, GB-CHC, GB-LAS, GB-NHS, GB-MPR, GB-GOV, GB-SCOTEDU."
    )


def test_a_register_no_longer_kept_up_is_refused() -> None:
    assert check_identifier("GB-GOVUK", "scotland_office") == (
        "GB-GOVUK is no longer kept up: look for the organisation in another register."
    )


def test_every_published_example_has_the_form_we_check() -> None:
    published = {item["code"]: item["examples"] for item in record("scotland", "orgid/lists.json")["lists"]}
    for scheme in (scheme for scheme in SCHEMES if not scheme.deprecated):
        assert [scheme.check(number) for number in [*published[scheme.code], scheme.example]] == (
            [None] * (len(published[scheme.code]) + 1)
        )
