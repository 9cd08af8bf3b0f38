"""Match funding: what others put in beside a funder's money, in cash and in kind, kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coplan.money.in_kind import in_kind
from coplan.money.models import MatchRule
from coplan.money.months import NOTHING
from coplan.money.rows import lines


@dataclass(frozen=True)
class Match:
    """One funder's condition beside what there is: its own money spent, others' cash, what came in kind."""

    rule: MatchRule
    own: Decimal
    cash: Decimal
    kind: Decimal

    @property
    def counted(self) -> Decimal:
        """What counts as match under the rule."""
        return self.cash + self.kind if self.rule.counts_in_kind else self.cash

    @property
    def needed(self) -> Decimal:
        return (self.own * self.rule.required / 100).quantize(NOTHING)

    @property
    def achieved(self) -> Decimal | None:
        """The match as a percentage of the funder's own money; None before any of it was spent."""
        return self.counted / self.own * 100 if self.own > 0 else None

    @property
    def missing(self) -> Decimal:
        return max(self.needed - self.counted, NOTHING)

    @property
    def is_met(self) -> bool:
        return self.achieved is not None and self.missing == 0


def matches(today: date) -> list[Match]:
    """Every funder's condition, on what was spent and given until today; four queries."""
    rules = list(MatchRule.objects.select_related(*MatchRule.LABEL_NEEDS).order_by("number"))
    if not rules:
        return []
    spent: dict[str, Decimal] = {}
    for line in lines():
        spent[line.funder_words] = spent.get(line.funder_words, NOTHING) + line.spent
    whole, kind = sum(spent.values(), NOTHING), in_kind(ends_on=today).value
    owns = [spent.get(rule.funder_words, NOTHING) for rule in rules]
    return [Match(rule, own, whole - own, kind) for rule, own in zip(rules, owns, strict=True)]
