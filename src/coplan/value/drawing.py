"""The pictures of a value map, for its page and for documents."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from coplan.engines import sroi
from coplan.kit import charts
from coplan.value.models import ValueOutcome
from coplan.value.queries import Answer, Rows
from coplan.value.wording import SHORT, figure

DRIVERS_SHOWN = 12


def range_chart(rows: Rows, answer: Answer) -> charts.Chart:
    spread = answer.range
    has_range = bool(spread.drivers)
    return charts.ratio_range(
        charts.RatioRange(
            title=_("Value for each £1 put in"),
            p5=spread.p5 if has_range else None,
            p50=spread.p50 if has_range else None,
            p95=spread.p95 if has_range else None,
            base=answer.result.ratio,
        )
    )


def tornado_chart(rows: Rows, answer: Answer) -> charts.Chart:
    known = {row.code: row for row in rows.outcomes}
    shown = answer.range.drivers[:DRIVERS_SHOWN]
    return charts.tornado(
        charts.Tornado(
            title=_("What moves the ratio most"),
            base=answer.result.ratio,
            swings=tuple(_swing(known[driver.code], driver) for driver in shown),
        )
    )


def _swing(row: ValueOutcome, driver: sroi.Driver) -> charts.Swing:
    low, high = (float(getattr(row, f"{driver.field}_{end}")) for end in ("low", "high"))
    return charts.Swing(
        label=f"{row.code} {row.title}: {str(SHORT[driver.field]).lower()}",
        low=driver.low_ratio,
        high=driver.high_ratio,
        low_case=figure(driver.field, low),
        high_case=figure(driver.field, high),
        href=row.get_absolute_url(),
    )


def waterfall_chart(rows: Rows, answer: Answer) -> charts.Chart:
    gains: dict[str, float] = {}
    for row, result in zip(rows.outcomes, answer.result.outcomes, strict=True):
        name = str(row.stakeholder or _("No group named"))
        gains[name] = gains.get(name, 0.0) + result.present_value
    paid: dict[str, Decimal] = {}
    for entry in rows.inputs:
        name = _("Put in: %(who)s") % {"who": entry.stakeholder or entry.name}
        paid[name] = paid.get(name, Decimal(0)) + entry.amount
    return charts.waterfall(
        charts.Waterfall(
            title=_("Who gains, and what was put in"),
            values=tuple(charts.Step(name, value) for name, value in gains.items()),
            inputs=tuple(charts.Step(name, value) for name, value in paid.items()),
        )
    )
