"""The evidence bank and the consents behind it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from coplan.evidence import actions, consent, queries
from coplan.evidence.forms import ConsentForm, ItemForm
from coplan.evidence.models import OUTWARD, Consent, Item, Pack, Use
from coplan.kit.access import allowed
from coplan.kit.registers import Register, asked_for
from coplan.kit.shell import Section
from coplan.kit.tables import Column


def _standing(request: HttpRequest) -> Any:
    return request.standing  # type: ignore[attr-defined]


def _kept_in(request: HttpRequest, found: Any, item_of: Any) -> tuple[Any, str]:
    """The rows whose item may go into reports, and what is said of the others; a file or a print leaves."""
    rows = list(found)
    today = _standing(request).today
    _going, staying = consent.part([item_of(row) for row in rows], Use.REPORTS, today)
    barred = {item.pk for item, _why in staying}
    kept = [row.pk for row in rows if item_of(row).pk not in barred]
    return found.filter(pk__in=kept), consent.left_out_in_words(staying)


class Items(Register):
    model = Item
    prefix = "evidence-bank"
    section = Section.EVIDENCE
    order = 70
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "sort",
        "collected_on",
        Column("collected_by", sort="collected_by__person__name"),
    ]
    fields = [
        "sort",
        "title",
        "text",
        "about",
        "called",
        "collected_on",
        "collected_by",
        "source",
        "period",
        "shows",
        "does_not_show",
    ]
    groups = [
        (_("What it is"), ["sort", "title", "text", "file"]),
        (_("Whom it is about"), ["about", "called"]),
        (_("Where it comes from"), ["collected_on", "collected_by", "source", "period"]),
        (_("What it is worth"), ["shows", "does_not_show"]),
        (_("What it bears on"), ["outcomes", "indicators"]),
    ]
    filters = ["sort", "about"]
    search = ["title", "text", "called", "source"]
    related = ("collected_by__person", "collected_by__partner__organisation")
    ordering = "-collected_on"
    view_action = actions.SEE_EVIDENCE
    change_action = actions.CHANGE_EVIDENCE
    form = ItemForm
    # Each item is brought in with whom it is about; a spreadsheet cannot ask them
    can_import = False
    guidance = "evidence"
    list_template = "evidence/items.html"
    detail_template = "evidence/item.html"
    summary = _("What people say, show and write: the evidence that no figure can give.")
    example = _(
        "'I had not cooked for anybody in four years.' A walker of 71, interview in March; consent form 14 "
        "covers reports, without a name."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return queries.visible_to(_standing(request))

    def leaving(self, request: HttpRequest, rows: models.QuerySet[Any]) -> tuple[models.QuerySet[Any], str]:
        # The bin's rows come without their consents
        return _kept_in(request, rows.prefetch_related("consents"), lambda item: item)

    def prepare(self, request: HttpRequest, record: Item) -> None:
        record.collected_on = _standing(request).today
        mine = [part for part in _standing(request).parts if part.role in queries.INSIDE]
        record.collected_by = mine[0] if mine else None

    def refusal(self, request: HttpRequest, record: Item) -> str:
        if record.departures.exists():
            return str(
                _(
                    "It has gone out already, and the record of that rests on it. Withdraw the consent or erase it."
                )
            )
        return ""

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        # What was erased is an empty place in the record
        return super().may_change(request, record) and (record is None or record.erased_on is None)

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        inside = allowed(request, actions.SEE_CONSENTS)
        return {
            "today": _standing(request).today,
            "pictures": queries.pictures(),
            "by_outcome_url": reverse("evidence:by-outcome", args=[slug]),
            "packs_url": reverse("evidence:packs", args=[slug]) if inside else "",
            "consents_url": reverse("evidence:consents", args=[slug]) if inside else "",
        }

    def detail_context(self, request: HttpRequest, record: Item) -> dict[str, Any]:
        standing, slug = _standing(request), request.partnership.slug  # type: ignore[attr-defined]
        inside = allowed(request, actions.SEE_CONSENTS)
        outside_reader = {} if inside else {"history": [], "comments": [], "may_discuss": False}
        verdicts = [(use.label, consent.may_leave(record, use, standing.today)) for use in OUTWARD]
        return {
            "badge": consent.badge(record, standing.today),
            "who": consent.attribution(record),
            "verdicts": verdicts,
            "may_leave": consent.may_leave(record, Use.REPORTS, standing.today),
            "consents": sorted(_known(record), key=lambda one: one.number) if inside else [],
            "in_force": {one.pk for one in consent.in_force(record)},
            "see_consents": inside,
            "departures": _departures(record, slug) if inside else [],
            "tags": record.live_tags,
            "picture": queries.pictures().get(record.pk),
            "may_consent": allowed(request, actions.CHANGE_CONSENTS) and not record.erased_on,
            "may_erase": allowed(request, actions.ERASE_EVIDENCE) and not record.erased_on,
            "add_consent": f"{reverse('evidence:consents-add', args=[slug])}?item={record.number}",
            "erase_url": reverse("evidence:erase", args=[slug, record.number]),
            **outside_reader,
        }


def _known(record: Item) -> list[Consent]:
    return [one for one in record.consents.all() if one.removed_at is None]


def _departures(record: Item, slug: str) -> list[tuple[Any, str]]:
    """Where it has gone, with the address of what it went in."""
    names = {
        Pack.kind: "evidence:pack",
        "document": "documents:issued",
        "evaluation-report": "evaluation:report",
    }
    return [
        (one, reverse(names[one.in_kind], args=[slug, one.in_number]) if one.in_kind in names else "")
        for one in queries.departures_of(record)
    ]


def _uses(one: Consent) -> Any:
    return format_html("{}", ", ".join(one.uses))


class Consents(Register):
    model = Consent
    prefix = "consents"
    section = Section.EVIDENCE
    order = 72
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("given_by", link=True),
        Column("item", sort="item__title"),
        Column("uses", _("For"), sort="", shown=_uses),
        "until",
        "withdrawn_on",
    ]
    fields = [
        "item",
        "given_by",
        "given_on",
        "manner",
        "capacity",
        "for_inside",
        "for_reports",
        "for_published",
        "for_training",
        "naming",
        "name_shown",
        "until",
        "proof",
    ]
    groups = [
        (_("Who agreed, and how"), ["item", "given_by", "given_on", "manner", "capacity"]),
        (_("For what"), ["for_inside", "for_reports", "for_published", "for_training"]),
        (_("How the person is named"), ["naming", "name_shown"]),
        (_("Until when, and the proof"), ["until", "proof"]),
    ]
    filters = ["manner"]
    search = ["given_by", "item__title"]
    related = ("item",)
    ordering = "until"
    view_action = actions.SEE_CONSENTS
    change_action = actions.CHANGE_CONSENTS
    form = ConsentForm
    can_import = False
    in_navigation = False
    guidance = "evidence"
    detail_template = "evidence/consent.html"
    summary = _("Who agreed to what, how, and until when. Without it nothing leaves the workspace.")
    example = _(
        "Consent form 14, in writing: reports to partners and funders, without a name, until 31 March."
    )

    def leaving(self, request: HttpRequest, rows: models.QuerySet[Any]) -> tuple[models.QuerySet[Any], str]:
        return _kept_in(request, rows.prefetch_related("item__consents"), lambda one: one.item)

    def prepare(self, request: HttpRequest, record: Consent) -> None:
        record.given_on = _standing(request).today
        record.item, record.replaces = asked_for(request, "item", queries.items()), None
        earlier = asked_for(request, "renews", Consent.objects.select_related("item"))
        if earlier is not None:
            _renewing(record, earlier)

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        # What was withdrawn stays withdrawn: a new consent is a new record
        return super().may_change(request, record) and (record is None or record.withdrawn_on is None)

    def detail_context(self, request: HttpRequest, record: Consent) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        renew = f"{reverse('evidence:consents-add', args=[slug])}?renews={record.number}"
        return {
            "withdraw_url": reverse("evidence:withdraw", args=[slug, record.number]),
            "renew_url": renew,
            "is_renewed": Consent.objects.filter(replaces=record).exists(),
            "may_renew": allowed(request, actions.CHANGE_CONSENTS),
            "departures": _departures(record.item, slug) if record.withdrawn_on else [],
        }


def _renewing(record: Consent, earlier: Consent) -> None:
    """A new consent in the place of an old one: asked again, so nothing but the person and the item is taken over."""
    record.replaces, record.item = earlier, earlier.item
    record.manner, record.capacity, record.naming = earlier.manner, earlier.capacity, earlier.naming
    record.name_shown = earlier.name_shown
