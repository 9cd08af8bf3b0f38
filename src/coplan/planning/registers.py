"""Milestones: what is to be reached by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.planning import actions, queries
from coplan.planning.forms import MilestoneForm
from coplan.planning.models import Milestone


def status(milestone: Milestone, today: date) -> tuple[str, str]:
    """The tone and the word for where a milestone stands."""
    if milestone.done_on is not None:
        return "good", _("Reached")
    if milestone.is_late(today):
        return "bad", _("Late")
    if (milestone.due_on - today).days <= queries.SOON:
        return "warn", _("Due soon")
    return "none", _("To come")


def _status(milestone: Milestone) -> SafeString:
    return format_html(
        '<span class="kit-badge kit-badge--{}">{}</span>', *status(milestone, timezone.localdate())
    )


def _due(milestone: Milestone) -> str | SafeString:
    from_column = Column("due_on").text(milestone)
    if not milestone.has_moved:
        return from_column
    first = _("first planned for %(day)s") % {"day": Column("first_due_on").text(milestone)}
    return format_html('{}<span class="kit-table__sub">{}</span>', from_column, first)


class Milestones(Register):
    model = Milestone
    prefix = "milestones"
    section = Section.RUN
    order = 5
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        "stage",
        Column("due_on", shown=_due),
        Column("owner", sort="owner__person__name"),
        Column("done_on", gettext_lazy("Status"), shown=_status),
    ]
    fields = ["title", "stage", "due_on", "owner", "done_on", "progress"]
    groups = [
        (gettext_lazy("The milestone"), ["title", "stage", "due_on", "owner"]),
        (gettext_lazy("Where it stands"), ["done_on", "progress"]),
    ]
    filters = ["stage", "owner"]
    search = ["title", "progress"]
    related = ("owner__person", "owner__partner__organisation")
    ordering = "due_on"
    view_action = actions.SEE_PLAN
    change_action = actions.CHANGE_PLAN
    form = MilestoneForm
    guidance = "milestones"
    list_template = "planning/milestones.html"
    detail_template = "planning/milestone.html"
    summary = gettext_lazy(
        "What is to be reached by when, and who sees to it. A moved date keeps the first one and the reason."
    )
    example = gettext_lazy("First ten referrals taken, by 1 June, owned by the service lead.")

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        today = request.standing.today  # type: ignore[attr-defined]
        return {"plan": queries.plan_by_stage(today), "today": today}

    def detail_context(self, request: HttpRequest, record: Milestone) -> dict[str, Any]:
        today = request.standing.today  # type: ignore[attr-defined]
        tone, word = status(record, today)
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {
            "status_tone": tone,
            "word": word,
            "reached_url": reverse("planning:milestones-reached", args=[slug, record.number]),
        }
