"""Reads used by the value pages, the trace, the overview, documents and health."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Q, QuerySet

from coplan.engines import Fault, InvalidInput, sroi
from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.outcomes.models import Reading
from coplan.value import inputs as bridge
from coplan.value.fields import percent, trimmed
from coplan.value.models import NUMBERS, Kind, Scenario, ValueInput, ValueMap, ValueOutcome

A_MONTH = 30 * 24 * 3600
# Part of every key: raise it when the engine's answers or their shape change
EDITION = 2
# The numbers whose reason is a text of its own; a proxy has its source instead
REASONED = tuple(name for name in NUMBERS if name != "proxy")


@dataclass(frozen=True)
class Rows:
    """A value map with everything in it, read in three queries."""

    value_map: ValueMap
    inputs: tuple[ValueInput, ...]
    every_outcome: tuple[ValueOutcome, ...]
    every_scenario: tuple[Scenario, ...]

    @cached_property
    def outcomes(self) -> tuple[ValueOutcome, ...]:
        """The outcomes that are counted."""
        return tuple(row for row in self.every_outcome if row.is_counted)

    @cached_property
    def excluded(self) -> tuple[ValueOutcome, ...]:
        """The outcomes that are kept and shown, and not counted."""
        return tuple(row for row in self.every_outcome if not row.is_counted)

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios that change something counted."""
        left_out = {row.code for row in self.excluded}
        return tuple(row for row in self.every_scenario if row.codes is None or set(row.codes) - left_out)

    @cached_property
    def engine_map(self) -> sroi.ValueMap:
        return bridge.engine_map(self.value_map, self.inputs, self.outcomes, self.scenarios)

    @cached_property
    def whole_map(self) -> sroi.ValueMap:
        """As if every outcome were counted: what the screen for significance compares."""
        return bridge.engine_map(self.value_map, self.inputs, self.every_outcome, ())


@dataclass(frozen=True)
class Answer:
    """What follows from a map."""

    result: sroi.Result
    range: sroi.Range
    break_even: tuple[sroi.BreakEven, ...]
    together: sroi.Together


def rows_of(value_map: ValueMap) -> Rows:
    return Rows(
        value_map,
        tuple(ValueInput.objects.filter(value_map=value_map).select_related("stakeholder")),
        tuple(every_outcome_of(value_map)),
        tuple(Scenario.objects.filter(value_map=value_map)),
    )


def outcomes_of(value_map: ValueMap) -> QuerySet[ValueOutcome]:
    """The outcomes that are counted."""
    return every_outcome_of(value_map).filter(is_counted=True)


def every_outcome_of(value_map: ValueMap) -> QuerySet[ValueOutcome]:
    found: QuerySet[ValueOutcome] = ValueOutcome.objects.filter(value_map=value_map)
    return found.select_related("stakeholder", "outcome", "reading__indicator", "library_proxy")


def answer_of(rows: Rows) -> Answer:
    """Ratio, range and break-even of a map, worked out once for the same content.

    Raises InvalidInput with every fault of a map that cannot be worked out.
    """
    drawn = (rows.value_map.draws, rows.value_map.seed)
    key = f"value:{EDITION}:{sha256(repr((rows.engine_map, drawn)).encode()).hexdigest()}"
    known: Answer | None = cache.get(key)
    if known is None:
        engine = rows.engine_map
        known = Answer(
            sroi.calculate(engine),
            sroi.ranges(engine, *drawn),
            sroi.break_even(engine),
            sroi.together(engine),
        )
        cache.set(key, known, A_MONTH)
    return known


def answer_or_faults(rows: Rows) -> tuple[Answer | None, tuple[Fault, ...]]:
    """For pages: the answer, or what stands in its way."""
    try:
        return answer_of(rows), ()
    except InvalidInput as refused:
        return None, refused.faults


def leading_map() -> ValueMap | None:
    """The map a partnership speaks of: its newest evaluative one, else its newest forecast."""
    newest: QuerySet[ValueMap] = ValueMap.objects.order_by("-number")
    return newest.filter(sort=Kind.EVALUATIVE).first() or newest.first()


def usable_readings(kept: Iterable[int] = (), *, approved: bool = False) -> QuerySet[Reading]:
    """Readings in force, and those rows hold already even where they were revised since.

    With `approved`, of those in force only the approved ones.
    """
    in_force = Q(replaced_at=None, approved_at__isnull=False) if approved else Q(replaced_at=None)
    found: QuerySet[Reading] = Reading.objects.filter(in_force | Q(pk__in=list(kept)))
    return found.select_related("indicator").order_by("indicator__name", "-ends_on", "-number")


def revision_of(reading: Reading) -> Reading | None:
    """The reading in force for the same indicator and period, where this one was revised."""
    if reading.replaced_at is None:
        return None
    same = Reading.objects.filter(
        indicator=reading.indicator_id, starts_on=reading.starts_on, ends_on=reading.ends_on
    )
    found: Reading | None = same.filter(replaced_at=None).select_related("indicator").first()
    return found


def without_reason(row: ValueOutcome) -> tuple[str, ...]:
    """The numbers of a row that nobody has explained."""
    missing = [name for name in REASONED if not getattr(row, f"{name}_reason")]
    if row.reading_id and "quantity" in missing:
        missing.remove("quantity")
    return tuple(name for name in NUMBERS if name in missing or (name == "proxy" and not row.proxy_source))


def without_range(row: ValueOutcome) -> tuple[str, ...]:
    return tuple(name for name in NUMBERS if getattr(row, f"{name}_low") is None)


def impact_words(row: ValueOutcome) -> str:
    """'22 × £7,712.50 × (1 − 10%) × (1 − 10%) = £137,436.75'; shares of nothing are left out."""
    value = row.quantity * row.proxy
    words = [trimmed(row.quantity), POUNDS_AND_PENCE.write(row.proxy)]
    for name in ("deadweight", "displacement", "attribution"):
        share = getattr(row, name)
        value *= 1 - share
        if share:
            words.append(f"(1 − {percent(share)})")
    return f"{' × '.join(words)} = {POUNDS_AND_PENCE.write(value)}"
