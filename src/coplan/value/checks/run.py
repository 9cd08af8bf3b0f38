"""Reading what the checks look at, once, and running them all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.urls import reverse

from coplan.governance.models import Seat
from coplan.outcomes.models import Link
from coplan.partnerships.models import PersonaRole
from coplan.value import quantities, queries
from coplan.value.checks.figures import FIGURES
from coplan.value.checks.model import PRINCIPLES, Check, Facts, Finding, Principle, Verdict
from coplan.value.checks.people import PEOPLE
from coplan.value.checks.twice import TWICE
from coplan.value.models import AssurancePack, Reply, Say, Statement, ValueMap, ValueOutcome

CHECKS: tuple[Check, ...] = (*PEOPLE, *FIGURES, *TWICE)
BY_CODE = {check.code: check for check in CHECKS}


def gather(rows: queries.Rows, slug: str, today: date) -> Facts:
    """Everything the checks need; the queries do not grow with the rows."""
    value_map = rows.value_map
    one = [slug, value_map.number]
    summed = quantities.summed_of(rows.outcomes)
    read = {row.reading_id for row in rows.outcomes if row.reading_id}
    read |= {reading.pk for readings in summed.values() for reading in readings}
    return Facts(
        rows=rows,
        answer=queries.answer_or_faults(rows)[0],
        said={one.part: one.text for one in Statement.objects.filter(value_map=value_map)},
        says=tuple(Say.objects.filter(value_map=value_map).select_related("stakeholder")),
        summed=summed,
        leads_to=_leads_to(),
        elsewhere=_elsewhere(value_map, read),
        has_seats=_service_users_sit(today),
        packs=AssurancePack.objects.filter(value_map=value_map).count(),
        today=today,
        urls={
            "path": reverse("value:path", args=one),
            "material": reverse("value:material", args=one),
            "assurance": reverse("value:assurance", args=one),
            "edit": reverse("value:value-maps-edit", args=one),
            "say": f"{reverse('value:says-add', args=[slug])}?map={value_map.number}",
        },
    )


def _leads_to() -> Mapping[int, frozenset[int]]:
    """Of each part of the logic model, every part that follows from it, however far."""
    onward: dict[int, set[int]] = {}
    live = Link.objects.filter(source__removed_at=None, target__removed_at=None)
    for source, target in live.values_list("source_id", "target_id"):
        onward.setdefault(source, set()).add(target)
    return {source: frozenset(_reached(source, onward)) for source in onward}


def _reached(start: int, onward: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [*onward.get(start, ())]
    while waiting:
        one = waiting.pop()
        if one not in found and one != start:
            found.add(one)
            waiting += onward.get(one, ())
    return found


def _elsewhere(value_map: ValueMap, read: set[int]) -> dict[int, str]:
    """Readings that another map of the same kind values, with its name."""
    others = ValueOutcome.objects.filter(
        reading__in=read, is_counted=True, value_map__removed_at=None, value_map__sort=value_map.sort
    )
    found = others.exclude(value_map=value_map).select_related("value_map")
    return {row.reading_id: row.value_map.label for row in found}


def _service_users_sit(today: date) -> bool:
    seats = Seat.objects.filter(participant__role=PersonaRole.SERVICE_USER, starts_on__lte=today)
    return bool(seats.filter(Q(ends_on=None) | Q(ends_on__gte=today)).exists())


def run(facts: Facts) -> tuple[Principle, ...]:
    """Every check with what it finds and what was answered, principle by principle."""
    replies = {
        (reply.check_code, reply.subject): reply
        for reply in Reply.objects.filter(value_map=facts.rows.value_map)
    }
    verdicts = [
        Verdict(
            check,
            tuple(Finding(found, replies.get((check.code, found.subject))) for found in check.find(facts)),
        )
        for check in CHECKS
    ]
    return tuple(
        Principle(code, str(name), number, tuple(one for one in verdicts if one.check.principle == code))
        for number, (code, name) in enumerate(PRINCIPLES, 1)
    )
