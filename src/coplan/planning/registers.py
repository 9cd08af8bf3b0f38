"""Milestones and tasks: what is to be reached by when, and the work that leads there."""

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

from coplan.engines import InvalidInput
from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.planning import actions, queries
from coplan.planning.forms import MilestoneForm, TaskForm
from coplan.planning.models import LocalHoliday, Milestone, PlanFrame, Task
from coplan.planning.waiting import stored


def status(milestone: Milestone, today: date) -> tuple[str, str]:
    """The tone and the word for where a milestone stands."""
    if milestone.done_on is not None:
        return "good", _("Reached")
    if milestone.is_late(today):
        return "bad", _("Late")
    if (milestone.due_on - today).days <= queries.SOON:
        return "warn", _("Due soon")
    return "none", _("To come")


def _badge(tone: str, word: str) -> SafeString:
    return format_html('<span class="kit-badge kit-badge--{}">{}</span>', tone, word)


def _status(milestone: Milestone) -> SafeString:
    return _badge(*status(milestone, timezone.localdate()))


def task_status(task: Task) -> tuple[str, str]:
    """The tone and the word for how far a task is."""
    if task.done_on is not None:
        return "good", _("Done")
    return ("info", _("Begun")) if task.begun_on is not None else ("none", _("Not begun"))


def _due(milestone: Milestone) -> str | SafeString:
    from_column = Column("due_on").text(milestone)
    if not milestone.has_moved:
        return from_column
    first = _("first planned for %(day)s") % {"day": Column("first_due_on").text(milestone)}
    return format_html('{}<span class="kit-table__sub">{}</span>', from_column, first)


class Steps(Register):
    """What the registers of tasks and milestones share."""

    section = Section.RUN
    view_action = actions.SEE_PLAN
    change_action = actions.CHANGE_PLAN
    related = ("owner__person", "owner__partner__organisation")

    def resting(self, record: Any) -> list[PartnershipModel]:
        """Whatever waits for it, and the frame that ends with it."""
        found: list[PartnershipModel] = [
            one
            for rows in (queries.tasks(), queries.milestones())
            for one in rows.filter(after__contains=record.reference)
            if record.reference in {wait.reference for wait in stored(one.after)}
        ]
        return found

    def dates_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """When it will be, what it waits for and what waits for it."""
        partnership, today = request.partnership, request.standing.today  # type: ignore[attr-defined]
        planned = queries.planned(partnership, today)
        try:
            dated = planned.dates.by_key.get(record.reference)
        except InvalidInput as refused:
            told = " ".join(fault.message for fault in refused.faults)
            return {"circle": told, "move_url": self.url("move", partnership.slug, record.number)}
        waits = [(planned.records.get(one.reference), one) for one in stored(record.after)]
        behind = [
            one
            for one in planned.records.values()
            if record.reference in {wait.reference for wait in stored(one.after)}
        ]
        return {
            "dated": dated,
            "waits": waits,
            "behind": behind,
            "today": today,
            "moves": queries.moves_of(record),
            "move_url": self.url("move", partnership.slug, record.number),
        }


class Milestones(Steps):
    model = Milestone
    prefix = "milestones"
    order = 5
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        "stage",
        Column("due_on", shown=_due),
        Column("owner", sort="owner__person__name"),
        Column("done_on", gettext_lazy("Status"), shown=_status),
    ]
    fields = ["title", "stage", "due_on", "owner", "after", "done_on", "progress"]
    groups = [
        (gettext_lazy("The milestone"), ["title", "stage", "due_on", "owner", "after"]),
        (gettext_lazy("Where it stands"), ["done_on", "progress"]),
    ]
    filters = ["stage", "owner"]
    search = ["title", "progress"]
    ordering = "due_on"
    form = MilestoneForm
    guidance = "milestones"
    list_template = "planning/milestones.html"
    detail_template = "planning/milestone.html"
    summary = gettext_lazy(
        "What is to be reached by when, and who sees to it. A moved date keeps the first one and the reason."
    )
    example = gettext_lazy("First ten referrals taken, by 1 June, owned by the service lead.")

    def refusal(self, request: HttpRequest, record: Any) -> str:
        if PlanFrame.objects.filter(end_milestone=record).exists():
            return _("The plan must end by this milestone. Choose another end in the plan's settings first.")
        return ""

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
            **self.dates_context(request, record),
        }


class Tasks(Steps):
    model = Task
    prefix = "tasks"
    order = 4
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        "workstream",
        Column("owner", sort="owner__person__name"),
        Column("days", numeric=True),
        "after",
        Column("status", gettext_lazy("Status"), shown=lambda task: _badge(*task_status(task))),
    ]
    fields = [
        "title",
        "stage",
        "workstream",
        "owner",
        "days",
        "after",
        "not_before",
        "begun_on",
        "done_on",
        "notes",
    ]
    groups = [
        (gettext_lazy("The task"), ["title", "stage", "workstream", "owner"]),
        (gettext_lazy("How long, and after what"), ["days", "after", "not_before"]),
        (gettext_lazy("How far it is"), ["begun_on", "done_on", "notes"]),
    ]
    filters = ["stage", "owner"]
    search = ["title", "workstream", "notes"]
    ordering = "number"
    form = TaskForm
    guidance = "plan"
    detail_template = "planning/task.html"
    summary = gettext_lazy(
        "The work, how many working days each piece takes, who does it and what comes first. The plan gives the dates."
    )
    example = gettext_lazy(
        "Book rooms in five villages: 10 working days, once the places are agreed (TK-003)."
    )

    def detail_context(self, request: HttpRequest, record: Task) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        tone, word = task_status(record)
        return {
            "status_tone": tone,
            "word": word,
            "begun_url": reverse("planning:tasks-begun", args=[slug, record.number]),
            "done_url": reverse("planning:tasks-done", args=[slug, record.number]),
            **self.dates_context(request, record),
        }


class LocalHolidays(Register):
    model = LocalHoliday
    prefix = "local-holidays"
    section = Section.RUN
    in_navigation = False
    columns = [Column("day"), Column("name", link=True)]
    fields = ["day", "name"]
    search = ["name"]
    ordering = "day"
    view_action = actions.SEE_PLAN
    change_action = actions.CHANGE_PLAN
    guidance = "plan"
    summary = gettext_lazy(
        "Days nobody works here besides Scotland's bank holidays. The plan goes round them."
    )
    example = gettext_lazy("Victoria Day, 24 May 2027, as the council gives it.")
