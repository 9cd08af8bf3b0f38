"""The register of publications: drafts are changed, what is published stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Max, Min
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coplan.kit import history
from coplan.kit.access import allowed, recheck
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.outcomes import actions, publishing, results
from coplan.outcomes.models import Publication, Reading


def _state(record: Publication) -> SafeString:
    dot = format_html('<span class="kit-status__dot" aria-hidden="true"></span>{}', record.state)
    return format_html('<span class="kit-status kit-status--{}">{}</span>', record.tone, dot)


def _history(record: Publication) -> list[history.Entry]:
    """Without the frozen table and its digest, which no one reads as a change."""
    silent = {str(Publication._meta.get_field(name).verbose_name) for name in ("table", "digest", "chosen")}
    return [
        replace(entry, changes=tuple(one for one in entry.changes if one.field not in silent))
        for entry in history.entries(record)
    ]


class Publications(Register):
    model = Publication
    prefix = "publications"
    section = Section.EVIDENCE
    order = 80
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("state", _("State"), sort="published_at", shown=_state),
        Column("starts_on", sort="starts_on"),
        Column("ends_on", sort="ends_on"),
        Column("threshold", numeric=True),
    ]
    fields = ["title", "introduction", "starts_on", "ends_on", "threshold", "zeros_shown"]
    groups = [
        (_("What readers see first"), ["title", "introduction"]),
        (_("Which readings"), ["starts_on", "ends_on"]),
        (_("What must stay hidden"), ["threshold", "zeros_shown"]),
    ]
    search = ["title", "introduction"]
    ordering = "-number"
    can_import = False
    view_action = actions.SEE_OUTCOMES
    change_action = actions.PUBLISH_RESULTS
    guidance = "publishing"
    detail_template = "outcomes/publication.html"
    list_template = "outcomes/publications.html"
    summary = _(
        "Results for everybody to read, without signing in. Small numbers are hidden, so that nobody is recognised."
    )
    example = _("Our first year: people who joined, by area and age group, counts below 5 hidden.")

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        return super().may_change(request, record) and (record is None or record.is_draft)

    def get_to_change(self, request: HttpRequest, number: int, *, removed: bool = False) -> Any:
        record = self.get(request, number, removed=removed)
        recheck(request, self.change_action, record)
        if not record.is_draft:
            # What was published stays as it was; it is withdrawn instead
            raise Http404
        return record

    def prepare(self, request: HttpRequest, record: Publication) -> None:
        """As long as there are approved readings."""
        known = Reading.objects.filter(approved_at__isnull=False, replaced_at=None)
        days = known.aggregate(first=Min("starts_on"), last=Max("ends_on"))
        record.starts_on, record.ends_on = days["first"], days["last"]

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        known = results.published().exists()
        return {"public_url": reverse("results", args=[slug]) if known else ""}

    def detail_context(self, request: HttpRequest, record: Publication) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        gathered = publishing.gather(record) if record.is_draft else None
        table = gathered.table if gathered is not None else record.table
        return {
            "gathered": gathered,
            "table": table,
            "sections": results.sections(table),
            "history": _history(record),
            "may_publish": allowed(request, actions.PUBLISH_RESULTS, record),
            "choose_url": reverse("outcomes:publications-choose", args=[slug, record.number]),
            "publish_url": reverse("outcomes:publications-publish", args=[slug, record.number]),
            "withdraw_url": reverse("outcomes:publications-withdraw", args=[slug, record.number]),
            "public_url": reverse("results-one", args=[slug, record.number]) if not record.is_draft else "",
        }
