"""XmR charts: what is drawn, what is said, and what is left out under twelve points."""

import re
from datetime import date
from typing import Any

import pytest
from lxml import etree

from coplan.engines.spc import Point, Result, Series, calculate
from coplan.kit import charts
from coplan.kit.charts import Link
from coplan.kit.charts.palette import ACCENT, CHANGED, MUTED, PAPER, WARN
from coplan.kit.charts.xmr_icons import VARIATION_LABELS

SVG = "{http://www.w3.org/2000/svg}"
# their limits are 4.68 and 15.32
STEADY = (9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11)


def month(index: int) -> date:
    return date(2026 + index // 12, index % 12 + 1, 1)


def result(*values: float, **settings: Any) -> Result:
    points = tuple(Point(month(index), value) for index, value in enumerate(values))
    return calculate(Series(points, **({"fix_after_n_points": 12} | settings)))


def draw(*values: float, title: str = "Visits", annotations: Any = (), **settings: Any) -> charts.Chart:
    return charts.xmr(charts.Xmr(title, result(*values, **settings), annotations))


def words(chart: charts.Chart) -> list[str]:
    root = etree.fromstring(str(chart.svg).encode())
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def fills(chart: charts.Chart, name: str) -> list[str]:
    root = etree.fromstring(str(chart.svg).encode())
    return [element.get("fill", "") for element in root.iter(f"{SVG}{name}")]


def test_better_worse_and_neither_differ_in_shape_and_colour() -> None:
    both = draw(*STEADY, 16, 4, 10, improvement="increase")
    shapes = re.findall(r'<path d="M[\d.]+ [\d.]+(l[^"]+z)" fill="(#\w+)"', both.svg)
    diamond, triangle = ("l7 7l-7 7l-7 -7z", ACCENT), ("l7 12.2h-14z", WARN)
    # each once among the points and once in the legend
    assert sorted(shapes) == sorted([diamond, diamond, triangle, triangle])
    neutral = draw(*STEADY, 16, 4, 10, improvement="neutral")
    assert fills(neutral, "rect") == [CHANGED] * 3
    assert fills(both, "rect") == []


def test_the_legend_names_the_shapes_that_are_there() -> None:
    assert "Concern" not in words(draw(*STEADY, 16, improvement="increase"))
    found = words(draw(*STEADY, 16, 4, improvement="increase"))
    assert [word for word in found if word in ("Usual ups and downs", "Improvement", "Concern")] == [
        "Usual ups and downs",
        "Improvement",
        "Concern",
    ]


def test_lines_are_named_with_their_figures() -> None:
    found = words(draw(*STEADY, target=12, improvement="increase"))
    lines = ("Target ", "Upper limit ", "Mean ", "Lower limit ")
    assert [word for word in found if word.startswith(lines)] == [
        "Upper limit 15.3",
        "Target 12",
        "Mean 10.0",
        "Lower limit 4.7",
    ]


def test_each_group_has_its_own_limits_and_a_line_where_they_start() -> None:
    chart = draw(*STEADY, *(value + 20 for value in STEADY), rebase=(month(12),))
    assert "Limits start again" in words(chart)
    dotted = re.findall(
        r'y1="([\d.]+)" x2="[\d.]+" y2="\1" stroke="[^"]+" stroke-width="1.5" stroke-dash', chart.svg
    )
    assert len(dotted) == len(set(dotted)) == 4
    rows = chart.table.rows
    assert rows[11][2:] == ("10.0", "4.7", "15.3", "Usual ups and downs", "–")
    assert rows[12][2:] == ("30.0", "24.7", "35.3", "Usual ups and downs", "Limits start again")


def test_under_twelve_points_there_are_no_limits_but_a_sentence() -> None:
    chart = draw(9, 11, 9, 40, improvement="increase", target=12)
    assert "Limits need 12 readings; from 1 January 2026 they would rest on 4." in words(chart)
    assert not any("limit" in word.lower() and "Limits need" not in word for word in words(chart)[:-1])
    assert not {str(label) for label in VARIATION_LABELS.values()} & set(words(chart))
    assert chart.description == (
        "40 on 1 April 2026. Limits need 12 readings; from 1 January 2026 they would rest on 4. "
        "Until then a change cannot be told from chance."
    )
    assert chart.table.rows[3] == (
        "1 April 2026", "40", "–", "–", "–", "12", "Too few readings for limits", "–",
    )  # fmt: skip
    assert WARN not in chart.svg
    assert ACCENT not in chart.svg


def test_a_short_group_is_drawn_hollow_and_noted_while_others_are_judged() -> None:
    chart = draw(5, 5, 30, *STEADY, rebase=(month(3),))
    assert "Limits need 12 readings; from 1 January 2026 they would rest on 3." in words(chart)
    assert [row[-2] for row in chart.table.rows[:4]] == [
        *["Too few readings for limits"] * 3,
        "Usual ups and downs",
    ]
    hollow = re.findall(rf'r="3.5" fill="{PAPER}" stroke="{MUTED}"', chart.svg)
    assert len(hollow) == 4
    assert "Usual ups and downs" in words(chart)


def test_annotations_are_numbered_by_date_and_never_cover_each_other() -> None:
    notes = (
        charts.Annotation(date(2026, 3, 20), "Second worker"),
        charts.Annotation(date(2026, 3, 1), "New referral form"),
        charts.Annotation(date(2026, 3, 3), "Drop-in moved"),
    )
    chart = draw(*STEADY, annotations=notes)
    listed = [
        "1 March 2026: New referral form",
        "3 March 2026: Drop-in moved",
        "20 March 2026: Second worker",
    ]
    assert [word for word in words(chart) if word in listed] == listed
    rings = [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="9"', chart.svg)
    ]
    marks = rings[:3]
    gaps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a in marks for b in marks if a < b]
    assert min(gaps) > 18
    noted = [(row[0], row[-1]) for row in chart.table.rows if row[-1] != "–"]
    assert noted == [
        ("1 March 2026", "New referral form"),
        ("3 March 2026", "Drop-in moved"),
        ("20 March 2026", "Second worker"),
    ]


def test_readings_and_annotations_lead_to_their_records() -> None:
    subject = charts.Xmr(
        "Visits",
        result(*STEADY),
        (charts.Annotation(month(2), "New form", "/changes/7"),),
        {month(0): "/readings/1"},
    )
    chart = charts.xmr(subject)
    root = etree.fromstring(str(chart.svg).encode())
    named = [(a.get("href"), a.get("aria-label")) for a in root.iter(f"{SVG}a")]
    assert named == [
        ("/changes/7", "1 March 2026: New form"),
        ("/readings/1", "1 January 2026: 9. Usual ups and downs"),
    ]
    assert chart.table.rows[0][0] == Link("1 January 2026", "/readings/1")
    assert chart.table.rows[2][-1] == Link("New form", "/changes/7")


def test_the_table_says_what_each_point_shows() -> None:
    chart = draw(*STEADY, 16, 4, improvement="decrease")
    assert [column.label for column in chart.table.columns] == [
        "Date", "Figure", "Mean", "Lower limit", "Upper limit", "What it shows", "Note",
    ]  # fmt: skip
    assert chart.table.rows[12:] == (
        ("1 January 2027", "16", "10.0", "4.7", "15.3", "Concern: above the upper limit", "–"),
        ("1 February 2027", "4", "10.0", "4.7", "15.3", "Improvement: below the lower limit", "–"),
    )


def test_money_keeps_its_pence_on_lines() -> None:
    chart = charts.xmr(charts.Xmr("Cost", result(*STEADY), unit=charts.POUNDS_AND_PENCE))
    assert "Upper limit £15.32" in words(chart)


def test_the_description_says_both_icons_in_words() -> None:
    assert draw(*STEADY, 16, improvement="increase", target=20).description == (
        "16 on 1 January 2027. A real change for the better: the latest figures have moved upwards, "
        "beyond the usual ups and downs. Higher is better. As things are, the target is missed every time; "
        "only a change of the work can meet it."
    )


@pytest.mark.parametrize(
    ("variation", "assurance", "improvement", "said"),
    [
        (
            "common_cause",
            None,
            "increase",
            "The latest figure shows only the usual ups and downs, no real change.",
        ),
        (
            "concern_high",
            "hit_or_miss",
            "decrease",
            "A real change for the worse: the latest figures have moved upwards, beyond the usual ups and "
            "downs. Lower is better. As things are, chance decides whether the target is met.",
        ),
        (
            "neutral_low",
            None,
            "neutral",
            "A real change: the latest figures have moved downwards, beyond the usual ups and downs. "
            "Neither way is better.",
        ),
    ],
)
def test_in_words(variation: Any, assurance: Any, improvement: Any, said: str) -> None:
    assert charts.in_words(variation, assurance, improvement) == said


def test_icons_stand_alone_with_a_name_and_all_look_different() -> None:
    icons = [charts.variation_icon(name) for name in VARIATION_LABELS]
    icons += [charts.assurance_icon(name) for name in ("pass", "fail", "hit_or_miss")]
    roots = [etree.fromstring(str(icon).encode()) for icon in icons]
    assert {root.get("role") for root in roots} == {"img"}
    assert all(root.get("aria-label") == root.findtext(f"{SVG}title") for root in roots)
    unnamed = (re.sub('<title>.*?</title>|aria-label="[^"]*"', "", icon) for icon in icons)
    assert len({re.sub("#[0-9a-f]{6}", "", icon) for icon in unnamed}) == len(icons) == 10


def test_a_long_series_stays_inside_its_frame() -> None:
    chart = draw(*(9 + index % 3 for index in range(120)))
    xs = [float(x) for x in re.findall(r'cx="([\d.]+)" cy="[\d.]+" r="3"', chart.svg)]
    assert len(xs) == 120
    assert 0 < min(xs) < max(xs) < chart.width


@pytest.mark.parametrize("values", [(7,), (0, 0), (1e12, -1e12), tuple([3] * 14)])
def test_any_figures_can_be_drawn(values: tuple[float, ...]) -> None:
    chart = draw(*values, target=3, improvement="decrease")
    etree.fromstring(str(chart.svg).encode())
    assert "nan" not in chart.svg
    assert len(chart.table.rows) == len(values)
