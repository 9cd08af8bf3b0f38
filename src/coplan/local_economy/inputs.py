"""Rows of a study as the engine's dataclasses: the only bridge between the two."""

from __future__ import annotations

from collections.abc import Iterable

from coplan.engines import local_multiplier as lm3
from coplan.local_economy.models import LocalSpending, LocalStudy


def engine_study(study: LocalStudy, rows: Iterable[LocalSpending]) -> lm3.Study:
    return lm3.Study(float(study.income), tuple(engine_spending(row) for row in rows))


def engine_spending(row: LocalSpending) -> lm3.Spending:
    if row.is_kept:
        nothing = lm3.Share.known(0.0)
        return lm3.Spending(row.name, float(row.amount), nothing, nothing, row.sort)
    return lm3.Spending(row.name, float(row.amount), _share(row, "local"), _share(row, "respent"), row.sort)


def _share(row: LocalSpending, name: str) -> lm3.Share:
    """What nobody knows may be anything; a low and a high narrow it."""
    likely, low, high = (getattr(row, f"{name}{edge}") for edge in ("", "_low", "_high"))
    value = None if likely is None else float(likely)
    if low is not None and high is not None:
        return lm3.Share(float(low), float(high), value)
    return lm3.Share.unknown() if value is None else lm3.Share.known(value)
