"""Bad series: every fault named with its path, in one go."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coplan.engines import Fault, InvalidInput
from coplan.engines.spc import Point, Series, calculate, read_series, validate
from coplan.engines.spc.tests.cases import month, series


def document(*points: tuple[object, object], **settings: object) -> dict[str, Any]:
    given = points or (("2026-01-01", 12.0), ("2026-02-01", 14))
    return {"points": [{"date": day, "value": value} for day, value in given]} | settings


def faults(content: object) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        read_series(content)
    return [str(fault) for fault in refusal.value.faults]


def test_a_good_series_reads_back_whole() -> None:
    content = document(
        improvement="decrease",
        target=9,
        rebase=["2026-02-01"],
        fix_after_n_points=12,
        screen_outliers=False,
    )
    points = (Point(date(2026, 1, 1), 12.0), Point(date(2026, 2, 1), 14.0))
    assert read_series(content) == Series(points, "decrease", 9.0, (date(2026, 2, 1),), 12, False)


def test_what_is_left_out_or_null_claims_nothing() -> None:
    plain = read_series(document())
    assert (plain.improvement, plain.target, plain.rebase) == ("neutral", None, ())
    assert (plain.fix_after_n_points, plain.screen_outliers) == (None, True)
    assert read_series(document(target=None, rebase=None, fix_after_n_points=None)) == plain


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"improvment": "increase"}, "improvment: unknown key; did you mean improvement?"),
        ({"improvement": "up"}, "improvement: 'up' is not one of increase, decrease, neutral"),
        ({"improvement": None}, "improvement: null is not a text"),
        ({"target": "9"}, 'target: "9" is not a number; write it without quotation marks'),
        ({"target": math.nan}, "target: nan is not a finite number"),
        ({"target": -1e16}, "target: -1e+16 is beyond 1,000,000,000,000,000"),
        ({"screen_outliers": 1}, "screen_outliers: 1 is not true or false"),
        ({"fix_after_n_points": 12.5}, "fix_after_n_points: 12.5 is not a whole number"),
        ({"fix_after_n_points": math.inf}, "fix_after_n_points: Infinity is not a whole number"),
        ({"fix_after_n_points": 1}, "fix_after_n_points: 1 is below 2; limits need a moving range"),
        ({"fix_after_n_points": True}, "fix_after_n_points: true is not a number"),
        ({"rebase": "2026-02-01"}, 'rebase: "2026-02-01" is not a list in brackets []'),
        ({"rebase": ["February"]}, 'rebase[0]: "February" is not a date; write it as 2026-01-31'),
        (
            {"rebase": ["2026-02-01", "2026-02-01"]},
            "rebase[1]: 2026-02-01 is already rebase[0]; leave one out",
        ),
        (
            {"rebase": ["2026-02-02"]},
            "rebase[0]: 2026-02-02 is after the last point, 2026-02-01; a rebase needs points from its date on",
        ),
        (
            {"rebase": ["2025-12-31"]},
            "rebase[0]: 2025-12-31 is before the first point, 2026-01-01; leave it out",
        ),
        (
            {"rebase": ["2026-01-05", "2026-01-07"]},
            "rebase[0]: no point lies between it and the next rebase, 2026-01-07; leave one out",
        ),
    ],
)
def test_a_wrong_setting_is_named(settings: dict[str, object], fault: str) -> None:
    assert faults(document(**settings)) == [fault]


@pytest.mark.parametrize(
    ("point", "fault"),
    [
        (("2026-02-30", 1), 'points[1].date: "2026-02-30" is not a date; write it as 2026-01-31'),
        (("20260201", 1), 'points[1].date: "20260201" is not a date; write it as 2026-01-31'),
        (("2026-02", 1), 'points[1].date: "2026-02" is not a date; write it as 2026-01-31'),
        ((None, 1), "points[1].date: null is not a date; write it as 2026-01-31"),
        (("2026-02-01", None), "points[1].value: null is not a number"),
        (("2026-02-01", True), "points[1].value: true is not a number"),
        (("2026-02-01", math.nan), "points[1].value: nan is not a finite number"),
        (("2026-02-01", 10**400), "points[1].value: inf is not a finite number"),
        (
            ("2026-01-01", 1),
            "points[1].date: 2026-01-01 is already the date of points[0]; keep one of them",
        ),
        (
            ("2025-12-01", 1),
            "points[1].date: 2025-12-01 is before 2026-01-01, the date above it; put the earliest first",
        ),
    ],
)
def test_a_wrong_point_is_named(point: tuple[object, object], fault: str) -> None:
    assert faults(document(("2026-01-01", 12), point, ("2026-03-01", 3))) == [fault]


def test_one_date_out_of_order_is_one_fault() -> None:
    points = [(day, 1) for day in ("2026-01-01", "2027-02-01", "2026-03-01", "2026-04-01")]
    expected = "points[2].date: 2026-03-01 is before 2027-02-01, the date above it; put the earliest first"
    assert faults(document(*points)) == [expected]


def test_faults_of_points_stand_in_reading_order() -> None:
    assert [
        fault.partition(":")[0] for fault in faults(document(("2026-02-01", math.nan), ("2026-01-01", 1)))
    ] == [
        "points[0].value",
        "points[1].date",
    ]


def test_every_fault_is_told_at_once() -> None:
    content = {"points": [{"date": "2026-01-01", "valeu": 3}, 7], "target": [], "notes": ""}
    assert faults(content) == [
        "notes: unknown key; known are points, improvement, target, rebase, fix_after_n_points, screen_outliers",
        "points[0].valeu: unknown key; did you mean value?",
        "points[0].value: it is missing; give a number",
        "points[1]: 7 is not an object in braces {}",
        "target: a list is not a number",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({}, "points: it is missing; give a list in brackets []"),
        ({"points": []}, "points: there are none; give at least one point"),
        ({"points": [{}]}, "points[0].date: it is missing; give a date such as 2026-01-31"),
        ([], "series: a list is not an object in braces {}"),
        (None, "series: null is not an object in braces {}"),
    ],
)
def test_what_is_no_series_is_refused(content: object, fault: str) -> None:
    assert fault in faults(content)


def test_calculating_refuses_what_validate_names() -> None:
    wrong = replace(series(1, math.nan), rebase=(month(1), month(1)))
    expected = (
        Fault("points[1].value", "nan is not a finite number"),
        Fault("rebase[1]", "2026-02-01 is already rebase[0]; leave one out"),
    )
    assert validate(wrong) == expected
    with pytest.raises(InvalidInput) as refusal:
        calculate(wrong)
    assert refusal.value.faults == expected
