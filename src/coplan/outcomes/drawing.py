"""The pictures of this context: the logic model, an indicator's progress, its XmR chart, its small line in lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coplan.engines import spc
from coplan.kit import charts
from coplan.kit.charts import Chart
from coplan.outcomes import figures, inputs
from coplan.outcomes.models import Direction, Element, Indicator
from coplan.outcomes.progress import IndicatorState, OutcomeState, State, in_force

_DOTS = {
    State.NO_INDICATOR: charts.State.NO_DATA,
    State.NO_DATA: charts.State.NO_DATA,
    State.OFF: charts.State.OFF,
    State.ON: charts.State.ON,
}


def logic_model(
    found: Iterable[Element],
    links: Iterable[tuple[int, int]],
    states: Mapping[int, tuple[IndicatorState, ...]],
    *,
    slug: str,
    changed: Collection[int] = frozenset(),
    focus: str = "",
) -> Chart:
    """The logic model; `links` are pairs of keys, `states` and `changed` are by key, `focus` is a number."""
    pattern = reverse("outcomes:elements-detail", args=[slug, 0])
    head, tail = pattern.rsplit("0", 1)
    known = {one.pk: str(one.number) for one in found}
    boxes = tuple(
        charts.Box(
            key=known[one.pk],
            column=one.rank,
            label=one.title,
            href=f"{head}{one.number}{tail}",
            state=_dot(one, states.get(one.pk, ()), changed),
        )
        for one in found
    )
    pairs = tuple((known[a], known[b]) for a, b in links if a in known and b in known)
    return charts.logic_model(charts.LogicModel(_("Logic model"), boxes, pairs, highlight=focus))


def _dot(
    element: Element, states: tuple[IndicatorState, ...], changed: Collection[int]
) -> charts.State | None:
    if element.pk in changed:
        return charts.State.CHANGED
    if not element.is_outcome and not states:
        return None
    # Data without a target is neither on nor off: no dot, and the table of outcomes says why
    return _DOTS.get(OutcomeState(element, states).state)


def _progress(indicator: Indicator, *, linked: bool) -> charts.Progress:
    """Takes an indicator of `queries.indicators()`."""
    readings = in_force(indicator.every_reading)  # type: ignore[attr-defined]
    targets = in_force(indicator.every_target)  # type: ignore[attr-defined]
    values: list[Decimal | None] = [one.value for one in (*readings, *targets)]
    baseline = None
    if indicator.baseline_value is not None and indicator.baseline_on is not None:
        baseline = charts.Reading(indicator.baseline_on, indicator.baseline_value, indicator.baseline_source)
        values.append(indicator.baseline_value)
    return charts.Progress(
        title=f"{indicator.name} ({indicator.unit})",
        readings=tuple(
            charts.Reading(one.ends_on, one.value, one.source, one.get_absolute_url())
            if linked
            else charts.Reading(one.ends_on, one.value)
            for one in readings
        ),
        targets=tuple(charts.Target(one.ends_on, one.value) for one in targets),
        baseline=baseline,
        higher_is_better=indicator.direction != Direction.DOWN,
        unit=figures.unit_of(indicator, *values),
    )


def progress(indicator: Indicator) -> Chart:
    """Readings against targets and baseline."""
    return charts.progress(_progress(indicator, linked=True))


def sparkline(indicator: Indicator) -> Chart:
    """The same, small."""
    return charts.sparkline(_progress(indicator, linked=False))


def line(indicator: Indicator) -> SafeString:
    """The small line alone, for a page of many indicators."""
    return line_of(_progress(indicator, linked=False), get_language())


# The same readings give the same bytes: a page of sixty draws only those that changed
@lru_cache(maxsize=2048)
def line_of(subject: charts.Progress, _language: str | None) -> SafeString:
    """The line of these readings, drawn once for each language its words are in."""
    return charts.sparkline(subject).svg


def xmr(indicator: Indicator, result: spc.Result, annotations: tuple[charts.Annotation, ...] = ()) -> Chart:
    """The readings with the limits of their usual ups and downs, as the engine worked them out."""
    readings = inputs.readings_compared(indicator)
    values: list[Decimal | None] = [one.value for one in readings.values()]
    values.append(None if result.target is None else Decimal(str(result.target)))
    told = {"name": indicator.name, "unit": indicator.unit}
    return charts.xmr(
        charts.Xmr(
            title=_("%(name)s (%(unit)s): change or noise") % told,
            result=result,
            annotations=annotations,
            hrefs={day: one.get_absolute_url() for day, one in readings.items()},
            unit=figures.unit_of(indicator, *values),
        )
    )
