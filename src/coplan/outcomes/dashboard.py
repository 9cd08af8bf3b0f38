"""All indicators at a glance: what each shows, what is worrying first. Five queries, however many readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext as _

from coplan.engines import spc
from coplan.kit import charts
from coplan.outcomes import figures, inputs, queries, rebasing
from coplan.outcomes.models import Element, Indicator
from coplan.outcomes.progress import IndicatorState, State


@lru_cache(maxsize=1024)
def calculated(series: spc.Series) -> spc.Result:
    """The engine's answer; the same readings are worked out once, and a changed one makes another series."""
    return spc.calculate(series)


@dataclass(frozen=True)
class Glance:
    """One indicator: where it stands against its target, and what its readings show of change."""

    state: IndicatorState
    result: spc.Result | None
    readings: int

    @property
    def indicator(self) -> Indicator:
        return self.state.indicator

    @property
    def is_judged(self) -> bool:
        """Whether there are readings enough to tell a change from the usual ups and downs."""
        return self.result is not None and self.result.enough_points

    @property
    def variation(self) -> str:
        return self.result.variation if self.result is not None and self.is_judged else ""

    @property
    def assurance(self) -> str:
        return (self.result.assurance or "") if self.result is not None and self.is_judged else ""

    @property
    def is_concern(self) -> bool:
        return self.variation.startswith("concern")

    @property
    def needs_attention(self) -> bool:
        """A change for the worse, a target that is missed as things are, or the latest figure off target."""
        return self.is_concern or self.assurance == "fail" or self.state.state == State.OFF

    @property
    def weight(self) -> tuple[bool, bool, bool, bool, int]:
        """Sorts what is worrying to the top."""
        return (
            not self.is_concern,
            self.assurance != "fail",
            self.state.state != State.OFF,
            self.state.state != State.NO_DATA,
            self.indicator.number,
        )

    @property
    def words(self) -> str:
        """What the icons say, in one sentence; else why there are none."""
        if self.indicator.running_total:
            return _("A running total, which only rises.")
        if self.result is None:
            return _("Nobody has entered a reading yet.")
        if not self.is_judged:
            told = {"n": self.readings, "enough": spc.ENOUGH_POINTS}
            return _("%(n)s of the %(enough)s readings that limits need.") % told
        return charts.in_one_sentence(self.result.variation, self.result.assurance)

    @property
    def latest(self) -> str:
        reading = self.state.reading
        return figures.with_unit(self.indicator, reading.value) if reading is not None else ""

    @property
    def target(self) -> str:
        target = self.state.target
        return figures.with_unit(self.indicator, target.value) if target is not None else ""

    @property
    def so_far(self) -> str:
        """Counts added up towards a longer target; nothing where the latest figure is compared by itself."""
        if not self.state.is_added_up:
            return ""
        return _("%(figure)s so far") % {"figure": figures.with_unit(self.indicator, self.state.value)}


@dataclass(frozen=True)
class OutcomeGlance:
    """An outcome with its indicators, the most worrying first."""

    outcome: Element
    rows: tuple[Glance, ...]


def glances(today: date) -> list[Glance]:
    """Every indicator; the most worrying first."""
    rebased = rebasing.days_by_indicator()
    return sorted(
        (_glance(one, rebased.get(one.pk, ()), today) for one in queries.in_brief()),
        key=lambda one: one.weight,
    )


def _glance(indicator: Indicator, rebased_on: Iterable[date], today: date) -> Glance:
    series = inputs.series(indicator, rebased_on)
    result = calculated(series) if series is not None else None
    counted = result.groups[-1].points if result is not None else 0
    return Glance(queries.indicator_state(indicator, today), result, counted)


def by_outcome(found: Iterable[Glance]) -> Iterator[OutcomeGlance]:
    """Grouped by outcome; the outcome with the most worrying indicator first."""
    rows = list(found)
    place = {one.indicator.outcome_id: at for at, one in reversed(list(enumerate(rows)))}
    rows.sort(key=lambda one: place[one.indicator.outcome_id])
    for _key, some in groupby(rows, key=lambda one: one.indicator.outcome_id):
        kept = tuple(some)
        yield OutcomeGlance(kept[0].indicator.outcome, kept)
