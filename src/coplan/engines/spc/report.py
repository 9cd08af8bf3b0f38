"""A result as the JSON document of the command line, and as a page of text for people."""

from collections.abc import Iterator
from math import floor, log10

from coplan.engines.health.wording import count, day
from coplan.engines.layout import aligned, table
from coplan.engines.spc.limits import ROUNDING
from coplan.engines.spc.model import ENOUGH_POINTS, Group, PlottedPoint, Result

NO_FIGURE = "–"
MOST_DECIMALS = 9
DIRECTIONS = {
    "increase": "higher is better",
    "decrease": "lower is better",
    "neutral": "neither way is better",
}
CAUSES = {
    "none": "",
    "outside_limits_high": "above the upper limit",
    "outside_limits_low": "below the lower limit",
    "trend_up": "7 points rising",
    "trend_down": "7 points falling",
    "two_of_three_high": "2 of 3 near the upper limit",
    "two_of_three_low": "2 of 3 near the lower limit",
    "shift_high": "7 points above the mean",
    "shift_low": "7 points below the mean",
}
TYPES = {
    "common_cause": "",
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "change, high",
    "special_cause_neutral_low": "change, low",
}
VARIATIONS = {
    "common_cause": "common cause: the last point shows only the usual ups and downs",
    "improvement_high": "improvement, high: the last point shows a real change up, which is better",
    "improvement_low": "improvement, low: the last point shows a real change down, which is better",
    "concern_high": "concern, high: the last point shows a real change up, which is worse",
    "concern_low": "concern, low: the last point shows a real change down, which is worse",
    "neutral_high": "neutral, high: the last point shows a real change up",
    "neutral_low": "neutral, low: the last point shows a real change down",
}
ASSURANCES = {
    "pass": "pass: as things are, the target is met every time",
    "fail": "fail: as things are, the target is missed every time",
    "hit_or_miss": "hit or miss: as things are, chance decides whether the target is met",
}


def as_document(result: Result) -> dict[str, object]:
    """Return the JSON form at full precision."""
    return {
        "points": [_point_document(point) for point in result.points],
        "variation": result.variation,
        "assurance": result.assurance,
    }


def as_text(result: Result) -> str:
    """Return the page of text, rounded for reading."""
    return "\n".join(_lines(result))


def _point_document(point: PlottedPoint) -> dict[str, object]:
    return {
        "date": point.on.isoformat(),
        "value": point.value,
        "group": point.group,
        "mean": point.mean,
        "lower_limit": point.lower_limit,
        "upper_limit": point.upper_limit,
        "special_cause": point.special_cause,
        "point_type": point.point_type,
    }


def _lines(result: Result) -> Iterator[str]:
    decimals = _decimals(result)
    yield from ("XmR chart", "=========", "", _summary(result, decimals), "")
    findings = [("Variation", VARIATIONS[result.variation])]
    if result.assurance:
        findings.append(("Assurance", ASSURANCES[result.assurance]))
    yield from aligned(findings, texts=2)
    yield from ("", "Limits", *_group_table(result, decimals))
    yield from (_warning(group) for group in result.groups if not group.enough_points)
    yield from ("", "Points", *_point_table(result, decimals))


def _summary(result: Result, decimals: int) -> str:
    first, last = result.points[0].on, result.points[-1].on
    said = (
        f"{count(len(result.points), 'point')}, {day(first)} to {day(last)}; {DIRECTIONS[result.improvement]}"
    )
    return said + (f"; target {_figure(result.target, decimals)}." if result.target is not None else ".")


def _group_table(result: Result, decimals: int) -> list[str]:
    rows = [
        (
            day(group.start),
            f"{group.base} of {group.points}" if group.base < group.points else str(group.points),
            _figure(group.mean, decimals),
            _figure(group.moving_range, decimals),
            str(group.screened),
            _figure(group.lower_limit, decimals),
            _figure(group.upper_limit, decimals),
        )
        for group in result.groups
    ]
    header = ("From", "Points", "Mean", "Moving range", "Screened out", "Lower limit", "Upper limit")
    return table(header, rows, texts=1)


def _warning(group: Group) -> str:
    if group.lower_limit is None:
        return f"From {day(group.start)} there is 1 point to rest limits on, so there are none."
    rest = f"Limits from {day(group.start)} rest on {count(group.base, 'point')}"
    return f"{rest}; fewer than {ENOUGH_POINTS} say little, so read them with care."


def _point_table(result: Result, decimals: int) -> list[str]:
    rows = [
        (
            day(point.on),
            CAUSES[point.special_cause],
            TYPES[point.point_type],
            _figure(point.value, decimals),
            _figure(point.mean, decimals),
            _figure(point.lower_limit, decimals),
            _figure(point.upper_limit, decimals),
        )
        for point in result.points
    ]
    return table(
        ("Date", "What it shows", "Counts as", "Value", "Mean", "Lower limit", "Upper limit"), rows, texts=3
    )


def _decimals(result: Result) -> int:
    """Decimals that show moving ranges to three digits, and figures as given up to two decimals."""
    largest = max((abs(point.value) for point in result.points), default=0.0)
    # a range that is only what rounding left says nothing about the figures
    ranges = [group.moving_range or 0 for group in result.groups]
    told = [size for size in ranges if size > largest * ROUNDING] or [largest or 1.0]
    needed = 2 - floor(log10(min(told)))
    return min(max(needed, *(_given_decimals(point.value) for point in result.points)), MOST_DECIMALS)


def _given_decimals(value: float) -> int:
    return len(f"{value:.2f}".rstrip("0").partition(".")[2])


def _figure(value: float | None, decimals: int) -> str:
    if value is None:
        return NO_FIGURE
    # a figure that rounds to nothing has no sign
    return f"{value:,.{decimals}f}" if round(value, decimals) else f"{0:.{decimals}f}"
