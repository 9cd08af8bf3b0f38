"""The gates page: what each gate needs, the evidence, and the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit.access import allowed, requires
from coplan.kit.charts import Gate as DrawnGate
from coplan.kit.charts import GateState as DrawnState
from coplan.kit.charts import Stage as DrawnStage
from coplan.kit.charts import StageLine, StageState, stage_line
from coplan.kit.forms import KitModelForm, readable
from coplan.partnerships import actions, gates
from coplan.partnerships.models import CriterionEvidence, Decision, Gate, Stage


class DecisionForm(KitModelForm):
    """What was decided at a gate, why and by whom."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Decision.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = Gate
        fields = ["decision", "reasons", "conditions", "conditions_due_on", "decided_on", "decided_by"]
        widgets = {
            "reasons": forms.Textarea(attrs={"rows": 4}),
            "conditions": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Enter the day it was decided: today or earlier."))
        return day


class EvidenceForm(KitModelForm):
    class Meta:
        model = CriterionEvidence
        fields = ["statement", "dated_on"]
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}


def _page_url(request: HttpRequest, stage: Stage | str = "") -> str:
    page = reverse("partnerships:gates", args=[request.partnership.slug])  # type: ignore[attr-defined]
    return f"{page}#gate-{stage}" if stage else page


def _state(request: HttpRequest, stage: str) -> gates.GateState:
    if stage not in Stage.values:
        raise Http404
    return gates.states(request.partnership, request.standing.today, Stage(stage))[0]  # type: ignore[attr-defined]


@requires(actions.SEE_PARTNERSHIP)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All five gates with what each still needs."""
    found = gates.states(request.partnership, request.standing.today)  # type: ignore[attr-defined]
    decisions = {state.stage.value: state.decision for state in found if state.decision}
    context = {
        "states": found,
        "line": line(decisions, _page_url(request)),
        "next": gates.next_gate(decisions),
        "may_decide": allowed(request, actions.DECIDE_GATE),
        "may_give_evidence": allowed(request, actions.GIVE_EVIDENCE),
    }
    return render(request, "partnerships/gates.html", context)


_DRAWN = {
    Decision.GO: DrawnState.PASSED,
    Decision.CONDITIONS: DrawnState.CONDITIONS,
    Decision.STOP: DrawnState.STOPPED,
}


def line(decisions: dict[str, Gate], url: str) -> Any:
    """The stage line: five stages, where we are, and the gate between each two."""
    every = list(Stage)
    at = every.index(gates.current_stage(decisions.values()))
    stages = []
    for order, stage in enumerate(every):
        place = StageState.DONE if order < at else StageState.CURRENT if order == at else StageState.NEXT
        # The drawing puts a gate after a stage: the one before the next stage
        following = every[order + 1] if order + 1 < len(every) else None
        gate = _drawn_gate(decisions.get(following), f"{url}#gate-{following}") if following else None
        stages.append(DrawnStage(str(stage.label), place, gate=gate, href=f"{url}#gate-{stage}"))
    return stage_line(StageLine(title=str(_("Stages and gates")), stages=tuple(stages)))


def _drawn_gate(decision: Gate | None, href: str) -> DrawnGate:
    drawn = _DRAWN[Decision(decision.decision)] if decision else DrawnState.OPEN
    return DrawnGate(drawn, decision.decided_on if decision else None, href)


@requires(actions.DECIDE_GATE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, stage: str) -> HttpResponse:
    """Record what was decided at one gate."""
    state = _state(request, stage)
    gate = Gate(partnership=request.partnership, stage=stage)  # type: ignore[attr-defined]
    initial = {"decided_on": request.standing.today}  # type: ignore[attr-defined]
    form = DecisionForm(request.POST or None, instance=gate, initial=initial)
    if request.method == "POST" and form.is_valid():
        gates.decide(gate=form.instance, state=state, by=request.user)
        messages.success(request, _("The decision was recorded."))
        return redirect(_page_url(request, stage))
    context = {"form": form, "state": state, "cancel": _page_url(request, stage), "trail": _trail(request)}
    return render(request, "partnerships/gate_decide.html", context, status=422 if form.errors else 200)


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    return [(_("Stages and gates"), _page_url(request))]


@requires(actions.GIVE_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, stage: str, code: str) -> HttpResponse:
    """Say what shows that a criterion is met."""
    state = _state(request, stage)
    one = next((one for one in state.criteria if one.criterion.code == code), None)
    if one is None:
        raise Http404
    row = CriterionEvidence(
        partnership=request.partnership,  # type: ignore[attr-defined]
        stage=stage,
        criterion=code,
        by=request.user,
    )
    before = {"statement": one.evidence.statement} if one.evidence else {}
    today = request.standing.today  # type: ignore[attr-defined]
    form = EvidenceForm(request.POST or None, instance=row, initial={"dated_on": today, **before})
    if request.method == "POST" and form.is_valid():
        gates.give_evidence(evidence=form.instance, by=request.user)
        messages.success(request, _("The evidence was saved."))
        return redirect(_page_url(request, stage))
    context = {
        "form": form,
        "one": one,
        "state": state,
        "cancel": _page_url(request, stage),
        "trail": _trail(request),
    }
    return render(request, "partnerships/gate_evidence.html", context, status=422 if form.errors else 200)


@requires(actions.DECIDE_GATE)
@require_POST
def conditions_met(request: HttpRequest, stage: str) -> HttpResponse:
    """The conditions of the decision in force are met."""
    decision = _state(request, stage).decision
    why = readable(request.POST.get("why", "")).strip()
    if decision is None or decision.decision != Decision.CONDITIONS:
        raise Http404
    if not why:
        messages.error(request, _("Say how it is known that the conditions are met."))
    else:
        _meet_conditions(request, decision, why)
    return redirect(_page_url(request, stage))


def _meet_conditions(request: HttpRequest, decision: Gate, why: str) -> None:
    try:
        gates.meet_conditions(gate=decision, why=why, by=request.user)
        messages.success(request, _("The conditions were marked as met."))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
