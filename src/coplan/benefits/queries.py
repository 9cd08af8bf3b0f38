"""Reads used by the pages of benefits, the trace, the business case and whoever plans to sustain the service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from coplan.benefits.models import Benefit, Forecast, Realised
from coplan.money.queries import financial_year, year_words
from coplan.outcomes.models import Direction, Indicator, Reading

NOTHING = Decimal(0)
# How far below its forecast a benefit may be and still be on course
ALLOWED = Decimal("0.10")
# Days after the end of a financial year until what came of it is to be reported
DAYS_TO_REPORT = 60
RELATED = (
    "outcome",
    "indicator",
    "stakeholder",
    "body__organisation",
    "owner__person",
    "owner__partner__organisation",
)


def benefits() -> QuerySet[Any]:
    """Benefits with whom they are for, every edition of their forecast and what came of them; four queries."""
    found: QuerySet[Any] = (
        Benefit.objects.filter(outcome__removed_at=None)
        .select_related(*RELATED)
        .prefetch_related(
            Prefetch(
                "forecasts",
                Forecast.objects.select_related("by").prefetch_related("years").order_by("edition"),
                to_attr="editions",
            ),
            Prefetch(
                "realised",
                Realised.objects.select_related("by").order_by("year", "number"),
                to_attr="every_realised",
            ),
        )
        .order_by("number")
    )
    return found


@dataclass(frozen=True)
class YearOf:
    """One financial year of one benefit: expected and come, in its unit and in pounds (below zero: a loss)."""

    year: int
    forecast: Decimal | None
    realised: Realised | None
    forecast_money: Decimal | None
    realised_money: Decimal | None
    over: bool

    @property
    def words(self) -> str:
        return year_words(self.year)

    @property
    def figure(self) -> Decimal | None:
        return self.realised.figure if self.realised is not None else None


@dataclass(frozen=True)
class Standing:
    """How a benefit does against its forecast, in words and as red, amber, green or none."""

    rag: str
    words: str


@dataclass(frozen=True)
class Account:
    """A benefit of `benefits()` with its years; no query."""

    benefit: Benefit
    today: date

    @cached_property
    def forecasts(self) -> tuple[Forecast, ...]:
        """Every edition, the first first."""
        return tuple(self.benefit.editions)  # type: ignore[attr-defined]

    @property
    def forecast(self) -> Forecast | None:
        """The edition in force."""
        return self.forecasts[-1] if self.forecasts else None

    @cached_property
    def realised(self) -> dict[int, Realised]:
        every: list[Realised] = self.benefit.every_realised  # type: ignore[attr-defined]
        return {one.year: one for one in every if one.is_in_force}

    @cached_property
    def years(self) -> tuple[YearOf, ...]:
        expected = expected_of(self.forecast) if self.forecast is not None else {}
        return tuple(
            self._year(year, expected.get(year), self.realised.get(year))
            for year in sorted(expected.keys() | self.realised.keys())
        )

    def _year(self, year: int, expected: Decimal | None, came: Realised | None) -> YearOf:
        return YearOf(
            year=year,
            forecast=expected,
            realised=came,
            forecast_money=self.benefit.in_money(expected),
            realised_money=self.benefit.in_money(came.figure if came is not None else None),
            over=year < financial_year(self.today),
        )

    @property
    def waiting(self) -> tuple[int, ...]:
        """Years that are over, were forecast, and of which nobody has said what came."""
        return tuple(one.year for one in self.years if one.over and one.realised is None)

    @cached_property
    def standing(self) -> Standing:
        if self.forecast is None:
            return Standing("none", _("No forecast yet"))
        reported = [one for one in self.years if one.realised is not None and one.forecast is not None]
        if not reported:
            if self.waiting:
                return Standing(
                    "amber", _("Not reported for %(year)s") % {"year": year_words(self.waiting[0])}
                )
            return Standing("none", _("Begins in %(year)s") % {"year": self.years[0].words})
        came = sum((one.figure or NOTHING for one in reported), NOTHING)
        expected = sum((one.forecast or NOTHING for one in reported), NOTHING)
        return _against(came, expected, loss=self.benefit.is_loss)


def _against(came: Decimal, expected: Decimal, *, loss: bool) -> Standing:
    """A benefit should reach its forecast; a dis-benefit should not pass it. A tenth either way is allowed."""
    margin = expected * ALLOWED
    share = (
        _("%(share)s%% of what was forecast") % {"share": f"{came / expected * 100:.0f}"} if expected else ""
    )
    if loss:
        if came > expected + margin:
            return Standing(
                "red", _("Worse than forecast: %(share)s") % {"share": share or _("none was expected")}
            )
        return Standing("green", _("No worse than forecast"))
    if came >= expected:
        return Standing("green", _("As forecast or better"))
    if came >= expected - margin:
        return Standing("amber", _("Close to it: %(share)s") % {"share": share})
    return Standing("red", _("Behind: %(share)s") % {"share": share})


def expected_of(forecast: Forecast) -> dict[int, Decimal]:
    """What an edition of `benefits()` expects by year; no query."""
    return {one.year: one.figure for one in forecast.years.all()}


def accounts(today: date) -> list[Account]:
    """Every benefit with its years; four queries however many."""
    return [Account(one, today) for one in benefits()]


@dataclass(frozen=True)
class Saving:
    """Cashable money of one body in one financial year: expected, come, and of that confirmed by the body."""

    body: str
    year: int
    forecast: Decimal
    realised: Decimal
    confirmed: Decimal
    reported: bool = True
    """Whether anybody has said what came; without that, nothing came is not the same as 0."""

    @property
    def year_words(self) -> str:
        return year_words(self.year)


def cashable_savings(found: Iterable[Account]) -> list[Saving]:
    """Cashable benefits, less cashable dis-benefits, by body and year: what a funder's budget would see."""
    sums: dict[tuple[str, int], list[Decimal]] = {}
    reported: set[tuple[str, int]] = set()
    for account in found:
        if not account.benefit.is_cashable:
            continue
        for one in account.years:
            key = account.benefit.body_words, one.year
            row = sums.setdefault(key, [NOTHING, NOTHING, NOTHING])
            row[0] += one.forecast_money or NOTHING
            row[1] += one.realised_money or NOTHING
            if one.realised is None:
                continue
            reported.add(key)
            if one.realised.is_confirmed:
                row[2] += one.realised_money or NOTHING
    return [Saving(*key, *sums[key], key in reported) for key in sorted(sums)]


@dataclass(frozen=True)
class Drawn:
    """What an indicator's readings say of one financial year, and how it was worked out."""

    figure: Decimal
    words: str


def drawn_from_readings(benefit: Benefit, year: int) -> Drawn | None:
    """A figure for a benefit from its indicator's approved readings: how much better the year is than before.

    Of a running total it is what the year added; counts and money afresh are added up; of other measures the last
    reading counts. Two of these are set against the baseline, where there is one. None without an approved
    reading in the year. One query.
    """
    indicator = benefit.indicator
    if indicator is None:
        return None
    begins, ends = date(year, 4, 1), date(year + 1, 3, 31)
    known = Reading.objects.filter(
        indicator=indicator, replaced_at=None, approved_at__isnull=False, ends_on__lte=ends
    ).order_by("ends_on")
    pairs = [(one.starts_on, one.value) for one in known.select_related("indicator") if one.value is not None]
    values = [value for starts_on, value in pairs if starts_on >= begins]
    if not values:
        return None
    told = {"name": indicator.name, "year": year_words(year), "last": _plain(values[-1])}
    if indicator.running_total:
        before = next((value for starts_on, value in reversed(pairs) if starts_on < begins), NOTHING)
        added = max(values[-1] - before, NOTHING)
        told |= {"before": _plain(before), "added": _plain(added)}
        return Drawn(added, _("%(name)s rose from %(before)s to %(last)s in %(year)s: %(added)s") % told)
    if indicator.adds_up:
        total = sum(values, NOTHING)
        told |= {"many": len(values), "total": _plain(total)}
        words = _("%(name)s: %(many)s approved readings of %(year)s come to %(total)s") % told
        return _better_by(benefit, indicator, total, words)
    return _better_by(
        benefit,
        indicator,
        values[-1],
        _("%(name)s: the last approved reading of %(year)s is %(last)s") % told,
    )


def _better_by(benefit: Benefit, indicator: Indicator, figure: Decimal, words: str) -> Drawn:
    """How much better (of a dis-benefit: worse) a figure is than where it began."""
    start = benefit.baseline if benefit.baseline is not None else indicator.baseline_value
    if start is None:
        return Drawn(figure, words)
    better = start - figure if indicator.direction == Direction.DOWN else figure - start
    better = max(-better if benefit.is_loss else better, NOTHING)
    told = {"words": words, "start": _plain(start), "better": _plain(better)}
    return Drawn(better, _("%(words)s, against %(start)s at the start: %(better)s") % told)


def _plain(figure: Decimal) -> str:
    return f"{figure.quantize(Decimal('0.01')).normalize():,f}"


@dataclass(frozen=True)
class RealisationDue:
    """A year of a benefit of which nobody has said what came."""

    benefit: Benefit
    year: int
    due_on: date


def realisations_due(today: date) -> list[RealisationDue]:
    """Forecast years that are over and not reported; four queries however many."""
    return [
        RealisationDue(account.benefit, year, date(year + 1, 3, 31) + timedelta(days=DAYS_TO_REPORT))
        for account in accounts(today)
        for year in account.waiting
    ]
