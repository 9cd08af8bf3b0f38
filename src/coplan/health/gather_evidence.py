"""The need, the outcomes and their value, as the health rules see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from coplan.engines.health import snapshot as picture
from coplan.health.records import Records
from coplan.need import queries as need
from coplan.outcomes import queries as outcomes
from coplan.outcomes.models import OUTCOME_TIERS, Element, Indicator
from coplan.value.models import NUMBERS, ValueOutcome
from coplan.value.queries import leading_map, outcomes_of

FREQUENCIES = {"monthly": "month", "quarterly": "quarter", "half-yearly": "half year", "yearly": "year"}


def needs(records: Records, today: date) -> tuple[picture.Need, ...]:
    return tuple(
        picture.Need(
            ref=records.ref(one.need),
            evidence=tuple(picture.Evidence(records.ref(each), each.dated_on) for each in one.need.shown_by),  # type: ignore[attr-defined]
            not_agreed_by=tuple(str(view.partner) for view in one.waiting),
        )
        for one in need.agreements(list(need.needs()), today)
    )


def outcomes_of_model(records: Records, indicators: Sequence[Indicator]) -> tuple[picture.Outcome, ...]:
    """An outcome is tied by itself, or by what it leads to."""
    many = Counter(one.outcome_id for one in indicators)
    every = {one.pk: one for one in outcomes.elements()}
    links = list(outcomes.live_links().values_list("source_id", "target_id"))
    return tuple(
        _outcome(
            records,
            one,
            many[one.pk],
            [one, *(every[key] for key in outcomes.reach(one.pk, links) if key in every)],
        )
        for one in every.values()
        if one.tier in OUTCOME_TIERS
    )


def _outcome(records: Records, element: Element, indicators: int, ties: Sequence[Element]) -> picture.Outcome:
    return picture.Outcome(
        ref=records.ref(element),
        number=element.reference,
        term=element.tier,
        indicators=indicators,
        tied_to_need=any(one.need_id for one in ties),
        tied_to_group=any(one.stakeholder_id for one in ties),
        tied_to_national=any(one.national_outcome for one in ties),
    )


def indicators_of(records: Records, found: Sequence[Indicator]) -> tuple[picture.Indicator, ...]:
    """Takes indicators of `outcomes.queries.indicators()`."""
    due = {one.indicator.pk: one.due_on for one in outcomes.next_readings(found)}
    return tuple(_indicator(records, one, due.get(one.pk)) for one in found)


def _indicator(records: Records, indicator: Indicator, due: date | None) -> picture.Indicator:
    readings = outcomes.in_force(indicator.every_reading)  # type: ignore[attr-defined]
    return picture.Indicator(
        ref=records.ref(indicator),
        baseline=indicator.baseline is not None,
        target=bool(outcomes.in_force(indicator.every_target)),  # type: ignore[attr-defined]
        owner=str(indicator.owner or ""),
        frequency=FREQUENCIES.get(indicator.frequency, indicator.frequency),
        last_reading=readings[-1].ends_on if readings else None,
        next_due=due,
    )


def claims(records: Records) -> tuple[picture.Claim, ...]:
    """The rows of the map the partnership speaks of."""
    value_map = leading_map()
    return tuple(_claim(records, row) for row in outcomes_of(value_map)) if value_map else ()


def _claim(records: Records, row: ValueOutcome) -> picture.Claim:
    return picture.Claim(
        ref=records.ref(row),
        source=row.proxy_source,
        has_range=any(getattr(row, f"{name}_low") is not None for name in NUMBERS),
        deadweight_reason=row.deadweight_reason,
        attribution_reason=row.attribution_reason,
    )
