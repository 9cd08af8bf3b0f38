"""What the health check finds, for its own page, the overview and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from coplan.engines.health import run
from coplan.engines.health.findings import WEIGHTS, Finding
from coplan.engines.health.registry import RULES, Rule
from coplan.engines.health.snapshot import Ref
from coplan.guidance.lessons.library import Lesson, for_rule
from coplan.health.models import Suppression
from coplan.health.remedies import ELSEWHERE, page_of, record_to_mend
from coplan.health.snapshot import Picture, take
from coplan.health.snapshot import Read as Read
from coplan.partnerships.models import Partnership

WEIGHT_WORDS = {"high": _("Serious"), "medium": _("Moderate"), "low": _("Minor")}
WEIGHT_TONES = {"high": "bad", "medium": "warn", "low": "info"}

# Rules about things this version keeps no record of: they can find nothing, which is not the same as passing
NOT_RECORDED = frozenset({"D4", "F10", "P3"})


@dataclass(frozen=True)
class Examined:
    """A report with the picture it was made from and the suppressions that counted."""

    report: run.Report
    picture: Picture
    slug: str
    suppressions: dict[Ref, Suppression]


def suppressions() -> list[Suppression]:
    return list(Suppression.objects.select_related("by").order_by("until", "number"))


def examine(partnership: Partnership, today: date, read: Read | None = None) -> Examined:
    """Look at the partnership now. The scope must be open; the number of queries does not grow."""
    picture, kept = take(partnership, today, read), suppressions()
    refs = {picture.records.ref(one): one for one in kept}
    settled = [_as_engine(one, ref) for ref, one in refs.items()]
    return Examined(run.examine(picture.snapshot, settled), picture, partnership.slug, refs)


def _as_engine(row: Suppression, record: Ref) -> run.Suppression:
    subject = (
        Ref(row.subject_kind, row.subject_id) if row.subject_kind and row.subject_id is not None else None
    )
    return run.Suppression(row.code, subject, row.reason, str(row.by), row.until, record)


def report(partnership: Partnership, today: date) -> run.Report:
    """The findings by weight, and what was set aside."""
    return examine(partnership, today).report


def of_request(request: HttpRequest, read: Read | None = None) -> Examined:
    """The same, looked at once for each request and never kept for the next."""
    found: Examined | None = getattr(request, "_health", None)
    if found is None:
        standing = request.standing  # type: ignore[attr-defined]
        found = examine(standing.partnership, standing.today, read)
        request._health = found  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Worry:
    """One finding as a page shows it: what, why, where it is mended, and how it may be set aside."""

    finding: Finding
    rule: Rule
    lesson: Lesson | None
    records: tuple[tuple[str, str], ...]
    """The records it is about: label and address."""
    url: str
    """Straight to the record or page that mends it."""
    action: str
    rule_url: str
    aside_url: str
    """Empty where it cannot be set aside."""
    suppression: Suppression | None
    """The suppression a finding of X1 or X2 is about."""

    @property
    def message(self) -> str:
        return self.finding.message

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The records it is about that `url` does not lead to."""
        return tuple((label, url) for label, url in self.records if url != self.url)

    @property
    def weight(self) -> str:
        return str(WEIGHT_WORDS[self.finding.weight or self.rule.weight])

    @property
    def tone(self) -> str:
        return WEIGHT_TONES[self.finding.weight or self.rule.weight]


def worries(examined: Examined) -> list[Worry]:
    """Every finding that was not set aside, the heaviest first."""
    return [worry(examined, finding) for finding in examined.report.findings]


@dataclass(frozen=True)
class Trouble:
    """What one rule found, of one weight: its words once, and each finding."""

    worries: tuple[Worry, ...]

    @property
    def first(self) -> Worry:
        return self.worries[0]

    @property
    def many(self) -> int:
        return len(self.worries)


def troubles(found: Iterable[Worry]) -> dict[str, list[Trouble]]:
    """The worries by weight, then by rule; every weight has its list."""
    made: dict[str, list[Trouble]] = {weight: [] for weight in WEIGHTS}
    for (weight, _code), some in groupby(found, key=lambda one: (one.finding.weight, one.rule.code)):
        made[weight or "low"].append(Trouble(tuple(some)))
    return made


def worry(examined: Examined, finding: Finding) -> Worry:
    rule, slug, known = RULES[finding.code], examined.slug, examined.picture.records.known
    linked = ((ref.label, _address(known, ref)) for ref in finding.refs if ref in known)
    url, action = _remedy(examined, rule, finding)
    about = finding.code in run.ABOUT_SUPPRESSIONS
    return Worry(
        finding=finding,
        rule=rule,
        lesson=for_rule(rule.code),
        records=() if about else tuple((label, url) for label, url in linked if url),
        url=url,
        action=action,
        rule_url=reverse("health:rule", args=[slug, rule.code]),
        aside_url="" if about else _aside(slug, finding),
        suppression=examined.suppressions.get(finding.refs[0]) if about else None,
    )


def _aside(slug: str, finding: Finding) -> str:
    ref = finding.refs[0]
    return reverse("health:set-aside", args=[slug, finding.code, ref.kind, ref.id])


def _address(known: dict[Ref, Any], ref: Ref) -> str:
    try:
        return str(known[ref].get_absolute_url())
    except LookupError:
        # This kind of record has no page
        return ""


def _remedy(examined: Examined, rule: Rule, finding: Finding) -> tuple[str, str]:
    known = examined.picture.records.known
    mended = record_to_mend(rule, finding)
    if mended is not None and (address := _address(known, mended)):
        return address, str(_("Open it and put it right"))
    name, words, _kind = page_of(rule)
    address = _page(name, examined.slug)
    if rule.code in ELSEWHERE and finding.refs[0].kind == "partner" and name == "partnerships:participants":
        address = f"{address}?partner={finding.refs[0].id}"
    return address, str(words)


def _page(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return reverse("health:health", args=[slug])


@dataclass(frozen=True)
class Checked:
    """The rules by what became of them today."""

    passed: tuple[Rule, ...]
    later: tuple[Rule, ...]
    not_recorded: tuple[Rule, ...]


def checked(examined: Examined) -> Checked:
    """The rules that found nothing; those of other stages; and those that look at what is not recorded."""
    found = {finding.code for finding in examined.report.findings}
    found |= {one.finding.code for one in examined.report.suppressed}
    stage = examined.picture.snapshot.current_stage
    quiet = [
        rule for rule in RULES.values() if rule.code not in found and rule.code not in run.ABOUT_SUPPRESSIONS
    ]
    return Checked(
        passed=_which(rule for rule in quiet if stage in rule.stages and rule.code not in NOT_RECORDED),
        later=_which(rule for rule in quiet if stage not in rule.stages and rule.code not in NOT_RECORDED),
        not_recorded=_which(rule for rule in quiet if rule.code in NOT_RECORDED),
    )


def _which(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


@dataclass(frozen=True)
class SetAside:
    """A finding set aside: by whom, why and until when."""

    worry: Worry
    suppression: Suppression


def set_aside(examined: Examined) -> list[SetAside]:
    return [
        SetAside(worry(examined, one.finding), examined.suppressions[one.suppression.record])
        for one in examined.report.suppressed
    ]


def finding_of(examined: Examined, code: str, kind: str, key: int) -> Finding | None:
    """The finding that stands now with this code and this first record."""
    for finding in examined.report.findings:
        ref = finding.refs[0]
        if (finding.code, ref.kind, ref.id) == (code, kind, key):
            return finding
    return None
