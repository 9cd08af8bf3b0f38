"""The sheet of a study: every recipient in one form."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coplan.kit.access import requires
from coplan.kit.models import queue
from coplan.local_economy import actions, queries, services
from coplan.local_economy.forms import Sheet
from coplan.local_economy.models import LocalStudy
from coplan.local_economy.registers import Studies

STUDIES = Studies()


@requires(actions.CHANGE_LOCAL_ECONOMY)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Every recipient of a study in one form; saved all or none."""
    study = STUDIES.get_to_change(request, number)
    if request.method != "POST":
        return _page(request, study, Sheet(study, list(queries.spending_of(study))))
    with transaction.atomic():
        queue(study.partnership_id)
        typed = Sheet(study, list(queries.spending_of(study)), request.POST)
        if not typed.is_valid():
            return _page(request, study, typed.again())
        services.save_sheet(study=study, changed=typed.changed, removed=typed.removed, by=request.user)
    messages.success(request, _("%(label)s was saved.") % {"label": study.label})
    return redirect(study.get_absolute_url() if "done" in request.POST else request.path)


def _page(request: HttpRequest, study: LocalStudy, shown: Sheet) -> HttpResponse:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    errors = list(shown.errors()) if shown.data is not None else []
    context = {
        "study": study,
        "sheet": shown,
        "sheet_errors": errors,
        "trail": [(str(STUDIES.title), STUDIES.url("", slug)), (study.label, study.get_absolute_url())],
    }
    return render(request, "local_economy/sheet.html", context, status=422 if errors else 200)
