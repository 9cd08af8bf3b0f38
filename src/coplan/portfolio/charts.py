"""The published funding as a table of years and as stacked bars."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.kit.charts import Chart, Series, StackedBars, stacked_bars
from coplan.portfolio.reference import (
    Discrepancy,
    StrategicPsp,
    discrepancies,
    printed_totals,
    strategic_psps,
)


@dataclass(frozen=True)
class YearTotal:
    """A total as printed; `difference` is what its own column falls short of it."""

    year: str
    printed: int
    difference: int


@dataclass(frozen=True)
class FundingTable:
    years: tuple[str, ...]
    psps: tuple[StrategicPsp, ...]
    totals: tuple[YearTotal, ...]
    grand: YearTotal
    faults: tuple[Discrepancy, ...]


def funding_table() -> FundingTable:
    printed, faults = printed_totals(), discrepancies()
    short = {fault.what: fault.difference for fault in faults}
    return FundingTable(
        years=tuple(year for year, _total in printed.years),
        psps=strategic_psps(),
        totals=tuple(YearTotal(year, total, short.get(year, 0)) for year, total in printed.years),
        grand=YearTotal(_("All years"), printed.grand_total, short.get("All years", 0)),
        faults=faults,
    )


def funding_chart() -> Chart:
    table = funding_table()
    return stacked_bars(
        StackedBars(
            title=_("Scottish Government funding of six Strategic PSPs, by year"),
            steps=table.years,
            series=tuple(
                Series(
                    psp.name,
                    tuple(each.amount or 0 for each in psp.funding),
                    reverse("portfolio:strategic", args=[psp.code]),
                )
                for psp in table.psps
            ),
        )
    )


def own_chart(psp: StrategicPsp) -> Chart:
    """The years that have an amount: a dash in the table is not a nought."""
    paid = [(each.year, each.amount) for each in psp.funding if each.amount is not None]
    return stacked_bars(
        StackedBars(
            title=_("Funding by year"),
            steps=tuple(year for year, _amount in paid),
            series=(Series(_("Scottish Government"), tuple(amount for _year, amount in paid)),),
        )
    )
