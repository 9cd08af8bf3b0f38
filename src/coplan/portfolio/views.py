"""The portfolio: live partnerships for the programme team, published ones for everybody signed in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coplan.kit.access import allowed, requires
from coplan.kit.templatetags.kit import money
from coplan.portfolio import charts, queries, reference
from coplan.portfolio.actions import SEE_PORTFOLIO, SEE_REFERENCE


@requires(SEE_REFERENCE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "live": queries.live_partnerships() if allowed(request, SEE_PORTFOLIO) else None,
        "table": charts.funding_table(),
        "chart": charts.funding_chart(),
        "leads": _leads(),
        "faults": _faults(),
        "pilots": reference.pilots(),
        "with_ratio": sum(pilot.sroi_ratio is not None for pilot in reference.pilots()),
        "afterwards": reference.after_the_pilots(),
        "sources": (
            reference.strategic_psps()[0].reference,
            reference.pilots()[0].reference.rsplit(",", 1)[0],
        ),
    }
    return render(request, "portfolio/index.html", context)


def _leads() -> str:
    sectors = Counter(psp.lead_sector for psp in reference.strategic_psps())
    return _("%(public)s led by a public body, %(third)s by a third sector body, %(none)s not stated") % {
        "public": sectors["public"],
        "third": sectors["third"],
        "none": sectors[None],
    }


def _faults() -> list[dict[str, str]]:
    """Each total that does not add up, with both sums and the reader's note."""
    notes = reference.discrepancy_notes()
    return [
        {
            "what": fault.what,
            "printed": money(fault.printed, "round"),
            "computed": money(fault.computed, "round"),
            "difference": money(abs(fault.difference), "round"),
            "note": notes[fault.what],
        }
        for fault in reference.discrepancies()
    ]


@requires(SEE_REFERENCE)
@require_safe
def strategic(request: HttpRequest, code: str) -> HttpResponse:
    """One of the six Strategic PSPs."""
    psp = _named(code, reference.strategic_psps())
    context = {
        "psp": psp,
        "chart": charts.own_chart(psp),
        "facts": _strategic_facts(psp),
        "trail": _trail(psp.name),
    }
    return render(request, "portfolio/strategic.html", context)


@requires(SEE_REFERENCE)
@require_safe
def pilot(request: HttpRequest, code: str) -> HttpResponse:
    """One of the ten pilots of 2009 to 2011."""
    found = _named(code, reference.pilots())
    context = {"pilot": found, "facts": _pilot_facts(found), "trail": _trail(found.name)}
    return render(request, "portfolio/pilot.html", context)


def _named(code: str, entries: tuple[Any, ...]) -> Any:
    for entry in entries:
        if entry.code == code:
            return entry
    raise Http404(_("No published partnership has this address. Go back to the portfolio and choose one."))


def _trail(name: str) -> list[tuple[str, str]]:
    return [(_("Portfolio"), reverse("portfolio:index")), (name, "")]


def _strategic_facts(psp: reference.StrategicPsp) -> list[tuple[str, str]]:
    return [
        (_("Service"), psp.service),
        (_("Area"), psp.area),
        (_("Began"), str(psp.established)),
        (_("Lead"), psp.lead or _("Not stated in the report")),
        (_("Partners named"), ", ".join(psp.partners)),
    ]


def _pilot_facts(found: reference.Pilot) -> list[tuple[str, str]]:
    return [
        (_("Public partner"), found.public_partner),
        (_("Third sector partners"), ", ".join(found.third_sector_partners) or _("None named")),
        (_("Market"), found.market),
        (_("Area"), found.area),
    ]
