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
from coplan.kit.charts.lettering import wrap
from coplan.kit.charts.svg import join, line, paragraph, quiet, rect, text

_WIDE, _LEFT, _RIGHT = 640, 190, 96
_BAR, _GAP, _TOP = 18, 10, 34
# Rounds are told apart by the pattern of their outline too, not by colour alone
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
    tall = len(subject.rounds) * _BAR + _GAP
    height = _TOP + len(subject.answers) * tall + 4
    parts = [_legend(subject)]
    for at, answer in enumerate(subject.answers):
        parts.append(_row(subject, at, answer, _TOP + at * tall))
    floor = line(_LEFT, _TOP - 4, _LEFT, height - 4, stroke=palette.EDGE)
    return compose(
        key,
        quiet(floor, *parts),
        title=subject.title,
        description=_described(subject),
        table=ChartTable(columns, tuple(_table(subject))),
        width=_WIDE,
        height=height,
    )


def _row(subject: Spread, at: int, answer: str, top: float) -> SafeString:
    lines = wrap(answer, _LEFT - 22, 13, most=2)
    tall = len(subject.rounds) * _BAR
    first = top + tall / 2 + 4 - (len(lines.lines) - 1) * 8
    parts = [paragraph(_LEFT - 12, first, lines, size=13, leading=16, anchor="end")]
    for place, (_name, many, counts) in enumerate(subject.rounds):
        share = counts[at] / many if many else 0.0
        y, long = top + place * _BAR, share * (_WIDE - _LEFT - _RIGHT)
        fill = _FILLS[place % len(_FILLS)]
        parts.append(rect(_LEFT, y + 1, long, _BAR - 3, fill=fill))
        parts.append(text(_LEFT + long + 6, y + 12, written(counts[at], many), size=12, fill=palette.INK))
    return join(*parts)


def _legend(subject: Spread) -> SafeString:
    parts, x = [], float(_LEFT)
    for place, (name, many, _counts) in enumerate(subject.rounds):
        words = f"{name}, n = {many}"
        parts.append(rect(x, 6, 12, 12, fill=_FILLS[place % len(_FILLS)]))
        parts.append(text(x + 18, 16, words, size=12, fill=palette.MUTED))
        x += 40 + 6.8 * len(words)
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
