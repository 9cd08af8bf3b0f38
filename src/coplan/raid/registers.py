"""The four registers of RAID, and the actions that answer risks and issues."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coplan.kit.charts import HeatCell, HeatMap, heat_map
from coplan.kit.registers import Register, asked_for
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.raid import actions, queries
from coplan.raid.models import BANDS, Action, Assumption, Dependency, Issue, Risk, State

OWNER = ("owner__person", "owner__partner__organisation")


def _score(risk: Risk) -> SafeString:
    """The score with its band: colour is never alone."""
    return format_html(
        '<span class="kit-tag kit-tag--{}">{} {}</span>',
        risk.band.tone.replace("_", "-"),
        risk.score,
        risk.band.name,
    )


class RaidRegister(Register):
    """What the five registers share."""

    section = Section.RUN
    view_action = actions.SEE_RAID
    change_action = actions.CHANGE_RAID
    guidance = "raid"

    def prepare(self, request: HttpRequest, record: Any) -> None:
        for name in ("risk", "issue"):
            if hasattr(record, f"{name}_id"):
                kind = {"risk": Risk, "issue": Issue}[name]
                setattr(record, name, asked_for(request, name, kind.objects))


class Risks(RaidRegister):
    model = Risk
    prefix = "risks"
    order = 10
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("score", numeric=True, shown=_score),
        Column("owner", sort="owner__person__name"),
        "status",
        "review_on",
    ]
    fields = ["title", "description", "probability", "impact", "response", "plan", "owner", "review_on"]
    groups = [
        (_("The risk"), ["title", "description"]),
        (_("How serious it is"), ["probability", "impact"]),
        (_("What we do about it"), ["response", "plan", "owner", "review_on"]),
    ]
    filters = ["status", "owner", "probability", "impact"]
    default_filters = {"status": State.OPEN.value}
    search = ["title", "description", "plan"]
    related = OWNER
    ordering = "-score"
    list_template = "raid/risks.html"
    detail_template = "raid/handled.html"
    summary = _("What might go wrong, how bad it would be, and who is doing what about it.")
    example = _(
        "Volunteers fall short in winter: probability 4, impact 4, owned by the volunteer coordinator."
    )

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        partnership = request.partnership  # type: ignore[attr-defined]
        today = request.standing.today  # type: ignore[attr-defined]
        shown = queries.cells(found, today)
        # Without filters the list is the open risks: their counts serve twice
        of_open = queries.cells(queries.open_risks(), today) if _asked(request) else shown
        return {
            "heat_map": _heat_map(request, shown, self.url("", partnership.slug)),
            "summary": queries.summary(of_open, partnership.risk_tolerance),
            "total": sum(cell.many for cell in shown),
            "tolerance": partnership.risk_tolerance,
            "changes_url": reverse("raid:changes", args=[partnership.slug]),
        }

    def detail_context(self, request: HttpRequest, record: Risk) -> dict[str, Any]:
        return handled_context(self, request, record)


def _asked(request: HttpRequest) -> bool:
    return bool(set(request.GET) - {"page", "sort"})


def _heat_map(request: HttpRequest, counted: list[queries.Cell], url: str) -> Any:
    """The 5 × 5 map of the filtered risks; each cell filters the list by itself."""
    query = request.GET.copy()
    chosen = tuple(query.get(name, "") for name in ("probability", "impact"))
    for name in ("probability", "impact", "page"):
        query.pop(name, None)
    cells = []
    for cell in counted:
        query["probability"], query["impact"] = str(cell.probability), str(cell.impact)
        cells.append(HeatCell(cell.probability, cell.impact, cell.many, f"{url}?{query.urlencode()}"))
    return _drawn(
        HeatMap(
            title=str(_("Risks by probability and impact")),
            cells=tuple(cells),
            bands=BANDS,
            tolerance=request.partnership.risk_tolerance,  # type: ignore[attr-defined]
            selected=(int(chosen[0]), int(chosen[1])) if all(c in "12345" and c for c in chosen) else None,
        )
    )


# Pure: the same counts give the same drawing, and most visits see the same counts
_drawn = lru_cache(maxsize=256)(heat_map)


class Issues(RaidRegister):
    model = Issue
    prefix = "issues"
    order = 20
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("impact", numeric=True),
        Column("owner", sort="owner__person__name"),
        "status",
        "due_on",
    ]
    fields = ["title", "description", "impact", "plan", "owner", "raised_on", "due_on", "risk"]
    filters = ["status", "owner", "impact"]
    default_filters = {"status": State.OPEN.value}
    search = ["title", "description", "plan"]
    related = (*OWNER, "risk")
    detail_template = "raid/handled.html"
    summary = _("What has gone wrong and needs dealing with now.")
    example = _("The community room is closed for repairs until June: impact 3, to be resolved by 12 May.")

    def detail_context(self, request: HttpRequest, record: Issue) -> dict[str, Any]:
        return handled_context(self, request, record)


def handled_context(register: Register, request: HttpRequest, record: Any) -> dict[str, Any]:
    """What a risk's and an issue's page show beside the facts: its actions and its verbs."""
    slug = request.partnership.slug  # type: ignore[attr-defined]
    verbs = {
        verb: reverse(f"raid:{register.prefix}-{verb}", args=[slug, record.number])
        for verb in ("close", "reopen", "escalate")
    }
    if isinstance(record, Risk):
        verbs["happened"] = reverse("raid:risks-happened", args=[slug, record.number])
    add = reverse("raid:actions-add", args=[slug])
    return {
        "actions": record.actions.filter(removed_at=None)
        .select_related(*OWNER)
        .order_by("done_on", "due_on"),
        "verbs": verbs,
        "add_action": f"{add}?{record.kind}={record.number}",
    }


class Assumptions(RaidRegister):
    model = Assumption
    prefix = "assumptions"
    order = 30
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "finding",
        Column("owner", sort="owner__person__name"),
        "check_on",
    ]
    fields = ["title", "grounds", "if_false", "owner", "check_on", "finding"]
    filters = ["finding", "owner"]
    search = ["title", "grounds"]
    related = OWNER
    summary = _("What the plan takes as true. Each is checked before too much rests on it.")
    example = _("GPs will refer at least ten people a month: checked with two practices by 1 March.")


class Dependencies(RaidRegister):
    model = Dependency
    prefix = "dependencies"
    order = 40
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("partner", sort=""),
        "outside",
        "needed_by",
        "state",
    ]
    fields = ["title", "partner", "outside", "needed_by", "owner", "state", "if_late"]
    filters = ["state", "owner"]
    search = ["title", "outside"]
    related = (*OWNER, "partner__organisation")
    summary = _("What we need from somebody else, and by when.")
    example = _("A data sharing agreement signed by the health board, needed by 30 April.")


class Actions(RaidRegister):
    model = Action
    prefix = "actions"
    order = 50
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("about", _("About"), shown=lambda action: (action.risk or action.issue).label),
        Column("owner", sort="owner__person__name"),
        "due_on",
        "done_on",
    ]
    fields = ["title", "risk", "issue", "owner", "due_on", "done_on"]
    filters = ["owner"]
    search = ["title"]
    related = (*OWNER, "risk", "issue")
    ordering = "due_on"
    summary = _("What somebody does, by a day, about a risk or an issue.")
    example = _("Ask the volunteer centre for ten more drivers, by 14 November, Mairi Grant.")
