"""The JSON form of a series, read strictly: see docs/methods/spc.md for the keys."""

from datetime import date
from typing import cast

from coplan.engines import Fault, InvalidInput
from coplan.engines.reading import Entry, Faults, each, shown, uncovered
from coplan.engines.spc.checks import validate
from coplan.engines.spc.model import Improvement, Point, Series

SERIES_KEYS = ("points", "improvement", "target", "rebase", "fix_after_n_points", "screen_outliers")
POINT_KEYS = ("date", "value")


def read_series(document: object) -> Series:
    """Turn decoded JSON into a series, or raise InvalidInput with every fault it has.

    Faults of form (types, keys) come first, then faults of value, except where a fault of form
    already covers the same place.
    """
    faults: Faults = []
    series = _series(document, faults)
    if isinstance(document, dict):
        faults += uncovered(validate(series), faults)
    if faults:
        raise InvalidInput(faults)
    return series


def _series(document: object, faults: Faults) -> Series:
    entry = Entry(document, "", SERIES_KEYS, faults, root="series")
    return Series(
        points=each(entry, "points", entry.items("points"), _point),
        # the value check names the ways, so an unknown one is let through to it
        improvement=cast(Improvement, entry.text("improvement", "neutral")),
        target=entry.number_or_none("target"),
        rebase=_rebase(entry),
        fix_after_n_points=_whole(entry, "fix_after_n_points"),
        screen_outliers=entry.flag("screen_outliers", True),
    )


def _point(value: object, path: str, faults: Faults) -> Point:
    entry = Entry(value, path, POINT_KEYS, faults)
    return Point(entry.day("date"), entry.number("value"))


def _rebase(entry: Entry) -> tuple[date, ...]:
    if entry.content.get("rebase") is None:
        return ()
    days = enumerate(entry.items("rebase"))
    return tuple(entry.as_day(f"{entry.at('rebase')}[{index}]", day) for index, day in days)


def _whole(entry: Entry, key: str) -> int | None:
    value = entry.number_or_none(key)
    if value is None or value.is_integer():
        return None if value is None else int(value)
    if value == value:
        entry.faults.append(Fault(entry.at(key), f"{shown(entry.content[key])} is not a whole number"))
    return None
