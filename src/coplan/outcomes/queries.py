"""Reads used by the pages, the overview, documents, health, value and traces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet, Sum
from django.utils import timezone
from django_scopes import get_scope

from coplan.kit.models import PartnershipModel, in_sight
from coplan.need.models import Evidence, Need
from coplan.outcomes import periods, results
from coplan.outcomes.annotations import provide as provide_annotations  # noqa: F401
from coplan.outcomes.models import (
    OUTCOME_TIERS,
    RANKS,
    Element,
    Indicator,
    IndicatorBreakdown,
    Link,
    Reading,
    ReadingPart,
    Rebase,
    Target,
)
from coplan.outcomes.periods import Period
from coplan.outcomes.progress import Figure, IndicatorState, OutcomeState, in_force, state_of
from coplan.outcomes.signed import tell_changed_with as tell_changed_with
from coplan.packs import pack
from coplan.packs.items import NationalOutcome
from coplan.stakeholders.models import StakeholderGroup

# What the public page needs of published results
published, published_sections, published_csv = results.published, results.sections, results.as_csv

# Days after a period's end until its reading is due
DAYS_TO_REPORT = 14
OWNER = ("owner__person", "owner__partner__organisation")


def elements() -> QuerySet[Any]:
    """The boxes of the logic model with what they are tied to."""
    found: QuerySet[Any] = Element.objects.select_related("need", "stakeholder").order_by(
        "position", "number"
    )
    return found


def in_columns(found: Iterable[Element]) -> list[Element]:
    """From left to right, each column in its order."""
    return sorted(found, key=lambda one: one.place)


def live_links() -> QuerySet[Any]:
    """Links whose two ends are both in the logic model."""
    found: QuerySet[Any] = Link.objects.filter(
        source__removed_at=None, target__removed_at=None
    ).select_related("source", "target")
    return found


def indicators(*, with_people: bool = False) -> QuerySet[Any]:
    """Indicators with their outcome, owner, and all live targets and readings, replaced ones too.

    `with_people` brings who entered each figure, which a page that names them needs and a sum does not.
    """
    people = ("by",) if with_people else ()
    found: QuerySet[Any] = (
        Indicator.objects.filter(outcome__removed_at=None)
        .select_related("outcome", *OWNER)
        .prefetch_related(
            Prefetch("readings", _by_period(Reading, people), to_attr="every_reading"),
            Prefetch("targets", _by_period(Target, people), to_attr="every_target"),
        )
        .order_by("number")
    )
    return found


def _by_period(kind: Any, people: tuple[str, ...]) -> QuerySet[Any]:
    found: QuerySet[Any] = kind.objects.select_related(*people) if people else kind.objects.all()
    return found.order_by("ends_on", "starts_on", "number")


def in_brief() -> list[Any]:
    """The same indicators with their figures in force as plain `Figure`s; three queries.

    For pages of many indicators that lead to no single reading: making records is most of their cost.
    """
    found = list(
        Indicator.objects.filter(outcome__removed_at=None)
        .select_related("outcome", *OWNER)
        .order_by("number")
    )
    readings = _figures(Reading, "figure", "out_of", "approved_at")
    targets = _figures(Target, "value")
    for one in found:
        one.every_reading = [Figure.of(one, row) for row in readings.get(one.pk, ())]
        one.every_target = [Figure(*row) for row in targets.get(one.pk, ())]
    return found


def _figures(kind: Any, *names: str) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    found = kind.objects.filter(replaced_at=None).order_by("ends_on", "starts_on", "number")
    for key, *row in found.values_list("indicator_id", "starts_on", "ends_on", *names):
        rows[key].append(row)
    return rows


def indicator_state(indicator: Indicator, today: date) -> IndicatorState:
    """Where one indicator of `indicators()` stands; no query."""
    return state_of(indicator, indicator.every_reading, indicator.every_target, today)  # type: ignore[attr-defined]


def indicator_states(today: date, found: Iterable[Indicator] | None = None) -> list[IndicatorState]:
    """Where every indicator stands; three queries, or none where the indicators are given."""
    return [indicator_state(one, today) for one in (indicators() if found is None else found)]


def states_by_element(
    today: date, measured: Iterable[Indicator] | None = None
) -> dict[int, tuple[IndicatorState, ...]]:
    """The states of the indicators of each element, by its key; three queries, or none with `measured`."""
    found: dict[int, list[IndicatorState]] = defaultdict(list)
    for state in indicator_states(today, in_brief() if measured is None else measured):
        found[state.indicator.outcome_id].append(state)
    return {key: tuple(states) for key, states in found.items()}


def outcome_states(today: date, measured: Iterable[Indicator] | None = None) -> list[OutcomeState]:
    """Every outcome with its indicators, targets and latest readings; four queries, or one with `measured`."""
    states = states_by_element(today, measured)
    outcomes = in_columns(elements().filter(tier__in=OUTCOME_TIERS))
    return [OutcomeState(one, states.get(one.pk, ())) for one in outcomes]


class PeopleHelped(NamedTuple):
    """People counted so far, and how many are to be helped in the whole pilot."""

    helped: Decimal
    target: Decimal | None


def people_helped(today: date) -> PeopleHelped:
    """The readings of the indicators that count people, added up; the target is the partnership's own.

    Where the partnership names none, it is the sum of those indicators' targets in force.
    """
    counting = {"indicator__counts_people": True, "indicator__removed_at": None, "replaced_at": None}
    readings = Reading.objects.filter(starts_on__lte=today, **counting)
    helped = readings.aggregate(all=Sum("figure"))["all"] or Decimal(0)
    named = get_scope()["partnership"].people_target
    if named is not None:
        return PeopleHelped(helped, Decimal(named))
    return PeopleHelped(helped, Target.objects.filter(**counting).aggregate(all=Sum("value"))["all"])


@dataclass(frozen=True)
class ReadingDue:
    """The next reading an indicator needs."""

    indicator: Indicator
    period_start: date
    period_end: date
    due_on: date

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)


def next_reading(indicator: Indicator) -> Period:
    """The period after the last reading; else where the targets begin; else after the baseline.

    Takes an indicator of `indicators()`.
    """
    known = in_force(indicator.every_reading)  # type: ignore[attr-defined]
    if known:
        return periods.after(known[-1].ends_on, indicator.frequency)
    targets = in_force(indicator.every_target)  # type: ignore[attr-defined]
    if targets:
        return periods.beginning(min(one.starts_on for one in targets), indicator.frequency)
    return _first_period(indicator)


def next_target(indicator: Indicator) -> Period:
    """The period after the last target; else after the baseline. Takes an indicator of `indicators()`."""
    targets = in_force(indicator.every_target)  # type: ignore[attr-defined]
    if targets:
        return periods.after(targets[-1].ends_on, indicator.frequency)
    return _first_period(indicator)


def _first_period(indicator: Indicator) -> Period:
    if indicator.baseline_on is not None:
        return periods.around(indicator.baseline_on + periods.DAY, indicator.frequency)
    return periods.around(timezone.localdate(indicator.created_at), indicator.frequency)


def next_readings(found: Iterable[Indicator]) -> list[ReadingDue]:
    """The next reading of each, the first due first."""
    due = []
    for indicator in found:
        period = next_reading(indicator)
        day = period.ends_on + timedelta(days=DAYS_TO_REPORT)
        due.append(ReadingDue(indicator, period.starts_on, period.ends_on, day))
    return sorted(due, key=lambda one: (one.due_on, one.indicator.number))


def readings_due(today: date, measured: Iterable[Indicator] | None = None) -> list[ReadingDue]:
    """Readings whose period has ended and that nobody has entered; one an indicator.

    Three queries, or none where the indicators are given.
    """
    found = next_readings(in_brief() if measured is None else measured)
    return [one for one in found if one.period_end < today]


@dataclass(frozen=True)
class PathToNeed:
    """What a part of the logic model stands on: `via` are the parts between it and the outcome that is tied."""

    element: Element
    via: tuple[Element, ...]
    stakeholder: StakeholderGroup | None
    need: Need | None
    evidence: tuple[Evidence, ...]
    national_outcome: NationalOutcome | None


def path_to_need(element: Element) -> PathToNeed:
    """From an element to its need and what shows it, by way of what it leads to where it has none of its own."""
    via = () if element.need_id else _way_to_tied(element)
    tied = via[-1] if via else element
    need = tied.need if tied.need is not None and tied.need.removed_at is None else None
    shown = tuple(Evidence.objects.filter(need=need).order_by("-dated_on")) if need is not None else ()
    national = next((one for one in pack().national_outcomes() if one.code == tied.national_outcome), None)
    return PathToNeed(element, via, tied.stakeholder, need, shown, national)


def _way_to_tied(element: Element) -> tuple[Element, ...]:
    """The shortest way along the links to an element that is tied to a need; empty if there is none."""
    known = {one.pk: one for one in elements()}
    onward: dict[int, list[int]] = defaultdict(list)
    for source, target in live_links().values_list("source_id", "target_id"):
        onward[source].append(target)
    waiting: list[tuple[int, ...]] = [(key,) for key in onward[element.pk]]
    seen = {element.pk}
    while waiting:
        way = waiting.pop(0)
        if way[-1] in seen or way[-1] not in known:
            continue
        seen.add(way[-1])
        if known[way[-1]].need_id:
            return tuple(known[key] for key in way)
        waiting += [(*way, key) for key in onward[way[-1]]]
    return ()


def reach(start: int, links: Iterable[tuple[int, int]]) -> set[int]:
    """Everything a key leads to along (from, to) pairs, however far; without itself unless they go round."""
    onward: dict[int, list[int]] = defaultdict(list)
    for one, other in links:
        onward[one].append(other)
    found: set[int] = set()
    waiting = [start]
    while waiting:
        fresh = [key for key in onward[waiting.pop()] if key not in found]
        found.update(fresh)
        waiting += fresh
    return found


def may_lead(source: Element, target: Element, links: Iterable[tuple[int, int]]) -> bool:
    """Whether a link may run: from left to right, and never round in a circle."""
    if source.pk == target.pk or RANKS[source.tier] > RANKS[target.tier]:
        return False
    return source.pk not in reach(target.pk, links)


def in_force_of(figure: Any) -> Any:
    """The figure that stands today for one that may have been replaced since."""
    current = figure
    while current is not None and current.replaced_at is not None:
        current = type(current).every.filter(replaces=current).order_by("-number").first()
    return current


def rest_on_element(element: Element) -> list[PartnershipModel]:
    """What would lose its outcome; links are parts of the model and go with it."""
    return element.resting(apart_from={Link.kind})


def rest_on_indicator(indicator: Indicator) -> list[PartnershipModel]:
    """What would lose its figures: records that use the indicator or one of its readings."""
    own = {Target.kind, Reading.kind, Rebase.kind, IndicatorBreakdown.kind}
    found = indicator.resting(apart_from=own)
    for relation in Reading._meta.get_fields(include_hidden=True):
        kind: Any = relation.related_model if relation.one_to_many else None
        if kind is not None and issubclass(kind, PartnershipModel) and kind not in (Reading, ReadingPart):
            found += in_sight(kind).filter(**{f"{relation.field.name}__indicator": indicator})[:20]  # type: ignore[union-attr]
    return found


def with_approved_reading() -> set[int]:
    """The keys of the indicators that have an approved reading in force; one query."""
    found = Reading.objects.filter(approved_at__isnull=False, replaced_at=None)
    return set(found.values_list("indicator_id", flat=True))
