"""Figures with their source and trace, from the rows that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.documents.paper import Column, Figure, Missing, Text
from coplan.kit.templatetags.kit import day, money
from coplan.money.models import BudgetLine
from coplan.outcomes import figures as written
from coplan.outcomes.models import Indicator, Reading
from coplan.outcomes.queries import IndicatorState
from coplan.partnerships.models import Partnership

NONE = "–"
BUDGET = "money:budget"


def missing(partnership: Partnership, text: str, action: str, url_name: str, *more: Any) -> Missing:
    """Something the record lacks, with the page that mends it."""
    return Missing(text, reverse(url_name, args=[partnership.slug, *more]), action)


def columns(*labels: str) -> tuple[Column, ...]:
    """Table columns: '#' before a label is for numbers, '*' for a wide column, '.' for a narrow one."""
    shares = {"*": 7, "#": 4, ".": 3}
    return tuple(Column(one.lstrip("*#."), one.startswith("#"), shares.get(one[0], 4)) for one in labels)


def budgeted(line: BudgetLine) -> Figure:
    return Figure(money(line.budget), _line_source(line), line.kind, line.number, line.spent_to)


def spent(line: BudgetLine) -> Figure:
    return Figure(money(line.spent), _line_source(line), line.kind, line.number, line.spent_to)


def _line_source(line: BudgetLine) -> str:
    told = _("Budget line %(label)s, %(year)s") % {"label": line.label, "year": line.year_words}
    return f"{told}: {line.source}" if line.source else told


def sum_of(amount: Decimal, lines: Iterable[BudgetLine], as_of: date | None = None) -> Figure:
    """A sum of budget lines; where it is one line only, that line's own trace."""
    counted = list(lines)
    if len(counted) == 1:
        return Figure(money(amount), _line_source(counted[0]), BudgetLine.kind, counted[0].number, as_of)
    named = ", ".join(line.reference for line in counted)
    return Figure(
        money(amount), _("Sum of the budget lines %(lines)s") % {"lines": named}, as_of=as_of, page=BUDGET
    )


def reading(row: Reading) -> Figure:
    source = _("Reading %(reference)s for %(period)s: %(source)s") % {
        "reference": row.reference,
        "period": row.period,
        "source": row.source,
    }
    entered = timezone.localtime(row.at).date()
    return Figure(written.reading_in_words(row), source, row.kind, row.number, entered)


def baseline(indicator: Indicator) -> Text:
    if indicator.baseline_value is None:
        return (_("No baseline"),)
    source = _("Baseline of %(label)s") % {"label": indicator.label}
    source += f": {indicator.baseline_source}" if indicator.baseline_source else ""
    value = written.written(indicator, indicator.baseline_value)
    return (Figure(value, source, indicator.kind, indicator.number, indicator.baseline_on),)


def target(indicator: Indicator, value: Decimal | None, period: str) -> Text:
    if value is None:
        return (_("No target"),)
    source = _("Target of %(label)s for %(period)s") % {"label": indicator.label, "period": period}
    return (Figure(written.written(indicator, value), source, indicator.kind, indicator.number),)


def compared(state: IndicatorState) -> tuple[Text, Text]:
    """What was reached and what should have been by then."""
    if state.reading is None:
        return (_("No reading"),), (NONE,)
    own = reading(state.reading)
    if not state.is_added_up or state.target is None:
        aim = (
            target(state.indicator, state.target.value, state.target.period)
            if state.target
            else (_("No target"),)
        )
        return (own,), aim
    indicator = state.indicator
    source = _("Readings of %(label)s added up from %(start)s to %(end)s") % {
        "label": indicator.label,
        "start": day(state.target.starts_on),
        "end": day(state.reading.ends_on),
    }
    added = Figure(written.written(indicator, state.value), source, indicator.kind, indicator.number)
    due = _("Part of target %(reference)s due by %(end)s") % {
        "reference": state.target.reference,
        "end": day(state.reading.ends_on),
    }
    expected = round(state.expected or Decimal(0), 0)
    return (added,), (Figure(written.written(indicator, expected), due, indicator.kind, indicator.number),)


def owner(record: Any) -> Text:
    return (str(record.owner.person) if record.owner_id else _("Nobody yet"),)
