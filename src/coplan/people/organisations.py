"""Pages about organisations: public facts, shared by every partnership.

Which partnerships an organisation takes part in, and who acts for it, are not shown: that is for
the partnerships to tell.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coplan.kit import history
from coplan.kit.access import allowed, recheck, requires
from coplan.kit.shell import say
from coplan.packs import pack
from coplan.people.actions import (
    ADD_ORGANISATION,
    CHANGE_ORGANISATION,
    OPEN_ORGANISATION_FORM,
    SEE_ORGANISATIONS,
)
from coplan.people.forms import OrganisationForm
from coplan.people.models import Organisation, Sector

PAGE = 25


@requires(SEE_ORGANISATIONS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    words, sector = request.GET.get("q", "").strip(), request.GET.get("sector", "")
    found = search(words, sector if sector in Sector.values else "")
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": words,
        "sector": sector,
        "sectors": Sector.choices,
        "asked": bool(words or sector),
        "may_add": allowed(request, ADD_ORGANISATION),
    }
    return render(request, "people/organisations.html", context)


def search(words: str, sector: str = "") -> QuerySet[Organisation]:
    """Organisations whose name or number holds every word, by name."""
    found = Organisation.objects.order_by("name", "pk")
    for word in words.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(identifier__icontains=word))
    return found.filter(sector=sector) if sector else found


@requires(SEE_ORGANISATIONS)
@require_safe
def detail(request: HttpRequest, key: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=key)
    may_change = allowed(request, CHANGE_ORGANISATION, organisation)
    context = {
        "organisation": organisation,
        "rows": _facts(organisation),
        "may_change": may_change,
        # History names people, so only those who may change it see it
        "history": history.entries(organisation) if may_change else None,
    }
    return render(request, "people/organisation.html", context)


def _facts(organisation: Organisation) -> list[tuple[str, str]]:
    facts = [
        (_("Sector"), organisation.get_sector_display()),
        (_("Size"), organisation.get_size_band_display() or _("Not known")),
    ]
    if organisation.identifier:
        schemes = {scheme.code: scheme.name for scheme in pack().organisation_identifier_schemes()}
        register = schemes.get(organisation.scheme, organisation.scheme)
        facts += [
            (_("Register"), register),
            (_("Number"), f"{organisation.scheme}-{organisation.identifier}"),
        ]
    return facts


@requires(ADD_ORGANISATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            history.note(form.instance, by=request.user)
            organisation = form.save()
        say(request, _("%(name)s was added.") % {"name": organisation})
        return redirect(organisation)
    return _form_page(request, form, _("Add an organisation"))


@requires(OPEN_ORGANISATION_FORM)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change an organisation; the second of two editors sees that there was a first."""
    with transaction.atomic():
        organisation = get_object_or_404(Organisation.objects.select_for_update(), pk=key)
        recheck(request, CHANGE_ORGANISATION, organisation)
        form = OrganisationForm(request.POST or None, instance=organisation)
        title = _("Change an organisation")
        if request.method != "POST" or not form.is_valid():
            return _form_page(request, form, title)
        if form.is_stale:
            return _form_page(request, _again(form, request), title)
        form.instance.version += 1
        history.note(form.instance, by=request.user)
        form.save()
    say(request, _("The changes were saved."))
    return redirect(organisation)


def _again(form: OrganisationForm, request: HttpRequest) -> OrganisationForm:
    """The same text over the newer version, with a sentence that says so."""
    typed = request.POST.copy()
    typed["version"] = str(form.stored_version)
    renewed = OrganisationForm(typed, instance=Organisation.objects.get(pk=form.instance.pk))
    renewed.add_error(
        None,
        _(
            "Somebody else saved this organisation while you were writing. Your text is below: save again to keep it."
        ),
    )
    return renewed


def _form_page(request: HttpRequest, form: OrganisationForm, title: str) -> HttpResponse:
    there = form.instance.pk is not None
    context = {
        "form": form,
        "page_title": title,
        "cancel": form.instance.get_absolute_url() if there else None,
    }
    return render(request, "people/organisation_form.html", context, status=422 if form.errors else 200)
