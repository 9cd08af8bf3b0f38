"""Two maps of one service, forecast and evaluative say: what moved the value, outcome by outcome."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations
from math import factorial

from coplan.engines.sroi.calculation import (
    calculate,
    discounting_of,
    likely_figures,
    present_value,
    total_inputs,
)
from coplan.engines.sroi.model import ADJUSTMENTS, Comparison, Outcome, RowComparison, Shift, ValueMap

# What a cause takes over from the second map; discounting is the map's own
CAUSES: dict[str, tuple[str, ...]] = {
    "quantity": ("quantity",),
    "proxy": ("proxy",),
    "adjustments": ADJUSTMENTS,
    "lasting": ("drop_off", "duration_years"),
    "discounting": (),
}
ADDED, DROPPED, INPUTS = "added", "dropped", "inputs"


def compare(first: ValueMap, second: ValueMap) -> Comparison:
    """Match outcomes by code and share the difference of each among its causes.

    A cause's part is its Shapley value: what it changes, averaged over every order in which the causes
    could be taken over from the second map, so that no order is favoured and the parts add up exactly.
    An outcome in one map only is one shift, `added` or `dropped`. Raises InvalidInput with every fault
    of the first map, else of the second.
    """
    answers = calculate(first), calculate(second)
    one = {outcome.code: outcome for outcome in first.outcomes}
    other = {outcome.code: outcome for outcome in second.outcomes}
    values = [{row.code: row.present_value for row in answer.outcomes} for answer in answers]
    rows = tuple(
        RowComparison(
            code,
            values[0].get(code),
            values[1].get(code),
            tuple(_shifts(first, second, one.get(code), other.get(code))),
        )
        for code in dict.fromkeys((*one, *other))
    )
    causes = tuple(_summed(shift for row in rows for shift in row.shifts))
    return Comparison(*answers, rows, causes, tuple(_ratio_steps(first, second, causes)))


def _shifts(
    first: ValueMap, second: ValueMap, before: Outcome | None, after: Outcome | None
) -> Iterator[Shift]:
    if before is not None and after is not None:
        yield from _shared_out(first, second, before, after)
    elif after is not None:
        yield Shift(ADDED, present_value(likely_figures(after), discounting_of(second)))
    elif before is not None:
        yield Shift(DROPPED, -present_value(likely_figures(before), discounting_of(first)))


def _shared_out(first: ValueMap, second: ValueMap, before: Outcome, after: Outcome) -> Iterator[Shift]:
    old, new = likely_figures(before), likely_figures(after)
    discounting = discounting_of(first), discounting_of(second)

    @cache
    def worth(taken: frozenset[str]) -> float:
        names = {name for cause in taken for name in CAUSES[cause]}
        figures = {name: new[name] if name in names else old[name] for name in old}
        return present_value(figures, discounting["discounting" in taken])

    moved = {cause for cause, names in CAUSES.items() if any(old[name] != new[name] for name in names)}
    if discounting[0] != discounting[1]:
        moved.add("discounting")
    for cause in CAUSES:
        if cause in moved:
            others = [each for each in CAUSES if each in moved and each != cause]
            yield Shift(cause, _shapley(cause, others, worth))


def _shapley(cause: str, others: list[str], worth: Callable[[frozenset[str]], float]) -> float:
    players = len(others) + 1
    total = 0.0
    for size in range(players):
        weight = factorial(size) * factorial(players - size - 1) / factorial(players)
        for chosen in combinations(others, size):
            taken = frozenset(chosen)
            total += weight * (worth(taken | {cause}) - worth(taken))
    return total


def _summed(shifts: Iterable[Shift]) -> Iterator[Shift]:
    totals: dict[str, float] = {}
    for shift in shifts:
        totals[shift.cause] = totals.get(shift.cause, 0.0) + shift.amount
    for cause in (*CAUSES, ADDED, DROPPED):
        if cause in totals:
            yield Shift(cause, totals[cause])


def _ratio_steps(first: ValueMap, second: ValueMap, causes: tuple[Shift, ...]) -> Iterator[Shift]:
    before, after = total_inputs(first), total_inputs(second)
    for shift in causes:
        yield Shift(shift.cause, shift.amount / before)
    if before != after:
        total = sum(
            present_value(likely_figures(outcome), discounting_of(second)) for outcome in second.outcomes
        )
        yield Shift(INPUTS, total / after - total / before)
