"""Tagging, withdrawing consent, erasing, and noting what has gone out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.evidence.consent import in_force
from coplan.evidence.models import Consent, Departure, Item, Pack, Tag
from coplan.kit import history
from coplan.kit.models import Attachment, Comment, queue

ERASED = _("Erased at the person's request")
PACK_FILES = ("html", "pdf", "zip")


@transaction.atomic
def tag(*, item: Item, elements: Iterable[Any], indicators: Iterable[Any], by: Any) -> None:
    """Tie the item to these outcomes and indicators and to no others."""
    wanted = {("element", one.pk): one for one in elements} | {
        ("indicator", one.pk): one for one in indicators
    }
    kept = set()
    for known in Tag.objects.filter(item=item):
        key = ("element", known.element_id) if known.element_id else ("indicator", known.indicator_id)
        kept.add(key)
        if key not in wanted:
            history.note(known, by=by)
            known.remove()
    for (name, _key), one in ((key, one) for key, one in wanted.items() if key not in kept):
        made = Tag(partnership_id=item.partnership_id, item=item, **{name: one})
        history.keep(made, by=by)


@transaction.atomic
def withdraw(*, consent: Consent, reason: str, today: date, by: Any) -> None:
    """From now on it counts no more. A reason may be given; nobody has to."""
    consent.hold()
    if consent.withdrawn_on:
        raise ValidationError(_("This consent was withdrawn already."))
    consent.withdrawn_on, consent.withdrawn_reason = today, reason.strip()
    consent.version += 1
    history.note(consent, by=by, why=_("Consent withdrawn"))
    consent.save(update_fields=["withdrawn_on", "withdrawn_reason", "version"])


@transaction.atomic
def erase(*, item: Item, today: date, by: Any) -> None:
    """Wipe the words, the files and every earlier version of them. What remains: that there was something, and when.

    Cannot be undone. Issued documents keep what they said, for partners signed them: the page lists them.
    """
    item.hold()
    if item.erased_on:
        raise ValidationError(_("It was erased already."))
    if any(not one.withdrawn_on for one in in_force(item)):
        told = _("Somebody's consent still stands. Withdraw it first, then erase.")
        raise ValidationError(told)
    _wipe(item, ("text", "called", "source", "period", "shows", "does_not_show"))
    item.title, item.erased_on = str(ERASED), today
    item.version += 1
    history.note(item, by=by, why=_("Erased for good"))
    item.save()
    _wipe_past(item, {"title": str(ERASED)})
    for consent in Consent.every.filter(item=item):
        _wipe(consent, ("given_by", "capacity", "name_shown", "proof", "withdrawn_reason"))
        consent.given_by = str(ERASED)
        history.note(consent, by=by)
        consent.save()
        _wipe_past(consent, {"given_by": str(ERASED)})
        _purge_files(consent)
    _purge_files(item)
    _empty_packs(item, today, by)


TEXTS = {
    Item: ("title", "text", "called", "source", "period", "shows", "does_not_show"),
    Consent: ("given_by", "capacity", "name_shown", "proof", "withdrawn_reason"),
}


def _wipe(record: Any, names: Iterable[str]) -> None:
    for name in names:
        setattr(record, name, "")


def _wipe_past(record: Any, instead: dict[str, str]) -> None:
    """No earlier version keeps the words, nor the reasons that may repeat them."""
    for row in record.history.all():
        _wipe(row, TEXTS[type(record)])
        for name, value in instead.items():
            setattr(row, name, value)
        row.history_change_reason = None if row.history_type == "+" else str(ERASED)
        row.save()


def _purge_files(record: Any) -> None:
    """At once and for good: the bin for files would keep them for months."""
    own = {"partnership_id": record.partnership_id, "kind": record.kind, "record_id": record.pk}
    for attachment in Attachment._base_manager.filter(**own):
        stored, name = attachment.file.storage, attachment.file.name or ""
        attachment.delete()
        transaction.on_commit(lambda stored=stored, name=name: stored.delete(name), robust=True)
    for comment in Comment._base_manager.filter(**own):
        comment.text = str(ERASED)
        comment.save(update_fields=["text"])


def _empty_packs(item: Item, today: date, by: Any) -> None:
    """The files of packs it stood in go; the record of what left, when and by whom stays without its words."""
    held = Departure.objects.filter(item=item, in_kind=Pack.kind).values_list("in_number", flat=True)
    for pack in Pack.every.filter(number__in=list(held)):
        pack.gathered = without_words(pack.gathered, item.number)
        pack.emptied_on = pack.emptied_on or today
        history.note(pack, by=by, why=str(ERASED))
        pack.save(update_fields=["gathered", "emptied_on"])
        for row in pack.history.all():
            row.gathered = without_words(row.gathered, item.number)
            row.save()
        for name in PACK_FILES:
            stored = getattr(pack, name)
            if stored:
                transaction.on_commit(
                    lambda store=stored.storage, name=stored.name: store.delete(name), robust=True
                )


def without_words(gathered: dict[str, Any], number: int) -> dict[str, Any]:
    """A pack's record in which one item is no more than its number."""
    kept = {"number", "reference", "consent"}
    found = [
        {key: value for key, value in one.items() if key in kept} | {"title": str(ERASED)}
        if one.get("number") == number
        else one
        for one in gathered.get("items", [])
    ]
    return {**gathered, "items": found}


@transaction.atomic
def went_out(
    *, items: Iterable[Item], use: str, left_in: str, to_whom: str, in_kind: str, in_number: int, by: Any
) -> None:
    """Note for each item that it left in something, so that it can be asked back."""
    for item in items:
        queue(item.partnership_id)
        made = Departure(
            partnership_id=item.partnership_id,
            item=item,
            use=use,
            left_in=left_in[:250],
            to_whom=to_whom[:200],
            in_kind=in_kind,
            in_number=in_number,
            by=by,
        )
        history.note(made, by=by)
        made.save()


def make_pack(**told: Any) -> Pack:
    """Freeze a pack of items that may leave; see `packs.make`."""
    # Packs note what went out by way of this module, so it can be loaded only when asked for
    from coplan.evidence import packs  # noqa: PLC0415

    return packs.make(**told)
