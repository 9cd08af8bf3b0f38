"""Where each kind of trouble is put right: the rules name a short key, this names the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from coplan.engines.health.findings import Finding
from coplan.engines.health.registry import Rule
from coplan.engines.health.snapshot import Ref

# REMEDY_PAGE of a rule -> the address's name, what its link says, and the kind of record it keeps
PAGES: dict[str, tuple[str, Any, str]] = {
    "agreement.memorandum": ("partnerships:gates", _("Give evidence at the gate before design"), "document"),
    "governance.groups": ("governance:groups", _("Go to groups"), "group"),
    "governance.meetings": ("governance:meetings", _("Go to meetings"), "meeting"),
    "health.suppressions": ("health:health", _("Go to findings set aside"), "suppression"),
    "money.budget": ("money:budget", _("Go to the budget"), "budget-line"),
    "need": ("need:needs", _("Go to the need"), "need"),
    "need.evidence": ("need:evidence", _("Go to evidence of need"), "evidence"),
    "outcomes": ("outcomes:logic-model", _("Go to the logic model"), "element"),
    "outcomes.indicators": ("outcomes:indicators", _("Go to indicators"), "indicator"),
    "outcomes.readings": ("outcomes:sheet", _("Enter readings"), "reading"),
    "participants": ("partnerships:participants", _("Go to participants"), "participant"),
    "partners": ("partnerships:partners", _("Go to partners"), "partner"),
    "partners.sponsors": ("partnerships:partners", _("Go to partners"), "partner"),
    "partnerships.gates": ("partnerships:gates", _("Go to stages and gates"), "gate"),
    "pilots": ("pilots:pilots", _("Go to pilots"), "pilot"),
    "raid.risks": ("raid:risks", _("Go to risks"), "risk"),
    "sustainability.funders": ("sustainability:funders", _("Go to possible funders"), "prospect"),
    "sustainability.routes": ("sustainability:routes", _("Go to routes"), "route"),
    "value.map": ("value:value-maps", _("Go to the value map"), "value-outcome"),
}

# Contacts are people: they are added among participants, not on the partner's own page
ELSEWHERE = {"F3": "participants", "F6b": "governance.groups"}


def page_of(rule: Rule) -> tuple[str, Any, str]:
    return PAGES[ELSEWHERE.get(rule.code, rule.remedy_page)]


def record_to_mend(rule: Rule, finding: Finding) -> Ref | None:
    """The one record that the trouble is mended on, where it is one."""
    kind = page_of(rule)[2]
    mended = [ref for ref in finding.refs if ref.kind == kind]
    return mended[0] if len(mended) == 1 else None
