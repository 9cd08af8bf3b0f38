"""The figures of an XmR chart as a table."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from coplan.engines.spc import PlottedPoint, Result

from .chart import Cell, Column, cell, columns
from .figures import written
from .xmr_subject import Annotation, Xmr, kind_of, shows


def heads(result: Result | None) -> tuple[Column, ...]:
    """The columns; a target has one where there is one."""
    lines = [_("#Mean"), _("#Lower limit"), _("#Upper limit")]
    if result and result.target is not None:
        lines.append(_("#Target"))
    return columns(_("Date"), _("#Figure"), *lines, _("What it shows"), _("Note"))


def rows(subject: Xmr, result: Result) -> Iterator[tuple[Cell, ...]]:
    """A row for each day with a figure or a note, in order of date."""
    points = {point.on: point for point in result.points}
    notes: dict[date, list[Annotation]] = {}
    for note in subject.annotations:
        notes.setdefault(note.on, []).append(note)
    starts = {group.start for group in result.groups[1:]}
    for day in sorted({*points, *notes}):
        told = [_("Limits start again")] if day in starts else []
        told += [note.label for note in notes.get(day, [])]
        href = next((note.href for note in notes.get(day, []) if note.href), "")
        figures = _figures(subject, result, points.get(day))
        yield cell(written(day), subject.hrefs.get(day, "")), *figures, cell("; ".join(told) or "–", href)


def _figures(subject: Xmr, result: Result, point: PlottedPoint | None) -> Iterator[Cell]:
    """Figure, mean, limits, target and finding of a day; dashes where there is none."""
    target = [] if result.target is None else [subject.unit.write(result.target)]
    if point is None:
        yield from ("–", "–", "–", "–", *("–" for _one in target), "–")
        return
    yield subject.unit.write(point.value)
    kind = kind_of(result, point)
    for value in (point.mean, point.lower_limit, point.upper_limit):
        yield subject.lines_unit.write(value) if kind != "unjudged" and value is not None else "–"
    yield from target
    yield shows(kind, point)
