"""Starting a partnership and changing its own details."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coplan.kit import history
from coplan.kit.access import requires
from coplan.partnerships import actions, services
from coplan.partnerships.forms import PartnershipForm
from coplan.partnerships.models import Partnership


@requires(actions.START_PARTNERSHIP)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A new partnership; whoever starts it is its first coordinator."""
    form = PartnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partnership = services.start_partnership(partnership=form.instance, by=request.user)
        messages.success(request, _("%(name)s was started.") % {"name": partnership.name})
        return redirect(partnership)
    return render(
        request,
        "partnerships/details.html",
        {"form": form, "title": _("Start a partnership")},
        status=422 if form.errors else 200,
    )


@requires(actions.CHANGE_PARTNERSHIP)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """The partnership's name, summary, vision, places and dates."""
    partnership: Partnership = request.partnership  # type: ignore[attr-defined]
    if request.method != "POST":
        return _details_page(request, PartnershipForm(instance=partnership))
    with transaction.atomic():
        current = Partnership.objects.select_for_update().get(pk=partnership.pk)
        form = PartnershipForm(request.POST, instance=current)
        if not form.is_valid():
            return _details_page(request, form)
        if request.POST.get("version") != str(form.initial_version):
            form.add_error(
                None,
                _("Somebody else saved these details meanwhile. Yours are below; save again to keep them."),
            )
            return _details_page(request, form)
        form.instance.version += 1
        history.note(form.instance, by=request.user)
        form.save()
    messages.success(request, _("The details were saved."))
    return redirect(partnership)


def _details_page(request: HttpRequest, form: PartnershipForm) -> HttpResponse:
    context = {"form": form, "title": _("The partnership's details"), "version": form.initial_version}
    return render(request, "partnerships/details.html", context, status=422 if form.errors else 200)
