"""Who gains and who loses, by how much and in which year: the forecast in force, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from coplan.benefits import figures, queries
from coplan.benefits.queries import Account, Saving, YearOf
from coplan.documents.paper import Block, Figure, Heading, Paragraph, Table, Text
from coplan.documents.sections.figures import NONE, columns, missing
from coplan.kit.charts import POUNDS
from coplan.partnerships.models import Partnership

# Financial years beside each other on a page
MOST_YEARS = 4


def blocks(partnership: Partnership, today: date) -> Iterator[Block]:
    yield Heading(_("Who gains, and who loses"))
    found = queries.accounts(today)
    if not found:
        said = _("No benefit is profiled, so nobody can see who gains in which year.")
        yield missing(partnership, said, _("Add a benefit"), "benefits:benefits-add")
        return
    years = sorted({one.year for account in found for one in account.years})[-MOST_YEARS:]
    heads = columns(
        _("*What is better or worse"),
        _("For whom"),
        _("In money"),
        *(f"#{queries.year_words(y)}" for y in years),
    )
    yield Table(
        _("Benefits by financial year: forecast, and what came"),
        heads,
        tuple(_row(one, years) for one in found),
    )
    yield from _savings(queries.cashable_savings(found), set(years))
    for account in found:
        if account.forecast is None:
            said = _("%(label)s has no forecast.") % {"label": account.benefit.label}
            yield missing(partnership, said, _("Forecast it"), "benefits:forecast", account.benefit.number)


def _row(account: Account, years: list[int]) -> tuple[Text, ...]:
    benefit = account.benefit
    by_year = {one.year: one for one in account.years}
    title = _("Worse: %(title)s") % {"title": benefit.title} if benefit.is_loss else benefit.title
    return (
        (f"{benefit.reference} {title}",),
        (benefit.whom_words,),
        (figures.worth_in_short(benefit),),
        *(_year(account, by_year[year]) if year in by_year else (NONE,) for year in years),
    )


def _year(account: Account, one: YearOf) -> Text:
    benefit = account.benefit
    runs: list[str | Figure] = []
    if one.realised is not None:
        said = figures.in_words(benefit, one.figure)
        source = _("Came in %(year)s: %(source)s") % {"year": one.words, "source": one.realised.source}
        runs.append(Figure(said, source, benefit.kind, benefit.number, one.realised.at.date()))
    if one.forecast is not None and account.forecast is not None:
        edition = account.forecast
        told = {"edition": edition.edition, "source": edition.source}
        source = _("Forecast, edition %(edition)s: %(source)s") % told
        expected = Figure(
            figures.in_words(benefit, one.forecast), source, benefit.kind, benefit.number, edition.at.date()
        )
        runs += [_(" (forecast "), expected, ")"] if runs else [_("forecast "), expected]
    return tuple(runs)


def _savings(found: list[Saving], years: set[int]) -> Iterator[Block]:
    rows = [one for one in found if one.year in years]
    if not rows:
        yield Paragraph((_("No benefit is claimed to be cashable: no budget gets smaller by this service."),))
        return
    heads = columns(_("*Whose budget"), _(".Year"), _("#Forecast"), _("#Came"), _("#Confirmed by that body"))
    write = POUNDS.write
    table = tuple(
        (
            (one.body,),
            (one.year_words,),
            (write(one.forecast),),
            (write(one.realised) if one.reported else NONE,),
            (write(one.confirmed) if one.reported else NONE,),
        )
        for one in rows
    )
    yield Table(_("Money that can be taken out of a budget, dis-benefits taken off"), heads, table)
