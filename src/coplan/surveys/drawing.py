"""How the answers to one question are spread: a bar for each answer, and one for each round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.kit.charts import Chart, palette
from coplan.kit.charts import Table as ChartTable
from coplan.kit.charts.chart import Column, compose, key_of, nothing_yet
from coplan.kit.charts.lettering import measure, wrap
from coplan.kit.charts.svg import join, line, paragraph, quiet, rect, text

_LONG, _LEAST, _RIGHT, _MOST_LEFT = 230, 150, 84, 180
# As wide as a phone where the answers are short; a wider picture can be scrolled with the keyboard
_PHONE, _SCROLLS = 330, 361
_BAR, _GAP = 17, 8
# From light to dark, so that rounds can be told apart without colour too
_FILLS = (palette.EDGE, palette.ACCENT, palette.ACCENT_DARK, palette.INK)


@dataclass(frozen=True)
class Spread:
    """Answers from the first to the last, and how many gave each in every round."""

    title: str
    answers: tuple[str, ...]
    rounds: tuple[tuple[str, int, tuple[int, ...]], ...]
    """Name of the round, how many answered, and how many gave each answer."""


@lru_cache(maxsize=512)
def spread(subject: Spread) -> Chart:
    """Bars as shares of those who answered, so that rounds of different size can be compared."""
    key = key_of("spread", subject)
    columns = (Column(_("Answer")), *(Column(name, numeric=True) for name, _n, _c in subject.rounds))
    if not subject.rounds:
        told = _("Too few answers to show.")
        return nothing_yet(key, title=subject.title, message=told, columns=columns)
    left = min(max(measure(answer, 13) for answer in subject.answers) + 20, _MOST_LEFT)
    top = len(subject.rounds) * 18 + 14
    long = _PHONE - left - _RIGHT
    if long < _LEAST:
        long = max(_LONG, _SCROLLS - left - _RIGHT)
    # Two lines of words need their room where there is only one round
    tall = max(len(subject.rounds) * _BAR, 34 if left == _MOST_LEFT else 0) + _GAP
    height = top + len(subject.answers) * tall + 4
    most = max(count / many for _name, many, counts in subject.rounds for count in counts if many) or 1
    parts = [_legend(subject)]
    for at, answer in enumerate(subject.answers):
        parts.append(_row(subject, at, answer, left, top + at * tall, long / most))
    floor = line(left, top - 4, left, height - 4, stroke=palette.EDGE)
    return compose(
        key,
        quiet(floor, *parts),
        title=subject.title,
        description=_described(subject),
        table=ChartTable(columns, tuple(_table(subject))),
        width=left + long + _RIGHT,
        height=height,
    )


def _row(subject: Spread, at: int, answer: str, left: float, top: float, whole: float) -> SafeString:
    """One answer with its bars; `whole` is how long a bar would be if everybody gave it."""
    lines = wrap(answer, left - 16, 13, most=2)
    tall = len(subject.rounds) * _BAR
    first = top + tall / 2 + 4 - (len(lines.lines) - 1) * 8
    parts = [paragraph(left - 10, first, lines, size=13, leading=16, anchor="end")]
    for place, (_name, many, counts) in enumerate(subject.rounds):
        share = counts[at] / many if many else 0.0
        y, long = top + place * _BAR, share * whole
        fill = _FILLS[place % len(_FILLS)]
        parts.append(rect(left, y + 1, long, _BAR - 3, fill=fill))
        parts.append(text(left + long + 6, y + 12, written(counts[at], many), size=12, fill=palette.INK))
    return join(*parts)


def _legend(subject: Spread) -> SafeString:
    parts = []
    for place, (name, many, _counts) in enumerate(subject.rounds):
        y = 4 + place * 18
        parts.append(rect(2, y, 12, 12, fill=_FILLS[place % len(_FILLS)]))
        parts.append(text(20, y + 10, f"{name}, n = {many}", size=12, fill=palette.MUTED))
    return join(*parts)


def written(count: int, many: int) -> str:
    """'12 (40%)'."""
    return f"{count} ({round(count / many * 100)}%)" if many else str(count)


def _described(subject: Spread) -> str:
    told = []
    for name, many, counts in subject.rounds:
        most = max(range(len(counts)), key=lambda at: counts[at])
        told.append(
            ngettext(
                "%(name)s: %(many)s person answered; most often “%(most)s” (%(count)s).",
                "%(name)s: %(many)s people answered; most often “%(most)s” (%(count)s).",
                many,
            )
            % {"name": name, "many": many, "most": subject.answers[most], "count": counts[most]}
        )
    return " ".join(told)


def _table(subject: Spread) -> Sequence[tuple[str, ...]]:
    return [
        (answer, *(written(counts[at], many) for _name, many, counts in subject.rounds))
        for at, answer in enumerate(subject.answers)
    ]
