"""The registers of needs and of what shows them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coplan.kit.access import allowed
from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.need import actions, age, queries
from coplan.need.models import Evidence, Need

OWNER = ("owner__person", "owner__partner__organisation")


def _age(evidence: Evidence) -> SafeString:
    today = timezone.localdate()
    tone = "warn" if age.is_old(evidence.dated_on, today) else "none"
    return format_html(
        '<span class="kit-badge kit-badge--{}">{}</span>', tone, age.in_words(evidence.dated_on, today)
    )


class Needs(Register):
    model = Need
    prefix = "needs"
    section = Section.NEED
    order = 10
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "level",
        Column("people", numeric=True),
        Column("owner", sort="owner__person__name"),
    ]
    fields = ["title", "description", "trigger", "affected", "people", "level", "owner"]
    groups = [
        (_("The need"), ["title", "description", "trigger"]),
        (_("How great it is"), ["affected", "people", "level"]),
        (_("Who looks after it"), ["owner"]),
    ]
    filters = ["level", "owner"]
    search = ["title", "description", "trigger", "affected"]
    related = OWNER
    ordering = "number"
    view_action = actions.SEE_NEED
    change_action = actions.CHANGE_NEED
    guidance = "need"
    detail_template = "need/need.html"
    summary = _("What people lack, what shows it, and whether every partner agrees that this is the problem.")
    example = _("Older people who live alone in Ewart see nobody for days, and their health fails sooner.")

    def detail_context(self, request: HttpRequest, record: Need) -> dict[str, Any]:
        standing = request.standing  # type: ignore[attr-defined]
        slug = request.partnership.slug  # type: ignore[attr-defined]
        agreement = queries.agreements([record], standing.today)[0]
        own = {part.partner_id for part in standing.parts if part.partner_id}
        return {
            "agreement": agreement,
            "own_partners": own if allowed(request, actions.AGREE_TO_NEED) else set(),
            "agree_url": reverse("need:needs-agree", args=[slug, record.number]),
            "evidence": [
                (one, age.in_words(one.dated_on, standing.today), age.is_old(one.dated_on, standing.today))
                for one in Evidence.objects.filter(need=record).order_by("-dated_on", "-number")
            ],
            "may_add_evidence": allowed(request, actions.CHANGE_EVIDENCE),
            "add_evidence": f"{reverse('need:evidence-add', args=[slug])}?need={record.number}",
            "answers": sorted(record.outcomes.filter(removed_at=None), key=lambda one: one.place),
        }

    def resting(self, record: Need) -> list[PartnershipModel]:
        return queries.rest_on_need(record)


class EvidenceRegister(Register):
    model = Evidence
    prefix = "evidence"
    section = Section.NEED
    order = 20
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("what", link=True),
        "source",
        "said_by",
        "dated_on",
        Column("age", _("Age"), sort="", shown=_age),
        Column("need", sort="need__title"),
    ]
    fields = ["need", "what", "source", "source_url", "dated_on", "said_by"]
    filters = ["need"]
    search = ["what", "source", "said_by"]
    related = ("need",)
    ordering = "-dated_on"
    view_action = actions.SEE_NEED
    change_action = actions.CHANGE_EVIDENCE
    guidance = "need"
    detail_template = "need/evidence.html"
    summary = _("What shows the need: each with its source, its date and who says so.")
    example = _("412 people over 75 live alone in Ewart. Scotland's Census 2022, published 2024.")

    def prepare(self, request: HttpRequest, record: Evidence) -> None:
        asked = request.GET.get("need", "")
        if asked.isdecimal() and len(asked) < 10:
            record.need = Need.objects.filter(number=int(asked)).first()
        elif Need.objects.count() == 1:
            record.need = Need.objects.first()

    def detail_context(self, request: HttpRequest, record: Evidence) -> dict[str, Any]:
        today = request.standing.today  # type: ignore[attr-defined]
        return {"age": age.in_words(record.dated_on, today), "old": age.is_old(record.dated_on, today)}

    def resting(self, record: Evidence) -> list[PartnershipModel]:
        return record.resting()
