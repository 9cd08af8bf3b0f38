"""The picture of three rounds: what stays, what may stay, what has leaked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coplan.engines.local_multiplier import Result
from coplan.kit.charts import Series, StackedBars, stacked_bars


def rounds(result: Result) -> Any:
    """Three bars of the same height: the income, and what is left of it in the area after each step."""
    kept = (result.round_1, result.round_2.low, result.round_3.low)
    most = (result.round_1, result.round_2.high, result.round_3.high)
    unsure = tuple(high - low for low, high in zip(kept, most, strict=True))
    leaked = tuple(max(0.0, result.round_1 - high) for high in most)
    series = [Series(_("In the area"), kept)]
    if any(unsure):
        series.append(Series(_("Not known"), unsure))
    if any(leaked):
        series.append(Series(_("Left the area"), leaked))
    return stacked_bars(
        StackedBars(
            title=_("What is left in the area after each round"),
            steps=(_("Round 1"), _("Round 2"), _("Round 3")),
            series=tuple(series),
        )
    )
