"""From a series to its XmR chart: groups, limits, what each point shows, variation and assurance."""

from collections.abc import Iterator
from itertools import groupby
from typing import cast

from coplan.engines.spc.causes import special_causes
from coplan.engines.spc.checks import check
from coplan.engines.spc.limits import group_of, rounding
from coplan.engines.spc.model import (
    Assurance,
    Group,
    Improvement,
    PlottedPoint,
    Point,
    PointType,
    Result,
    Series,
    SpecialCause,
    Variation,
)


def calculate(series: Series) -> Result:
    """Work out the XmR chart of a series.

    Limits are mean ± 2.66 × average moving range, for each group between rebase dates by itself.
    Raises InvalidInput with every fault. Source: NHS England, Making Data Count; checked against
    NHSRplotthedots 0.2.2.
    """
    check(series)
    plotted: list[PlottedPoint] = []
    groups: list[Group] = []
    for number, points in _split(series):
        group = group_of(number, points, series.fix_after_n_points, series.screen_outliers)
        groups.append(group)
        plotted += _plot(points, group, series.improvement)
    return Result(
        points=tuple(plotted),
        groups=tuple(groups),
        variation=_variation(plotted[-1]),
        assurance=_assurance(series, groups[-1]),
        improvement=series.improvement,
        target=series.target,
    )


def _split(series: Series) -> Iterator[tuple[int, list[Point]]]:
    def number(point: Point) -> int:
        return sum(day <= point.on for day in series.rebase)

    return ((found, list(points)) for found, points in groupby(series.points, number))


def _plot(points: list[Point], group: Group, improvement: Improvement) -> Iterator[PlottedPoint]:
    causes = special_causes([point.value for point in points], group)
    for point, cause in zip(points, causes, strict=True):
        yield PlottedPoint(
            on=point.on,
            value=point.value,
            group=group.number,
            mean=group.mean,
            lower_limit=group.lower_limit,
            upper_limit=group.upper_limit,
            special_cause=cause,
            point_type=_point_type(cause, improvement),
        )


def _way(cause: SpecialCause) -> int:
    """1 where it points up, −1 where it points down, 0 for none."""
    return cause.endswith(("_high", "_up")) - cause.endswith(("_low", "_down"))


def _point_type(cause: SpecialCause, improvement: Improvement) -> PointType:
    way = _way(cause)
    if not way:
        return "common_cause"
    if improvement == "neutral":
        return "special_cause_neutral_high" if way > 0 else "special_cause_neutral_low"
    better = 1 if improvement == "increase" else -1
    return "special_cause_improvement" if way == better else "special_cause_concern"


def _variation(last: PlottedPoint) -> Variation:
    if last.point_type == "common_cause":
        return "common_cause"
    kind = last.point_type.removeprefix("special_cause_").split("_")[0]
    return cast(Variation, f"{kind}_{'high' if _way(last.special_cause) > 0 else 'low'}")


def _assurance(series: Series, last: Group) -> Assurance | None:
    target, lower, upper = series.target, last.lower_limit, last.upper_limit
    if target is None or lower is None or upper is None or series.improvement == "neutral":
        return None
    noise = rounding([target, lower, upper])
    if target > upper + noise:
        return "fail" if series.improvement == "increase" else "pass"
    if target < lower - noise:
        return "pass" if series.improvement == "increase" else "fail"
    return "hit_or_miss"
