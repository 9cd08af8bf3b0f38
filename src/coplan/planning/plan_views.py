"""The plan on one page: the chart, what is late already, the last safe starts; and its frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.engines import InvalidInput
from coplan.kit.access import allowed, requires
from coplan.planning import actions, baselines, drawing, queries, services
from coplan.planning.dates import Dated, moved_by
from coplan.planning.forms import FrameForm, ShownForm
from coplan.planning.models import Milestone, Task
from coplan.planning.queries import Planned

PAGE = 100
PRINTED = 1000
SOON = 30
RECENT = 91


@dataclass(frozen=True)
class Said:
    """One line of a list: a record, the day it is about, and what is said of it."""

    record: Any
    on: date
    days: int


@requires(actions.SEE_PLAN)
@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    partnership, today = request.partnership, request.standing.today  # type: ignore[attr-defined]
    planned = queries.planned(partnership, today)
    workstreams = sorted({one.workstream for one in planned.tasks if one.workstream})
    form = ShownForm(request.GET, workstreams=workstreams)
    shown = form.cleaned_data if form.is_valid() else {}
    context: dict[str, Any] = {
        "planned": planned,
        "form": form,
        "asked": any(shown.values()),
        "today": today,
        "printing": "print" in request.GET,
        "may_frame": allowed(request, actions.FRAME_PLAN),
        "may_change": allowed(request, actions.CHANGE_PLAN),
        "address": _addresses(partnership.slug),
    }
    try:
        planned.dates  # noqa: B018
    except InvalidInput as refused:
        context["faults"] = [fault.message for fault in refused.faults]
        return render(request, "planning/plan.html", context)
    context |= _of_dates(request, planned, shown)
    return render(request, "planning/plan.html", context)


def _addresses(slug: str) -> dict[str, str]:
    names = (
        "plan",
        "plan-frame",
        "tasks",
        "tasks-add",
        "tasks-import",
        "milestones",
        "local-holidays",
        "plan-moves",
        "baselines",
        "plan-begin",
        "plan-bring-in",
        "plan-take-out",
    )
    return {name.replace("-", "_"): reverse(f"planning:{name}", args=[slug]) for name in names}


def _of_dates(request: HttpRequest, planned: Planned, shown: dict[str, Any]) -> dict[str, Any]:
    today = planned.subject.today
    records = [one for one in planned.records.values() if _is_shown(request, one, shown)]
    held = queries.baselines().first()
    by = shown.get("by", "")
    many = PRINTED if "print" in request.GET else PAGE
    page = Paginator(drawing.in_order(planned, records, by), many).get_page(request.GET.get("page"))
    rows = drawing.bars(planned, page.object_list, by, baselines.days_of(held))
    chart = drawing.drawn(_("The plan"), rows, planned.subject.calendar, today)
    spare = _spare(planned)
    mine = [one for one in records if isinstance(one, Task) and one.done_on is None]
    return {
        "chart": chart,
        "baseline": held,
        "page": page,
        "late": _late(planned, records),
        "soon": _soon(planned, mine),
        "end": queries.end_of(planned.frame, request.partnership),  # type: ignore[attr-defined]
        "forecast": planned.dates.end,
        "spare": spare,
        "over": -(spare or 0),
    }


def _is_shown(request: HttpRequest, record: Any, shown: dict[str, Any]) -> bool:
    if shown.get("whose") and record.owner_id not in request.standing.part_ids:  # type: ignore[attr-defined]
        return False
    if shown.get("stage") and record.stage != shown["stage"]:
        return False
    if record.done_on is not None and not _is_recent(request, record.done_on, shown.get("done", "")):
        return False
    return not shown.get("workstream") or getattr(record, "workstream", "") == shown["workstream"]


def _is_recent(request: HttpRequest, done_on: date, wanted: str) -> bool:
    """What was done long ago would press the rest together."""
    if wanted:
        return wanted == "all"
    today: date = request.standing.today  # type: ignore[attr-defined]
    return done_on > today - timedelta(days=RECENT)


def _late(planned: Planned, records: list[Any]) -> list[Said]:
    """What cannot be on time any more, the latest first: the day it should have been begun, done or reached."""
    found = []
    for record in records:
        dated = planned.dates.of(record)
        if not dated.is_late or record.done_on is not None:
            continue
        assert dated.spare is not None
        found.append(Said(record, _should_have(record, dated), -dated.spare))
    return sorted(found, key=lambda one: (-one.days, one.on))


def _should_have(record: Any, dated: Dated) -> date:
    if isinstance(record, Milestone):
        return record.due_on
    wanted = dated.last_finish if record.begun_on else dated.last_start
    assert wanted is not None
    return wanted


def _soon(planned: Planned, records: list[Any]) -> list[Said]:
    """Tasks not begun whose last safe start is within a month."""
    last = planned.subject.today + timedelta(days=SOON)
    found = []
    for record in records:
        dated = planned.dates.of(record)
        if record.begun_on is None and not dated.is_late and dated.last_start and dated.last_start <= last:
            found.append(Said(record, dated.last_start, dated.spare or 0))
    return sorted(found, key=lambda one: (one.on, one.record.number))


def _spare(planned: Planned) -> int | None:
    """Working days from the forecast end to the day the plan must end by."""
    end, last = planned.dates.end, planned.subject.ends_on
    return moved_by(planned.subject.calendar, end, last) if end and last else None


@requires(actions.FRAME_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest) -> HttpResponse:
    """How the plan is drawn and when it must end."""
    partnership = request.partnership  # type: ignore[attr-defined]
    back = reverse("planning:plan", args=[partnership.slug])
    form = FrameForm(request.POST or None, instance=queries.frame(partnership))
    if request.method == "POST" and form.is_valid():
        try:
            services.frame(record=form.instance, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The plan's settings were saved."))
            return redirect(back)
    context = {
        "form": form,
        "back": back,
        "trail": [(_("Plan"), back)],
        "money_ends_on": partnership.money_ends_on,
        "holidays_url": reverse("planning:local-holidays", args=[partnership.slug]),
    }
    return render(
        request, "planning/frame.html", context, status=422 if form.is_bound and form.errors else 200
    )
