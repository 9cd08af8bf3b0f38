"""Reads used by the pages of the local economy, documents and the overview."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from coplan.engines import Fault, InvalidInput
from coplan.engines import local_multiplier as lm3
from coplan.local_economy.inputs import engine_study
from coplan.local_economy.models import How, LocalSpending, LocalStudy


@dataclass(frozen=True)
class Answer:
    """What follows from a study, row by row in the order of the rows."""

    study: LocalStudy
    rows: tuple[LocalSpending, ...]
    result: lm3.Result


def spending_of(study: LocalStudy) -> QuerySet[LocalSpending]:
    found: QuerySet[LocalSpending] = LocalSpending.objects.filter(study=study).order_by("number")
    return found


def answer_or_faults(study: LocalStudy) -> tuple[Answer | None, tuple[Fault, ...]]:
    """For pages: the answer, or what stands in its way."""
    rows = tuple(spending_of(study))
    try:
        return Answer(study, rows, lm3.calculate(engine_study(study, rows))), ()
    except InvalidInput as refused:
        return None, refused.faults


def newest_study() -> LocalStudy | None:
    found: LocalStudy | None = LocalStudy.objects.order_by("-number").first()
    return found


def unasked(rows: tuple[LocalSpending, ...]) -> list[LocalSpending]:
    """The rows of which a share is not known that would matter: of nothing that arrives, nothing is spent again."""
    return [row for row in rows if not row.is_kept and _is_unasked(row)]


def _is_unasked(row: LocalSpending) -> bool:
    return row.local_how == How.UNKNOWN or (row.respent_how == How.UNKNOWN and bool(row.local))


def loose_estimates(rows: tuple[LocalSpending, ...]) -> list[LocalSpending]:
    """Estimates without a low and a high: they look surer than they are."""
    return [
        row for row in rows if not row.is_kept and any(_is_loose(row, name) for name in ("local", "respent"))
    ]


def _is_loose(row: LocalSpending, name: str) -> bool:
    return getattr(row, f"{name}_how") == How.ESTIMATE and getattr(row, f"{name}_low") is None
