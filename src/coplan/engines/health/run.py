"""Examine a partnership: run every rule of its stage, set aside what people chose to suppress."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .findings import WEIGHTS, Finding
from .registry import RULES, Rule, code_parts
from .snapshot import Ref, Snapshot, SuppressionUse

# These two look at how the suppressions fared, so they run when the other rules have been settled.
ABOUT_SUPPRESSIONS = ("X1", "X2")

UNRECORDED = Ref("suppression", 0)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A decision to live with a finding: of one record (`ref`), or of the whole rule where `ref` is None.

    It counts up to and including the day `until`. `record` is where the suppression itself is kept.
    """

    code: str
    ref: Ref | None
    reason: str
    by: str
    until: date
    record: Ref = UNRECORDED

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"Say why {self.code} is suppressed.")
        if not self.by.strip():
            raise ValueError(f"Say who suppresses {self.code}.")
        if self.code in ABOUT_SUPPRESSIONS:
            raise ValueError(f"{self.code} cannot be suppressed. Renew or end the suppression it names.")

    def covers(self, finding: Finding) -> bool:
        return self.code == finding.code and (self.ref is None or self.ref in finding.refs)

    def expired_on(self, today: date) -> bool:
        return today > self.until


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding set aside, and on whose word."""

    finding: Finding
    suppression: Suppression


@dataclass(frozen=True, slots=True)
class Report:
    """The findings by weight, then by code; and what was set aside, in the same order."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


def examine(snapshot: Snapshot, suppressions: Sequence[Suppression] = ()) -> Report:
    """Every finding about the partnership on `snapshot.today`.

    Rules whose STAGES do not hold the current stage are not run. A suppression that expired does not count,
    and is itself a finding (X2); so is one that set nothing aside (X1).
    """
    in_force = [each for each in suppressions if not each.expired_on(snapshot.today)]
    standing: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in _findings(snapshot, _rules_for(snapshot)):
        cover = next((each for each in in_force if each.covers(finding)), None)
        if cover is None:
            standing.append(finding)
        else:
            suppressed.append(Suppressed(finding, cover))
    uses = tuple(_use(each, snapshot, suppressed) for each in suppressions)
    about = _findings(replace(snapshot, suppressions=uses), [RULES[code] for code in ABOUT_SUPPRESSIONS])
    return Report(
        findings=tuple(sorted([*standing, *about], key=_order)),
        suppressed=tuple(sorted(suppressed, key=lambda each: _order(each.finding))),
    )


def _rules_for(snapshot: Snapshot) -> list[Rule]:
    return [
        rule
        for rule in RULES.values()
        if snapshot.current_stage in rule.stages and rule.code not in ABOUT_SUPPRESSIONS
    ]


def _findings(snapshot: Snapshot, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for finding in rule.check(snapshot):
            yield replace(finding, weight=finding.weight or rule.weight)


def _use(suppression: Suppression, snapshot: Snapshot, suppressed: Sequence[Suppressed]) -> SuppressionUse:
    """A suppression of a rule that does not run at this stage is waiting, not unused.

    Two that cover one finding are both in use: which of them is met first must not brand the other idle.
    """
    rule = RULES.get(suppression.code)
    waiting = rule is not None and snapshot.current_stage not in rule.stages
    return SuppressionUse(
        code=suppression.code,
        record=suppression.record,
        by=suppression.by,
        until=suppression.until,
        expired=suppression.expired_on(snapshot.today),
        used=waiting or any(suppression.covers(each.finding) for each in suppressed),
    )


def _order(finding: Finding) -> tuple[int, tuple[str, int, str]]:
    rank = WEIGHTS.index(finding.weight) if finding.weight else len(WEIGHTS)
    return rank, code_parts(finding.code)
