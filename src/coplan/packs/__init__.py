"""National data. `pack("scotland")` is Scotland's; another country adds a folder beside it, no code.

Everything is read once, on first use, and frozen. Where a list changes with time, pass the day that
matters (`on`); without it you get every edition, past ones too.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from coplan.packs import files, loading
from coplan.packs.files import PackError
from coplan.packs.items import (
    BankHoliday,
    CouncilArea,
    Dated,
    DiscountBand,
    Edition,
    IdentifierScheme,
    Measure,
    NationalOutcome,
    OptimismBias,
    PolicyFact,
    QuestionSet,
    Wellby,
)

__all__ = ["DEFAULT", "Pack", "PackError", "check_identifier", "pack"]

DEFAULT = "scotland"

D = TypeVar("D", bound=Dated)


def _holding(items: tuple[D, ...], on: date | None) -> tuple[D, ...]:
    return items if on is None else tuple(item for item in items if item.holds_on(on))


@dataclass(frozen=True)
class Pack:
    """One country's data; see the SOURCES.md in its folder."""

    name: str

    def editions(self) -> tuple[Edition, ...]:
        """Each file with its title, source, licence and dates."""
        return loading.editions(self.name)

    def council_areas(self) -> tuple[CouncilArea, ...]:
        """(code, name) of each council area, by name."""
        return loading.council_areas(self.name)

    def national_outcomes(self, on: date | None = None) -> tuple[NationalOutcome, ...]:
        return _holding(loading.national_outcomes(self.name), on)

    def policy_facts(self, on: date | None = None, topic: str | None = None) -> tuple[PolicyFact, ...]:
        """Thresholds and time limits, of one topic or all: show each one's status and source."""
        facts = _holding(loading.policy_facts(self.name), on)
        return facts if topic is None else tuple(fact for fact in facts if fact.topic == topic)

    def policy_fact(self, code: str, on: date) -> PolicyFact:
        """The one figure that holds on a day."""
        for fact in self.policy_facts(on):
            if fact.code == code:
                return fact
        raise PackError(f"The pack {self.name} has no {code} for {on:%-d %B %Y}.")

    def question_sets(self, on: date | None = None) -> tuple[QuestionSet, ...]:
        return _holding(loading.question_sets(self.name), on)

    def bank_holidays(self) -> tuple[BankHoliday, ...]:
        """By date. Days outside the edition's dates are unknown, not working days."""
        return loading.bank_holidays(self.name)

    def gdp_deflator(self) -> dict[int, Decimal]:
        """Price level by calendar year, 100 in the last."""
        return {int(row["year"]): Decimal(row["value"]) for row in files.rows(self.name, "gdp_deflator.csv")}

    def discount_schedule(self) -> tuple[DiscountBand, ...]:
        """The rates of the social time preference rate, which fall for the far future."""
        return loading.discount_schedule(self.name)

    def wellby(self) -> tuple[Wellby, ...]:
        """Low, central and high value."""
        return loading.wellby(self.name)

    def optimism_bias(self) -> tuple[OptimismBias, ...]:
        """By kind of project."""
        return loading.optimism_bias(self.name)

    def measures(self, on: date | None = None) -> tuple[Measure, ...]:
        """Tested questions that may be asked freely. Measures that need a licence are not here."""
        return _holding(loading.measures(self.name), on)

    def organisation_identifier_schemes(self) -> tuple[IdentifierScheme, ...]:
        """The registers an organisation's number may come from, the usual ones first."""
        return loading.identifier_schemes(self.name)

    def check_identifier(self, scheme: str, number: str) -> str | None:
        """None if the number has the form of that register's, otherwise a sentence that says what to do.

        The form only: whether the organisation is in the register is for a person to look up.
        """
        known = {each.code: each for each in self.organisation_identifier_schemes()}
        if scheme not in known:
            choices = ", ".join(code for code, each in known.items() if not each.deprecated)
            return f"“{scheme}” is not a register on the list. Choose one of {choices}."
        return known[scheme].check(number)


@cache
def pack(name: str = DEFAULT) -> Pack:
    """The pack of that name; PackError says which there are if there is no such."""
    there = sorted(path.parent.name for path in files.ROOT.glob("*/editions.json"))
    if name not in there:
        raise PackError(f"There is no pack “{name}”. Choose one of {', '.join(there)}.")
    return Pack(name)


def check_identifier(scheme: str, number: str) -> str | None:
    """`Pack.check_identifier` of the usual pack."""
    return pack().check_identifier(scheme, number)
