"""Which figures a round asks for: of each indicator, the periods of its own frequency that end within the round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coplan.outcomes import queries as outcomes
from coplan.outcomes.models import Indicator
from coplan.outcomes.queries import Period, periods
from coplan.partnerships.models import Partner
from coplan.returns.models import Duty
from coplan.returns.queries import in_force

# A monthly indicator asked once in five years; more would be a slip of the year
MOST_PERIODS = 60


@dataclass(frozen=True)
class Question:
    """What is asked: one indicator over one period, of one or several partners."""

    indicator: Indicator
    period: Period
    partners: tuple[Partner, ...]


def questions(duties: Iterable[Duty], round_days: Period) -> list[Question]:
    """What a round over these days asks; periods that have a reading already are left out.

    Takes duties with indicators of `outcomes.queries.indicators()`.
    """
    asked: dict[int, tuple[Indicator, list[Partner]]] = {}
    for duty in duties:
        asked.setdefault(duty.indicator_id, (duty.indicator, []))[1].append(duty.partner)
    return [
        Question(indicator, period, tuple(partners))
        for indicator, partners in asked.values()
        for period in periods_within(indicator, round_days)
    ]


def periods_within(indicator: Indicator, days: Period) -> Iterator[Period]:
    """The periods that end within these days and of which nothing is known yet, the earliest first."""
    known = in_force(indicator.every_reading)  # type: ignore[attr-defined]
    last = [one for one in known if one.ends_on < days.starts_on]
    if last:
        period = periods.after(last[-1].ends_on, indicator.frequency)
    elif known:
        period = periods.around(days.starts_on, indicator.frequency)
    else:
        period = outcomes.next_reading(indicator)
    for _turn in range(MOST_PERIODS):
        if period.ends_on > days.ends_on:
            return
        taken = any(one.starts_on <= period.ends_on and period.starts_on <= one.ends_on for one in known)
        if period.ends_on >= days.starts_on and not taken:
            yield period
        period = periods.after(period.ends_on, indicator.frequency)


def proposed_days(frequencies: Iterable[str], last_end: date | None, today: date) -> Period:
    """The days a new round is likely to cover: as long as the shortest frequency, after the last round.

    Without a last round, the latest whole period that has ended.
    """
    shortest = min(frequencies, key=lambda one: periods.MONTHS[one], default="quarterly")
    if last_end is not None:
        return periods.around(last_end + periods.DAY, shortest)
    current = periods.around(today, shortest)
    return periods.around(current.starts_on - timedelta(days=1), shortest)
