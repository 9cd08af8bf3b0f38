"""The table under a chart holds the chart's data, whole and in its order."""

from datetime import date
from decimal import Decimal

import pytest

from coplan.kit import charts
from coplan.kit.charts import Link
from coplan.kit.tests.chart_examples import examples


def rows(kind: str) -> tuple[tuple[str | Link, ...], ...]:
    example = examples()[kind]
    return example.draw(example.subject).table.rows


def test_heat_map_lists_filled_cells_highest_score_first() -> None:
    assert rows("heat_map") == (
        ("4 Likely", "4 d", "16", "Very high", Link("2", "/records/1")),
        ("2 Unlikely", "3 c", "6", "Medium", "5"),
    )


def test_heat_map_counts_what_is_above_tolerance() -> None:
    example = examples()["heat_map"]
    expected = "7 scored by probability and impact. 2 above the tolerance of 12."
    assert example.draw(example.subject).description == expected


def test_heat_map_refuses_a_cell_off_the_map() -> None:
    with pytest.raises(ValueError, match="Probability 6 and impact 1 are off the map"):
        charts.heat_map(charts.HeatMap("Risks", (charts.HeatCell(6, 1, 2),)))


def test_logic_model_refuses_two_boxes_with_one_key() -> None:
    boxes = (charts.Box("a", 0, "Grant"), charts.Box("a", 1, "Visits"))
    with pytest.raises(ValueError, match="give each box its own"):
        charts.logic_model(charts.LogicModel("Model", boxes, ()))


def test_logic_model_says_what_is_not_linked() -> None:
    boxes = (charts.Box("a", 0, "Grant"), charts.Box("b", 1, "Visits"), charts.Box("c", 2, "Places"))
    chart = charts.logic_model(charts.LogicModel("Model", boxes, (("a", "b"), ("a", "gone"))))
    assert chart.description == "Boxes: 3. Links: 1. Read from left to right. 1 not linked to anything yet."


def test_logic_model_lists_boxes_with_what_they_lead_to() -> None:
    found = rows("logic_model")
    assert {row[3] for row in found} == {
        "Lunch clubs run; People eat better",
        "People have company",
        "–",
        "People eat better",
    }
    assert (
        Link("Volunteers give their time", "/records/1"),
        "Inputs",
        "–",
        "Lunch clubs run; People eat better",
    ) in found


def test_paired_bars_tell_nothing_known_from_nothing() -> None:
    assert rows("paired_bars") == (
        (Link("Volunteers", "/records/1"), "£4,000", "£3,600", "−£400"),
        ("Shops", "−£400", "£0", "+£400"),
        ("Homes", "£10", "–", "–"),
    )


def test_tornado_puts_the_widest_swing_first() -> None:
    assert rows("tornado") == (
        (Link("Volunteers", "/records/1"), "Volunteers", "£1.90", "70%", "£3.40", "£1.50"),
        ("Drop-off", "–", "£2.90", "–", "£2.70", "£0.20"),
    )


def test_waterfall_runs_to_total_and_net() -> None:
    assert rows("waterfall") == (
        (Link("Volunteers", "/records/1"), "£5,000", "£5,000"),
        ("Families", "£2,500", "£7,500"),
        ("Shops", "−£400", "£7,100"),
        ("Total value", "£7,100", "£7,100"),
        ("Volunteers", "−£3,000", "£4,100"),
        ("Net value", "£4,100", "£4,100"),
    )


def test_waterfall_adds_decimals_and_floats() -> None:
    steps = (charts.Step("a", Decimal("0.10")), charts.Step("b", 0.2))
    chart = charts.waterfall(charts.Waterfall("Value", steps, (), charts.POUNDS_AND_PENCE))
    assert chart.table.rows[-1] == ("Total value", "£0.30", "£0.30")


def test_ratio_range_names_every_mark() -> None:
    assert rows("ratio_range") == (
        ("Low (5 in 100 fall below)", "£0.90"),
        ("Middle", "£2.60"),
        ("High (5 in 100 lie above)", "£4.20"),
        ("Base case", "£2.80"),
        ("Break-even", "£1.00"),
    )


def test_stage_line_gives_states_gates_and_dates() -> None:
    assert rows("stage_line") == (
        (
            Link("Volunteers", "/records/1"),
            "Done",
            "1 September 2025",
            "14 January 2026",
            Link("Passed with conditions", "/records/1"),
            "14 January 2026",
        ),
        ("Form", "Now", "15 January 2026", "–", "–", "–"),
    )


def test_progress_lists_baseline_readings_and_targets() -> None:
    assert rows("progress") == (
        ("1 December 2025", "Baseline", "10", "–"),
        (Link("31 January 2026", "/records/1"), "Reading", "12", "Volunteers"),
        ("28 February 2026", "Reading", "No figure", "–"),
        ("31 March 2026", "Reading", "19", "–"),
        ("30 June 2026", "Target", "30", "–"),
        ("31 December 2026", "Target", "60", "–"),
    )


def test_progress_says_whether_the_target_is_met_in_its_direction() -> None:
    readings = (charts.Reading(date(2026, 3, 31), 5),)
    targets = (charts.Target(date(2026, 6, 30), 6),)
    lower = charts.progress(charts.Progress("Waits", readings, targets, higher_is_better=False))
    higher = charts.progress(charts.Progress("Visits", readings, targets))
    assert lower.description == "5 on 31 March 2026; the target of 6 by 30 June 2026 is met."
    assert higher.description == "5 on 31 March 2026; the target is 6 by 30 June 2026."


def test_stacked_bars_total_rows_and_columns() -> None:
    assert rows("stacked_bars") == (
        (Link("Volunteers", "/records/1"), "£1,000", "£2,000", "£3,000"),
        ("Health board", "£500", "£0", "£500"),
        ("Total", "£1,500", "£2,000", "£3,500"),
    )


def test_stacked_bars_draw_the_smallest_together_but_list_all() -> None:
    series = tuple(charts.Series(f"Funder {n}", (100 - n,)) for n in range(11))
    chart = charts.stacked_bars(charts.StackedBars("Funding", ("2026/27",), series))
    assert "Other (4)" in chart.svg
    assert [row[0] for row in chart.table.rows] == [*(f"Funder {n}" for n in range(11)), "Total"]


def test_stacked_bars_refuse_amounts_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        charts.stacked_bars(charts.StackedBars("Funding", ("2026/27",), (charts.Series("Refund", (-5,)),)))


def test_grid_sorts_stakeholders_into_quarters() -> None:
    assert rows("grid") == (
        ("Council", "4", "5", "Work closely with"),
        (Link("Volunteers", "/records/1"), "5", "2", "Keep informed"),
    )
