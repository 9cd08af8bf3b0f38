"""What happened on a day and may explain a change in an indicator, told by whoever knows of it.

Service changes belong to the pilots, which rest on this context. So they tell it what happened instead of
being asked by name: a context calls `provide` once, when its app is ready::

    annotations.provide(changes_on_charts)

A provider takes the indicators of one page and gives, by the key of each, what to mark on its chart. It is
called within the partnership's scope, once a page, and must not ask row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from coplan.kit.charts import Annotation
from coplan.outcomes.models import Indicator

Provider = Callable[[Sequence[Indicator]], Mapping[int, Sequence[Annotation]]]
_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Add what somebody knows to every indicator's chart; telling it twice changes nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def of_indicators(found: Sequence[Indicator]) -> dict[int, tuple[Annotation, ...]]:
    """What is known of each indicator, by its key, in order of day."""
    told: dict[int, list[Annotation]] = defaultdict(list)
    for provider in _providers:
        for key, notes in provider(found).items():
            told[key] += notes
    return {key: tuple(sorted(notes, key=lambda one: one.on)) for key, notes in told.items()}


def of_indicator(indicator: Indicator) -> tuple[Annotation, ...]:
    """The same of one."""
    return of_indicators([indicator]).get(indicator.pk, ())
