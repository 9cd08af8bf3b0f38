"""Linking the logic model, revising targets; entering, correcting and approving readings with their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes import queries
from coplan.outcomes.locks import lock_with as lock_with
from coplan.outcomes.models import Element, Link, Reading, Replaceable, Target
from coplan.outcomes.parts import Part, as_given, completed, keep, parts_of
from coplan.outcomes.parts import faults as faults
from coplan.outcomes.publishing import publish as publish


@transaction.atomic
def link(*, source: Element, target: Element, because: str = "", by: Any) -> Link:
    """One element leads to another; refused when it would run backwards or in a circle."""
    queue(source.partnership_id)
    pairs = queries.live_links().values_list("source_id", "target_id")
    if not queries.may_lead(source, target, pairs):
        raise ValidationError(
            _("%(source)s cannot lead to %(target)s: links run from left to right and never in a circle.")
            % {"source": source.label, "target": target.label}
        )
    made = Link(partnership_id=source.partnership_id, source=source, target=target, because=because)
    history.keep(made, by=by)
    return made


@transaction.atomic
def set_links(
    *, element: Element, leads_to: Mapping[Element, str], rests_on: Mapping[Element, str], by: Any
) -> None:
    """Make the links of an element exactly these, each with its 'because'; what is left out is unlinked."""
    queue(element.partnership_id)
    wanted = {(element.pk, other.pk): because for other, because in leads_to.items()}
    wanted |= {(other.pk, element.pk): because for other, because in rests_on.items()}
    known = {other.pk: other for other in (element, *leads_to, *rests_on)}
    for old in queries.live_links():
        pair = (old.source_id, old.target_id)
        if element.pk not in pair:
            continue
        because = wanted.pop(pair, None)
        if because is None:
            history.note(old, by=by)
            old.remove()
        elif because != old.because:
            _reword(old, because, by)
    for (source, target), because in wanted.items():
        link(source=known[source], target=known[target], because=because, by=by)


def _reword(old: Link, because: str, by: Any) -> None:
    old.because = because
    old.version += 1
    history.note(old, by=by)
    old.full_clean()
    old.save(update_fields=["because", "version"])


@transaction.atomic
def revise_target(*, target: Target, value: Decimal, reason: str, by: Any) -> Target:
    """A new figure for the same period; the old one stays, with why it was given up."""
    if value == target.value:
        raise ValidationError({"value": _("The target is that already. Enter the new figure.")})
    new = Target(indicator=target.indicator, value=value)
    _replace(target, new, reason, by)
    return new


@transaction.atomic
def correct_reading(
    *,
    reading: Reading,
    figure: Decimal,
    reason: str,
    by: Any,
    out_of: Decimal | None = None,
    source: str = "",
    note: str | None = None,
    parts: Sequence[Part] | None = None,
) -> Reading:
    """The right figure for the same period; the wrong one stays with its parts, and why it was corrected.

    `note` and `parts` left out stay as they are; an empty list gives the parts up. The new figure is not approved yet.
    """
    new = Reading(
        indicator=reading.indicator,
        figure=figure,
        out_of=out_of,
        source=source or reading.source,
        note=reading.note if note is None else note,
    )
    earlier = parts_of([reading]).get(reading.pk, ())
    wanted = completed(new, as_given(earlier) if parts is None else parts, earlier)
    same = (new.figure, new.out_of, new.source) == (reading.figure, reading.out_of, reading.source)
    if same and _told(wanted) == _told(as_given(earlier)):
        raise ValidationError({"figure": _("This is what stands already. Enter the right figure.")})
    _replace(reading, new, reason, by)
    keep(new, wanted, by)
    return new


def _told(parts: Iterable[Part]) -> set[tuple[int, Decimal, Decimal | None]]:
    return {(one.group.pk, one.figure, one.out_of) for one in parts}


def _replace(old: Replaceable, new: Replaceable, reason: str, by: Any) -> None:
    old.hold()
    if not old.is_in_force:
        raise ValidationError(_("This figure was replaced already. Revise the one in force."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for whoever compares the old figure with the new.")})
    # The old one first: only one for a period may be in force
    old.replaced_at = timezone.now()
    old.version += 1
    history.note(old, by=by, why=reason)
    old.save(update_fields=["replaced_at", "version"])
    new.partnership_id, new.replaces = old.partnership_id, old
    new.starts_on, new.ends_on, new.reason, new.by = old.starts_on, old.ends_on, reason, by
    history.keep(new, by=by, why=reason)


def enter_readings(*, readings: Iterable[Reading], by: Any) -> int:
    """Store readings without parts, all or none; how many."""
    return enter_all(entries=((one, ()) for one in readings), by=by)


def enter_reading_with_parts(*, reading: Reading, parts: Sequence[Part], by: Any) -> Reading:
    """Store a reading with its parts; refused where they do not add up to it. It is not approved yet."""
    enter_all(entries=[(reading, parts)], by=by)
    return reading


@transaction.atomic
def enter_all(*, entries: Iterable[tuple[Reading, Sequence[Part]]], by: Any) -> int:
    """Store readings, each with its parts, all or none; how many."""
    many = 0
    for reading, parts in entries:
        queue(reading.partnership_id)
        reading.by = by
        history.note(reading, by=by)
        reading.full_clean(exclude=["number"])
        wanted = completed(reading, parts) if parts else []
        reading.save()
        keep(reading, wanted, by)
        many += 1
    return many


@transaction.atomic
def approve_readings(*, readings: Iterable[Reading], by: Any) -> int:
    """Say that readings are right; refused to whoever entered one of them. How many."""
    many = 0
    for reading in readings:
        reading.hold()
        _refuse_approval(reading, by)
        reading.approved_by, reading.approved_at = by, timezone.now()
        reading.version += 1
        history.note(reading, by=by)
        reading.save(update_fields=["approved_by", "approved_at", "version"])
        many += 1
    return many


def _refuse_approval(reading: Reading, by: Any) -> None:
    if not reading.is_in_force:
        raise ValidationError(_("This figure was replaced already. Approve the one in force."))
    if reading.is_approved:
        raise ValidationError(_("This reading is approved already."))
    if reading.by_id == by.pk:
        told = _(
            "You entered %(label)s yourself, so somebody else has to approve it. Where you are the only "
            "coordinator, let a partner enter the figures, or give a second person the part of coordinator."
        )
        raise ValidationError(told % {"label": reading.label})
