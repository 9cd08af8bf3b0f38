"""The picture of three rounds: what is in the area after each, what may be, and what has left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coplan.engines.local_multiplier import Result
from coplan.kit.charts import POUNDS, Chart, Table, palette
from coplan.kit.charts.chart import columns, compose, key_of
from coplan.kit.charts.svg import join, line, quiet, rect, text

_WIDTH: Final = 600
_STEP: Final = 76
_BAR: Final = 30


@dataclass(frozen=True)
class _Round:
    label: str
    kept: float
    unsure: float
    left: float

    @property
    def words(self) -> str:
        """'£39,000 in the area, £24,800 not known'."""
        told = [_("%(much)s in the area") % {"much": POUNDS.write(self.kept)}]
        if self.unsure >= 1:
            told.append(_("%(much)s not known") % {"much": POUNDS.write(self.unsure)})
        return ", ".join(told)


def rounds(result: Result) -> Chart:
    """Three bars of the length of the income; what has left it by each round is only outlined."""
    steps = list(_rounds(result))
    table = Table(
        columns(_("Round"), _("#In the area"), _("#Not known"), _("#Left or kept")),
        tuple((one.label, *map(POUNDS.write, (one.kept, one.unsure, one.left))) for one in steps),
    )
    key = key_of("rounds", result)
    return compose(
        key,
        *(_bar(one, place * _STEP, result.round_1) for place, one in enumerate(steps)),
        title=_("What is left in the area after each round"),
        description=". ".join(f"{one.label}: {one.words}" for one in steps) + ".",
        table=table,
        width=_WIDTH,
        height=len(steps) * _STEP,
    )


def _rounds(result: Result) -> Iterator[_Round]:
    income = result.round_1
    yield _Round(_("Round 1: came in"), income, 0.0, 0.0)
    for label, bounds in (
        (_("Round 2: reached local people or bodies"), result.round_2),
        (_("Round 3: they spent here again"), result.round_3),
    ):
        yield _Round(label, bounds.low, bounds.high - bounds.low, max(0.0, income - bounds.high))


def _bar(one: _Round, top: float, income: float) -> SafeString:
    scale = (_WIDTH - 2) / income
    kept, unsure = one.kept * scale, one.unsure * scale
    floor = top + 30
    parts = [
        rect(1, floor, _WIDTH - 2, _BAR, fill=palette.PAPER, stroke=palette.EDGE),
        rect(1, floor, kept, _BAR, fill=palette.ACCENT),
    ]
    if unsure >= 1:
        parts.append(rect(1 + kept, floor, unsure, _BAR, fill=palette.ACCENT_PALE))
        parts.append(
            line(
                1 + kept + unsure, floor, 1 + kept + unsure, floor + _BAR, stroke=palette.ACCENT, dashes="4 3"
            )
        )
    words = text(1, top + 20, f"{one.label}: {one.words}", size=15)
    return join(words, quiet(*parts))
