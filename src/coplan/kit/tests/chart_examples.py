"""One example of every chart for the tests, and the same with hostile words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coplan.engines.spc import Point, Series, calculate
from coplan.kit import charts
from coplan.kit.charts import Chart

HOSTILE = "</text><script>alert('x')</script>\"&\x00 javascript:"
BAD_HREF = "javascript:alert(1)"


@dataclass(frozen=True)
class Example:
    """A chart function with a subject, and the subject when nothing is recorded yet."""

    draw: Callable[[Any], Chart]
    subject: Any
    empty: Any


def examples(word: str = "Volunteers", href: str = "/records/1") -> dict[str, Example]:
    """Every kind of chart by name, with `word` wherever a person may type and `href` on every record."""
    return {
        "heat_map": Example(charts.heat_map, _heat_map(word, href), charts.HeatMap(word, ())),
        "logic_model": Example(charts.logic_model, _logic_model(word, href), charts.LogicModel(word, (), ())),
        "tornado": Example(charts.tornado, _tornado(word, href), charts.Tornado(word, 2, ())),
        "waterfall": Example(charts.waterfall, _waterfall(word, href), charts.Waterfall(word, (), ())),
        "ratio_range": Example(
            charts.ratio_range,
            charts.RatioRange(word, 0.9, 2.6, 4.2, base=2.8),
            charts.RatioRange(word, None, None, None),
        ),
        "stage_line": Example(charts.stage_line, _stage_line(word, href), charts.StageLine(word, ())),
        "progress": Example(charts.progress, _progress(word, href), charts.Progress(word, ())),
        "sparkline": Example(charts.sparkline, _progress(word, href), charts.Progress(word, ())),
        "stacked_bars": Example(charts.stacked_bars, _stacked(word, href), charts.StackedBars(word, (), ())),
        "paired_bars": Example(
            charts.paired_bars, _paired(word, href), charts.PairedBars(word, word, "Came", ())
        ),
        "grid": Example(charts.grid, _grid(word, href), charts.Grid(word, ())),
        "gantt": Example(charts.gantt, _gantt(word, href), charts.Gantt(word, date(2027, 3, 1), ())),
        "xmr": Example(charts.xmr, _xmr(word, href), charts.Xmr(word, None)),
    }


def _gantt(word: str, href: str) -> charts.Gantt:
    bars = (
        charts.Bar("a", word, date(2027, 2, 1), date(2027, 2, 12), href, charts.BarState.DONE, word, word),
        charts.Bar(
            "b",
            "Book rooms",
            date(2027, 2, 15),
            date(2027, 3, 5),
            state=charts.BarState.LATE,
            critical=True,
            after=("a", "gone"),
            before=(date(2027, 2, 8), date(2027, 2, 26)),
            last_start=date(2027, 2, 10),
            spare=-3,
        ),
        charts.Bar(
            "c", "Groups meet", date(2027, 3, 8), date(2027, 3, 8),
            is_milestone=True, after=("b",), hold=date(2027, 3, 3),
        ),
    )  # fmt: skip
    return charts.Gantt(word, date(2027, 3, 1), bars, ((date(2027, 2, 6), date(2027, 2, 7)),))


def _heat_map(word: str, href: str) -> charts.HeatMap:
    cells = (charts.HeatCell(4, 4, 2, href), charts.HeatCell(2, 3, 5))
    words = (word, "b", "c", "d", "e")
    return charts.HeatMap(word, cells, tolerance=12, selected=(4, 4), impact_words=words)


def _logic_model(word: str, href: str) -> charts.LogicModel:
    boxes = (
        charts.Box(word, 0, f"{word} give their time", href),
        charts.Box("b", 1, "Lunch clubs run"),
        charts.Box("c", 3, "People have company", state=charts.State.OFF),
        charts.Box("d", 3, "People eat better", state=charts.State.CHANGED),
    )
    return charts.LogicModel(word, boxes, ((word, "b"), ("b", "c"), (word, "d"), ("c", "d")), highlight="b")


def _tornado(word: str, href: str) -> charts.Tornado:
    swings = (charts.Swing("Drop-off", 2.9, 2.7), charts.Swing(word, 1.9, 3.4, word, "70%", href))
    return charts.Tornado(word, 2.8, swings)


def _waterfall(word: str, href: str) -> charts.Waterfall:
    values = (charts.Step(word, 5000, href), charts.Step("Families", 2500.5), charts.Step("Shops", -400))
    return charts.Waterfall(word, values, (charts.Step(word, 3000),))


def _paired(word: str, href: str) -> charts.PairedBars:
    pairs = (
        charts.Pair(word, 4000, 3600.5, href),
        charts.Pair("Shops", -400, 0),
        charts.Pair("Homes", 10, None),
    )
    return charts.PairedBars(word, "Forecast", word, pairs)


def _stage_line(word: str, href: str) -> charts.StageLine:
    gate = charts.Gate(charts.GateState.CONDITIONS, date(2026, 1, 14), href)
    done = charts.Stage(word, charts.StageState.DONE, date(2025, 9, 1), date(2026, 1, 14), gate, href)
    return charts.StageLine(word, (done, charts.Stage("Form", charts.StageState.CURRENT, date(2026, 1, 15))))


def _progress(word: str, href: str) -> charts.Progress:
    readings = (
        charts.Reading(date(2026, 1, 31), 12, word, href),
        charts.Reading(date(2026, 2, 28), None),
        charts.Reading(date(2026, 3, 31), 19),
    )
    targets = (charts.Target(date(2026, 6, 30), 30), charts.Target(date(2026, 12, 31), 60))
    return charts.Progress(word, readings, targets, charts.Reading(date(2025, 12, 1), 10))


def _stacked(word: str, href: str) -> charts.StackedBars:
    series = (charts.Series(word, (1000, 2000), href), charts.Series("Health board", (500,)))
    return charts.StackedBars(word, (word, "2026/27"), series)


def _grid(word: str, href: str) -> charts.Grid:
    people = (charts.Stakeholder(word, 5, 2, href, uses_service=True), charts.Stakeholder("Council", 4, 5))
    return charts.Grid(word, people)


def _xmr(word: str, href: str) -> charts.Xmr:
    figures = (12, 15, 11, 14, 13, 16, 12, 15, 13, 14, 12, 15, 14, 30)
    points = tuple(Point(date(2026, 1 + at // 2, 1 + at % 2 * 14), value) for at, value in enumerate(figures))
    result = calculate(Series(points, "increase", target=20, rebase=(date(2026, 7, 1),)))
    notes = (
        charts.Annotation(date(2026, 3, 9), word, href),
        charts.Annotation(date(2026, 3, 15), "New form"),
    )
    return charts.Xmr(word, result, notes, {date(2026, 1, 1): href})
