"""Reads used by the pages, the due list and documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from coplan.evidence import consent
from coplan.evidence.models import Consent, Departure, Item, Sort, Tag, Use
from coplan.kit.models import Attachment
from coplan.outcomes import queries as outcomes
from coplan.outcomes.models import OUTCOME_TIERS, Element
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.roles import Standing

# Who works inside; all other members read only what may be reported to them
INSIDE = frozenset(
    {PersonaRole.COORDINATOR, PersonaRole.PARTNER, PersonaRole.SERVICE_USER, PersonaRole.EVALUATOR}
)


def items() -> QuerySet[Any]:
    """Items with their consents, tags and who collected them; three queries."""
    tags = Tag.objects.select_related("element", "indicator")
    found: QuerySet[Any] = Item.objects.select_related(
        "collected_by__person", "collected_by__partner__organisation"
    ).prefetch_related("consents", Prefetch("tags", tags, to_attr="live_tags"))
    return found


def every_item() -> QuerySet[Any]:
    """Those in the recycle bin too: what has left may have been removed since."""
    found: QuerySet[Any] = Item.every.prefetch_related("consents")
    return found


def reads_inside(standing: Standing) -> bool:
    return bool(INSIDE & standing.roles)


def visible_to(standing: Standing) -> QuerySet[Any]:
    """All items for those who work inside; for funders and observers what may go into reports."""
    if reads_inside(standing):
        return items()
    going, _staying = consent.part(items(), Use.REPORTS, standing.today)
    return items().filter(pk__in=[item.pk for item in going])


def pictures() -> dict[int, int]:
    """The newest picture of each item, by the item's key; one query."""
    found = Attachment.objects.filter(kind=Item.kind, media_type__startswith="image/").order_by("at", "pk")
    return dict(found.values_list("record_id", "pk"))


@dataclass(frozen=True)
class OutcomeEvidence:
    """An outcome with what bears on it, by way of its indicators too."""

    outcome: Element
    items: tuple[Item, ...]
    usable: int

    @property
    def is_gap(self) -> bool:
        return not self.items


def by_outcome(standing: Standing) -> list[OutcomeEvidence]:
    """Every outcome with its evidence, the gaps among them, in the order of the logic model."""
    found = outcomes.in_columns(outcomes.elements().filter(tier__in=OUTCOME_TIERS))
    bearing: dict[int, dict[int, Item]] = {}
    for item in visible_to(standing).filter(erased_on=None):
        for tag in item.live_tags:
            key = tag.element_id or tag.indicator.outcome_id
            bearing.setdefault(key, {})[item.pk] = item
    rows = []
    for outcome in found:
        here = tuple(bearing.get(outcome.pk, {}).values())
        going, _staying = consent.part(here, Use.REPORTS, standing.today)
        rows.append(OutcomeEvidence(outcome, here, len(going)))
    return rows


def consents_ending(today: date) -> list[Consent]:
    """Consents in force that end within 60 days, or have ended, and that nobody has withdrawn; the first first."""
    last = today + timedelta(days=consent.DAYS_BEFORE_END)
    live = Consent.objects.filter(item__removed_at=None, item__erased_on=None)
    renewed = live.filter(replaces__isnull=False).values("replaces")
    ending = live.filter(withdrawn_on=None, until__lte=last).exclude(pk__in=renewed)
    return list(ending.select_related("item").order_by("until", "number"))


def attribution(item: Item) -> str:
    """What the person is called outside."""
    return consent.attribution(item)


def told_outside(keys: list[int], today: date) -> list[dict[str, Any]]:
    """Items as a report may name them: by title where consent covers reports, else by number alone."""
    return [
        {
            "number": item.number,
            "reference": item.reference,
            "told": (told := consent.may_leave(item, Use.REPORTS, today).allowed),
            "title": item.title if told else "",
        }
        for item in every_item().filter(pk__in=keys).order_by("number")
    ]


def withdrawn_from(kind: str, number: int, today: date) -> list[tuple[Item, str]]:
    """What went out in this pack or document and may not be used so any more, with the reason."""
    gone = Departure.objects.filter(in_kind=kind, in_number=number).values_list("item", "use")
    uses = dict(gone)
    found = every_item().filter(pk__in=uses)
    return [pair for item in found for pair in consent.part([item], uses[item.pk], today)[1]]


def departures_of(item: Item) -> QuerySet[Any]:
    """Where an item has gone, the newest first."""
    found: QuerySet[Any] = Departure.objects.filter(item=item).select_related("by").order_by("-at")
    return found


def voices(today: date, since: date | None = None, until: date | None = None) -> list[Item]:
    """Quotes and case studies that may go into reports, the newest first; of a period where one is given."""
    found = items().filter(sort__in=[Sort.QUOTE, Sort.CASE_STUDY]).exclude(text="")
    if since is not None and until is not None:
        found = found.filter(collected_on__range=(since, until))
    going, _staying = consent.part(
        found.filter(collected_on__lte=today).order_by("-collected_on", "-number"), Use.REPORTS, today
    )
    return going
