"""Linking the logic model, revising targets, correcting readings, entering a period's readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes import queries
from coplan.outcomes.models import Element, Link, Reading, Replaceable, Target


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
    history.note(made, by=by)
    made.full_clean(exclude=["number"])
    made.save()
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
) -> Reading:
    """The right figure for the same period; the wrong one stays, with why it was corrected."""
    new = Reading(
        indicator=reading.indicator,
        figure=figure,
        out_of=out_of,
        source=source or reading.source,
        note=reading.note,
    )
    same = (new.figure, new.out_of, new.source) == (reading.figure, reading.out_of, reading.source)
    if same:
        raise ValidationError({"figure": _("This is what stands already. Enter the right figure.")})
    _replace(reading, new, reason, by)
    return new


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
    history.note(new, by=by, why=reason)
    new.full_clean(exclude=["number"])
    new.save()


@transaction.atomic
def enter_readings(*, readings: Iterable[Reading], by: Any) -> int:
    """Store the readings of one sheet, all or none; how many."""
    many = 0
    for reading in readings:
        queue(reading.partnership_id)
        reading.by = by
        history.note(reading, by=by)
        reading.full_clean(exclude=["number"])
        reading.save()
        many += 1
    return many
