"""How a budget line stands: what it will have cost beside its budget, within or outside the tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from coplan.kit.templatetags.kit import money
from coplan.money import months
from coplan.money.models import BudgetLine, Explanation, Forecast
from coplan.money.models.lines import PENCE

NOTHING = months.NOTHING
# How far from its budget a sum of lines may be before it is red
TOLERANCE = Decimal("0.10")


@dataclass(frozen=True)
class Standing:
    """Spending beside its budget, in words and as red, amber or green."""

    rag: str
    words: str


def standing(budget: Decimal, spent: Decimal, *, over: bool = False) -> Standing:
    """Sums of lines: overspent by more than a tenth is red, by less is amber; `over` says that the year has
    ended, and then more than a tenth left unspent is amber too."""
    gap = spent - budget
    if gap > budget * TOLERANCE:
        return Standing("red", _("%(amount)s over budget") % {"amount": money(gap)})
    if gap > 0:
        return Standing("amber", _("%(amount)s over budget, within 10%%") % {"amount": money(gap)})
    if over and -gap > budget * TOLERANCE:
        return Standing("amber", _("%(amount)s not spent in the year") % {"amount": money(-gap)})
    if gap == 0:
        return Standing("green", _("All spent, none over"))
    return Standing("green", _("%(amount)s left") % {"amount": money(-gap)})


@dataclass(frozen=True)
class Tolerance:
    """A share of the budget, but never less than the floor."""

    percent: Decimal
    floor: Decimal

    def room(self, budget: Decimal) -> Decimal:
        return max((budget * self.percent / 100).quantize(PENCE), self.floor)

    @property
    def words(self) -> str:
        told = {"percent": f"{self.percent.normalize():f}", "floor": money(self.floor)}
        return _("%(percent)s%% of the budget, and at least %(floor)s") % told


@dataclass(frozen=True)
class Position:
    """One line on one day. `committed` is ordered and not yet paid; `forecast` and `explanation` are the latest."""

    line: BudgetLine
    today: date
    tolerance: Tolerance
    committed: Decimal = NOTHING
    forecast: Forecast | None = None
    explanation: Explanation | None = None

    @property
    def budget(self) -> Decimal:
        return self.line.budget

    @property
    def spent(self) -> Decimal:
        return self.line.spent

    @property
    def is_over(self) -> bool:
        """Whether its year has ended."""
        return self.today > self.line.ends_on

    @property
    def counted_to(self) -> date:
        """The day its spending is compared on: of the last entry, else today."""
        return min(self.line.spent_to or self.today, self.today)

    @property
    def planned(self) -> Decimal:
        """What should have been spent by then."""
        return months.plan_to(self.budget, self.line.year, self.line.profile, self.counted_to)

    @property
    def ahead(self) -> Decimal:
        """How much more than planned was spent; below zero for less."""
        return self.spent - self.planned

    @property
    def bound(self) -> Decimal:
        """Spent and ordered."""
        return self.spent + self.committed

    @property
    def outturn(self) -> Decimal:
        """What the year comes to: the forecast while it runs, but never less than is spent and ordered."""
        if self.is_over or self.forecast is None:
            return self.bound
        return max(self.forecast.outturn, self.bound)

    @property
    def is_forecast(self) -> bool:
        return not self.is_over and self.forecast is not None

    @property
    def expected(self) -> Decimal:
        """What to count on for the year's end: where nobody has forecast it, that the budget will be spent."""
        if self.is_over or self.forecast is not None:
            return self.outturn
        return max(self.budget, self.bound)

    @property
    def gap(self) -> Decimal:
        return self.outturn - self.budget

    @property
    def room(self) -> Decimal:
        return self.tolerance.room(self.budget)

    @property
    def is_outside(self) -> bool:
        """Over by more than the tolerance; or under by more, once the year's end is known or forecast."""
        if self.gap > self.room:
            return True
        return -self.gap > self.room and (self.is_over or self.is_forecast)

    @property
    def is_explained(self) -> bool:
        """Whether the latest explanation still fits: the gap has not moved by another tolerance since."""
        return self.explanation is not None and abs(self.gap - self.explanation.variance) <= self.room

    @property
    def needs_explanation(self) -> bool:
        return self.is_outside and not self.is_explained

    @property
    def standing(self) -> Standing:
        colour = "red" if self.gap > self.room else "amber" if self.gap > 0 or self.is_outside else "green"
        return Standing(colour, self._words())

    def _words(self) -> str:
        told = {"amount": money(abs(self.gap)), "room": money(self.room)}
        if self.gap == 0:
            return _("Forecast to end on budget") if self.is_forecast else _("All spent, none over")
        if self.is_forecast:
            said = (
                _("Forecast to end %(amount)s over")
                if self.gap > 0
                else _("Forecast to end %(amount)s under")
            )
        elif self.gap > 0:
            said = _("%(amount)s over budget")
        else:
            said = _("%(amount)s not spent in the year") if self.is_over else _("%(amount)s left")
        if self.is_outside:
            said += _(", outside the tolerance of %(room)s")
        elif self.gap > 0:
            said += _(", within the tolerance of %(room)s")
        return said % told
