"""The six steps, the checks, the screen for materiality, and forecast beside evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.kit.access import recheck, requires
from coplan.kit.forms import readable
from coplan.kit.models import queue
from coplan.value import account, actions, checks, comparing, material, path, queries
from coplan.value.account_forms import ReplyForm, ScreenForm, StepForm
from coplan.value.checks.model import Facts, Finding, Principle
from coplan.value.models import Statement, ValueMap
from coplan.value.registers import ValueMaps
from coplan.value.tabs import tabs_of

MAPS = ValueMaps()


def slug_of(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def shared(request: HttpRequest, value_map: ValueMap) -> dict[str, Any]:
    """What every page of a map shows."""
    slug = slug_of(request)
    return {
        "value_map": value_map,
        "tabs": tabs_of(value_map, slug),
        "may_change": MAPS.may_change(request, value_map),
        "trail": [(str(MAPS.title), MAPS.url("", slug)), (value_map.label, value_map.get_absolute_url())],
    }


def _facts(request: HttpRequest, value_map: ValueMap) -> tuple[Facts, tuple[Principle, ...]]:
    today = request.standing.today  # type: ignore[attr-defined]
    facts = checks.gather(queries.rows_of(value_map), slug_of(request), today)
    return facts, checks.run(facts)


def _here(name: str, request: HttpRequest, number: int, place: str = "") -> HttpResponseRedirect:
    return redirect(reverse(f"value:{name}", args=[slug_of(request), number]) + place)


@requires(actions.SEE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def path_page(request: HttpRequest, number: int) -> HttpResponse:
    """The six steps; a POST keeps the texts of one of them."""
    value_map = MAPS.get(request, number)
    if request.method != "POST":
        return _path_page(request, value_map)
    recheck(request, actions.CHANGE_VALUE, value_map)
    asked = request.POST.get("step", "")
    step = next((one for place, one in enumerate(path.STEPS, 1) if str(place) == asked and one[3]), None)
    if step is None:
        raise Http404
    form = StepForm(request.POST, step[3], _kept(value_map))
    if not form.is_valid() or not _write(request, value_map, form):
        return _path_page(request, value_map, form, int(asked))
    messages.success(request, _("Step %(step)s was saved.") % {"step": asked})
    return _here("path", request, number, f"#step-{asked}")


def _kept(value_map: ValueMap) -> dict[str, Statement]:
    return {one.part: one for one in Statement.objects.filter(value_map=value_map)}


def _write(request: HttpRequest, value_map: ValueMap, form: StepForm) -> bool:
    """All texts of a step or none; what somebody else wrote meanwhile is shown beside what was typed."""
    try:
        with transaction.atomic():
            queue(value_map.partnership_id)
            for part, text, version in form.said():
                try:
                    account.write(value_map=value_map, part=part, text=text, version=version, by=request.user)
                except account.WrittenMeanwhileError as meanwhile:
                    told = _(
                        "Somebody else wrote meanwhile: “%(theirs)s”. Bring the two together and save again."
                    )
                    form.add_error(part, told % {"theirs": meanwhile.theirs})
                    form.data = form.data.copy()
                    form.data[f"{part}_version"] = str(meanwhile.version)
                    raise
    except account.WrittenMeanwhileError:
        return False
    return True


def _path_page(
    request: HttpRequest, value_map: ValueMap, wrong: StepForm | None = None, at: int = 0
) -> HttpResponse:
    facts, principles = _facts(request, value_map)
    kept = _kept(value_map)
    steps = [
        (step, wrong if step.number == at else StepForm(None, step.parts, kept) if step.parts else None)
        for step in path.steps(facts, principles)
    ]
    context = {
        **shared(request, value_map),
        "steps": steps,
        "done": sum(step.is_done for step, _form in steps),
        "wrong": wrong,
        "said": facts.said,
    }
    return render(request, "value/path.html", context, status=422 if wrong else 200)


@requires(actions.SEE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def checks_page(request: HttpRequest, number: int) -> HttpResponse:
    """The seven principles as checks; a POST answers one finding."""
    value_map = MAPS.get(request, number)
    _read, principles = _facts(request, value_map)
    if request.method == "POST":
        recheck(request, actions.CHANGE_VALUE, value_map)
        return _answer(request, value_map, principles)
    verdicts = [verdict for principle in principles for verdict in principle.verdicts]
    context = {
        **shared(request, value_map),
        "principles": principles,
        "open": sum(verdict.state == checks.State.OPEN for verdict in verdicts),
        "answered": sum(verdict.state == checks.State.ANSWERED for verdict in verdicts),
        "good": sum(verdict.state == checks.State.GOOD for verdict in verdicts),
    }
    return render(request, "value/checks.html", context)


def _answer(request: HttpRequest, value_map: ValueMap, principles: tuple[Principle, ...]) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a reply of at most 1,000 characters."))
        return _here("checks", request, value_map.number)
    cells = form.cleaned_data
    finding = _finding(principles, cells["check"], cells["subject"])
    if finding is None:
        messages.error(
            request, _("This is no longer found, so there is nothing to answer. Nothing was saved.")
        )
        return _here("checks", request, value_map.number)
    try:
        account.reply(
            value_map=value_map,
            check=cells["check"],
            found=finding.found,
            text=readable(cells["text"]),
            version=cells["version"] or 0,
            by=request.user,
        )
    except account.WrittenMeanwhileError as meanwhile:
        told = _("Somebody else answered meanwhile: “%(theirs)s”. You wrote: “%(yours)s”. Nothing was saved.")
        messages.error(request, told % {"theirs": meanwhile.theirs, "yours": cells["text"]})
    else:
        messages.success(
            request, _("The reply was kept.") if cells["text"] else _("The reply was taken back.")
        )
    return _here("checks", request, value_map.number, f"#check-{cells['check']}")


def _finding(principles: tuple[Principle, ...], check: str, subject: str) -> Finding | None:
    for principle in principles:
        for verdict in principle.verdicts:
            if verdict.check.code == check:
                return next((one for one in verdict.findings if one.found.subject == subject), None)
    return None


@requires(actions.SEE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def material_page(request: HttpRequest, number: int) -> HttpResponse:
    """Each outcome: relevant, significant, counted or left out, and why."""
    value_map = MAPS.get(request, number)
    lines = list(material.lines(queries.rows_of(value_map)))
    status = 200
    if request.method == "POST":
        recheck(request, actions.CHANGE_VALUE, value_map)
        forms = [
            (line, _screen_form(line, request.POST))
            for line in lines
            if f"{line.row.number}-version" in request.POST
        ]
        if _screen(request, forms):
            messages.success(request, _("The screen was saved."))
            return _here("material", request, number)
        status = 422
    else:
        forms = [(line, _screen_form(line)) for line in lines]
    context = {
        **shared(request, value_map),
        "forms": forms,
        "lines": lines,
        "threshold": f"{value_map.material_share:.1%}",
        "edit_url": MAPS.url("edit", slug_of(request), number),
        "errors": [(line, error) for line, form in forms for error in form.non_field_errors()],
    }
    return render(request, "value/material.html", context, status=status)


def _screen_form(line: material.Line, data: Any = None) -> ScreenForm:
    row = line.row
    initial = {
        "grounds": row.relevant_because,
        "counted": "yes" if row.is_counted else "no",
        "reason": row.material_reason,
        "version": row.version,
    }
    return ScreenForm(data, prefix=str(row.number), initial=initial)


def _screen(request: HttpRequest, forms: list[tuple[material.Line, ScreenForm]]) -> bool:
    """All rows or none."""
    sound = [form.is_valid() for _line, form in forms]
    if not all(sound):
        return False
    with transaction.atomic():
        for line, form in forms:
            cells = form.cleaned_data
            try:
                account.screen(
                    row=line.row,
                    grounds=cells["grounds"],
                    counted=cells["counted"] == "yes",
                    reason=readable(cells["reason"]),
                    version=cells["version"],
                    by=request.user,
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
        wrong = any(form.errors for _line, form in forms)
        transaction.set_rollback(wrong)
    return not wrong


@requires(actions.SEE_VALUE)
@require_GET
def compare_page(request: HttpRequest, number: int) -> HttpResponse:
    """An evaluative map beside the forecast it began from."""
    value_map = MAPS.get(request, number)
    forecast = comparing.forecasts_for(value_map)
    context = {
        **shared(request, value_map),
        "forecast": forecast,
        "edit_url": MAPS.url("edit", slug_of(request), number),
        "evaluations": list(_evaluations(value_map, slug_of(request))),
    }
    if forecast is not None:
        context |= comparing.page_of(queries.rows_of(forecast), queries.rows_of(value_map))
    return render(request, "value/compare.html", context)


def _evaluations(value_map: ValueMap, slug: str) -> Iterator[tuple[str, str]]:
    for one in ValueMap.objects.filter(forecast=value_map):
        yield one.label, reverse("value:compare", args=[slug, one.number])
