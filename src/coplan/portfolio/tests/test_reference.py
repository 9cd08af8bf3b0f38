"""The reference programme agrees with its source, and says where the source does not agree with itself."""

import json
from decimal import Decimal
from pathlib import Path

from coplan.portfolio import reference
from coplan.portfolio.reference import (
    Discrepancy,
    after_the_pilots,
    discrepancies,
    discrepancy_notes,
    pilots,
    printed_totals,
    strategic_psps,
)

TABLE = json.loads((Path(reference.__file__).parent / "strategic_psps.json").read_text(encoding="utf-8"))


def test_the_printed_grand_total_is_the_sum_of_the_printed_years() -> None:
    printed = printed_totals()
    assert printed.grand_total == 2_759_368
    assert sum(total for _, total in printed.years) == printed.grand_total


def test_each_row_comes_to_its_total() -> None:
    assert {psp.code: psp.total for psp in strategic_psps()} == {
        "low-moss": 945_139,
        "nhs-lothian": 575_336,
        "east-renfrewshire": 136_376,
        "the-life-i-want": 501_442,
        "spt": 400_775,
        "elevate": 200_000,
    }


def test_one_year_and_so_the_grand_total_are_300_pounds_off_in_the_source() -> None:
    assert discrepancies() == (
        Discrepancy("2013-14", printed=462_372, computed=462_072),
        Discrepancy("All years", printed=2_759_368, computed=2_759_068),
    )
    assert {each.difference for each in discrepancies()} == {300}


def test_the_list_in_the_file_is_what_is_computed() -> None:
    in_file = [
        Discrepancy(each["what"], each["printed"], each["computed"]) for each in TABLE["discrepancies"]
    ]
    assert tuple(in_file) == discrepancies()
    assert set(discrepancy_notes()) == {each.what for each in discrepancies()}


def test_other_funders_money_is_kept_apart() -> None:
    assert {psp.code: psp.other_total for psp in strategic_psps() if psp.other_funding} == {
        "low-moss": 280_511,
        "east-renfrewshire": 135_000,
        "spt": 101_459,
        "elevate": 165_000,
    }


def test_years_run_from_start_up_to_the_fifth_pilot_year() -> None:
    for psp in strategic_psps():
        assert [each.year for each in psp.funding] == [year for year, _ in printed_totals().years]
    assert [each.amount for each in strategic_psps()[-1].funding] == [None] * 4 + [100_000] * 2


def test_there_are_ten_pilots_in_the_order_of_the_guide() -> None:
    assert [pilot.number for pilot in pilots()] == list(range(1, 11))
    assert len({pilot.code for pilot in pilots()}) == 10
    assert pilots()[9].reference == (
        "Scottish Government (2011), A Practical Guide to Forming and Operating Public Social Partnerships, "
        "Appendices, PSP case studies, no. 10"
    )


def test_three_pilots_have_a_published_ratio() -> None:
    assert {pilot.code: (pilot.investment, pilot.sroi_ratio) for pilot in pilots() if pilot.sroi_ratio} == {
        "argyll-bute": (100_000, Decimal("6.68")),
        "renfrewshire-roar": (132_000, Decimal("5.91")),
        "registers-of-scotland": (67_000, Decimal("9.93")),
    }
    assert all(pilot.investment is None for pilot in pilots() if pilot.sroi_ratio is None)


def test_the_kind_of_each_analysis_is_one_of_four() -> None:
    kinds = {pilot.code: pilot.sroi_kind for pilot in pilots()}
    assert set(kinds.values()) == {"forecast", "evaluative", "not stated", "none"}
    assert kinds["argyll-bute"] == "forecast"
    assert "None of the ten" in after_the_pilots()
