"""Scotland's data: complete, dated, sourced."""

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from coplan.packs import PackError, files, pack
from coplan.packs.items import CouncilArea

scotland = pack("scotland")


def test_an_unknown_pack_names_the_ones_there_are() -> None:
    with pytest.raises(PackError, match=r"There is no pack “atlantis”\. Choose one of scotland\."):
        pack("atlantis")


def test_there_are_32_council_areas_by_name() -> None:
    areas = scotland.council_areas()
    assert len({area.code for area in areas}) == 32
    assert areas[0] == CouncilArea("S12000033", "Aberdeen City")
    assert [area.name for area in areas] == sorted(area.name for area in areas)


def test_the_eleven_national_outcomes_hold_from_june_2018() -> None:
    assert [outcome.name for outcome in scotland.national_outcomes(on=date(2026, 11, 22))] == [
        "Children and young people",
        "Communities",
        "Culture",
        "Economy",
        "Education",
        "Environment",
        "Fair work and business",
        "Health",
        "Human rights",
        "International",
        "Poverty",
    ]
    assert scotland.national_outcomes(on=date(2018, 6, 10)) == ()
    assert all("unconfirmed" in outcome.note for outcome in scotland.national_outcomes())


def test_a_threshold_depends_on_the_day() -> None:
    assert scotland.policy_fact("regulations-works", date(2025, 12, 31)).value == Decimal(5372609)
    assert scotland.policy_fact("regulations-works", date(2026, 1, 1)).value == Decimal(5193000)
    with pytest.raises(PackError, match="no regulations-works for 1 January 2010"):
        scotland.policy_fact("regulations-works", date(2010, 1, 1))


def test_a_figure_nobody_read_is_not_confirmed() -> None:
    derived = scotland.policy_fact("regulations-other", date(2026, 6, 1))
    assert (derived.value, derived.confirmed) == (Decimal(207720), False)
    unconfirmed = {fact.code for fact in scotland.policy_facts(date(2026, 6, 19)) if not fact.confirmed}
    assert unconfirmed == {
        "regulations-other",
        "regulations-social",
        "subsidy-transparency",
        "participation-request-decision",
    }


def test_no_two_figures_of_one_code_hold_on_one_day() -> None:
    for one, other in combinations(scotland.policy_facts(), 2):
        if one.code == other.code:
            assert not one.holds_on(other.valid_from), one.code
            assert not other.holds_on(one.valid_from), one.code


def test_the_questions_on_subsidy_follow_the_law_of_the_day() -> None:
    def codes(day: date) -> list[str]:
        return [each.code for each in scotland.question_sets(on=day)]

    assert codes(date(2012, 1, 1)) == ["state-aid"]
    assert codes(date(2026, 1, 1)) == ["subsidy-control", "fair-work-first"]
    assert {each.code: len(each.questions) for each in scotland.question_sets()} == {
        "subsidy-control": 4,
        "state-aid": 5,
        "fair-work-first": 7,
    }


def test_bank_holidays_cover_ten_years() -> None:
    days = scotland.bank_holidays()
    assert [day.day for day in days] == sorted({day.day for day in days})
    assert {day.day.year for day in days} == set(range(2019, 2029))
    new_year = [(day.day.isoformat(), day.name) for day in days if day.day.year == 2027][:2]
    assert new_year == [("2027-01-01", "New Year's Day"), ("2027-01-04", "2 January")]


def test_the_discount_schedule_falls_and_has_no_gap() -> None:
    bands = scotland.discount_schedule()
    assert (bands[0].year_from, bands[0].standard, bands[0].health) == (0, Decimal("0.035"), Decimal("0.015"))
    assert [band.year_from for band in bands[1:]] == [band.year_to + 1 for band in bands[:-1]]
    assert [band.standard for band in bands] == sorted((band.standard for band in bands), reverse=True)


def test_the_deflator_is_100_in_its_last_year() -> None:
    deflator = scotland.gdp_deflator()
    assert (min(deflator), max(deflator), len(deflator)) == (1990, 2024, 35)
    assert deflator[2024] == 100


def test_the_wellby_has_a_low_a_central_and_a_high_value() -> None:
    assert [(each.scenario, each.value, each.base_year) for each in scotland.wellby()] == [
        ("low", Decimal(10000), 2019),
        ("central", Decimal(13000), 2019),
        ("high", Decimal(16000), 2019),
    ]


def test_every_file_is_listed_with_its_source_and_licence() -> None:
    folder = files.ROOT / "scotland"
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in {".csv", ".json"}}
    assert {edition.file for edition in scotland.editions()} == there - {"editions.json"}
    assert all(edition.source and edition.licence for edition in scotland.editions())
    assert all(f"`{edition.file}`" in (folder / "SOURCES.md").read_text() for edition in scotland.editions())


def test_every_status_is_one_that_readers_know() -> None:
    dated = (*scotland.editions(), *scotland.policy_facts(), *scotland.question_sets())
    assert {each.status for each in dated} == {"read", "unconfirmed"}
