"""Everything that can be wrong with a value map, collected rather than raised one by one."""

import math
from collections.abc import Iterator

from coplan.engines import Fault, InvalidInput
from coplan.engines.sroi.model import NUMBERS, SHAPES, Estimate, Scenario, ValueMap

LARGEST = 1e15
LONGEST_YEARS = 100
SMALLEST_TOTAL = 1e-6
MOST_DRAWS = 1_000_000
LARGEST_SEED = 2**63 - 1


def validate(value_map: ValueMap) -> tuple[Fault, ...]:
    """Return every fault of the map, in reading order; an empty tuple means it can be calculated."""
    return tuple(_faults(value_map))


def check(value_map: ValueMap) -> None:
    """Raise InvalidInput with every fault of the map, if it has any."""
    if faults := validate(value_map):
        raise InvalidInput(faults)


def check_draws(draws: int, seed: int) -> None:
    """Raise InvalidInput where a simulation of that size or seed is refused."""
    faults = []
    if not 1 <= draws <= MOST_DRAWS:
        faults.append(Fault("draws", f"{draws} is not between 1 and {MOST_DRAWS:,}"))
    if not 0 <= seed <= LARGEST_SEED:
        faults.append(Fault("seed", f"{seed} is not between 0 and {LARGEST_SEED}"))
    if faults:
        raise InvalidInput(faults)


def complaint(field: str, value: float) -> str | None:
    """Say why `value` cannot be this number, or None where it can."""
    shown = f"{value:.15g}"
    if not math.isfinite(value):
        return f"{shown} is not a finite number"
    if abs(value) > LARGEST:
        return f"{shown} is beyond {LARGEST:,.0f}"
    if field in ("quantity", "amount"):
        return None if value >= 0 else f"{shown} is below 0"
    if field == "proxy":
        return None
    if field == "duration_years":
        return None if 0 < value <= LONGEST_YEARS else f"{shown} is not above 0 and up to {LONGEST_YEARS}"
    return None if 0 <= value <= 1 else f"{shown} is not between 0 and 1"


def _faults(value_map: ValueMap) -> Iterator[Fault]:
    if not (len(value_map.currency) == 3 and value_map.currency.isascii() and value_map.currency.isupper()):
        yield Fault("currency", f"{value_map.currency!r} is not a three-letter code such as GBP")
    yield from _number_fault("discount_rate", "discount_rate", value_map.discount_rate)
    yield from _schedule_faults(value_map)
    yield from _input_faults(value_map)
    yield from _outcome_faults(value_map)
    known = {outcome.code for outcome in value_map.outcomes}
    for index, scenario in enumerate(value_map.scenarios):
        yield from _scenario_faults(f"scenarios[{index}]", scenario, known)


def _schedule_faults(value_map: ValueMap) -> Iterator[Fault]:
    before: int | None = None
    for index, band in enumerate(value_map.discount_schedule):
        path = f"discount_schedule[{index}]"
        yield from _number_fault(f"{path}.rate", "discount_rate", band.rate)
        if before is None and band.from_year not in (0, 1):
            yield Fault(f"{path}.from_year", f"{band.from_year} is not 0 or 1, where the first band begins")
        elif before is not None and band.from_year <= before:
            yield Fault(
                f"{path}.from_year", f"{band.from_year} is not after {before}, where the last band begins"
            )
        before = band.from_year


def _number_fault(path: str, field: str, value: float) -> Iterator[Fault]:
    if message := complaint(field, value):
        yield Fault(path, message)


def _input_faults(value_map: ValueMap) -> Iterator[Fault]:
    if not value_map.inputs:
        yield Fault("inputs", "there are none; a ratio needs at least one input above 0")
        return
    for index, entry in enumerate(value_map.inputs):
        yield from _number_fault(f"inputs[{index}].amount", "amount", entry.amount)
    total = sum(entry.amount for entry in value_map.inputs)
    if abs(total) < SMALLEST_TOTAL:
        yield Fault("inputs", "they add up to 0; a ratio needs inputs above 0")


def _outcome_faults(value_map: ValueMap) -> Iterator[Fault]:
    if not value_map.outcomes:
        yield Fault("outcomes", "there are none; give at least one outcome")
    first: dict[str, int] = {}
    for index, outcome in enumerate(value_map.outcomes):
        path = f"outcomes[{index}]"
        if not outcome.code.strip():
            yield Fault(f"{path}.code", "it is empty; give each outcome a short code")
        elif outcome.code in first:
            used = f"outcomes[{first[outcome.code]}]"
            yield Fault(f"{path}.code", f"{outcome.code!r} is already the code of {used}")
        first.setdefault(outcome.code, index)
        for name in NUMBERS:
            yield from _estimate_faults(f"{path}.{name}", name, getattr(outcome, name))


def _estimate_faults(path: str, field: str, estimate: Estimate) -> Iterator[Fault]:
    if estimate.shape not in SHAPES:
        yield Fault(f"{path}.shape", f"{estimate.shape!r} is not one of {', '.join(SHAPES)}")
    # compared as text, so that three NaN count as one wrong number and not three
    if repr(estimate.low) == repr(estimate.likely) == repr(estimate.high):
        yield from _number_fault(path, field, estimate.likely)
        return
    ends = {"low": estimate.low, "likely": estimate.likely, "high": estimate.high}
    faults = [fault for end, value in ends.items() for fault in _number_fault(f"{path}.{end}", field, value)]
    yield from faults
    if not faults and not estimate.low <= estimate.likely <= estimate.high:
        shown = f"{estimate.low:.15g}, {estimate.likely:.15g}, {estimate.high:.15g}"
        yield Fault(path, f"low, likely and high are not in rising order: {shown}")


def _scenario_faults(path: str, scenario: Scenario, known: set[str]) -> Iterator[Fault]:
    if not scenario.settings:
        yield Fault(f"{path}.set", "it changes nothing; set at least one number")
    for name, value in scenario.settings.items():
        if name not in NUMBERS and name != "discount_rate":
            yield Fault(f"{path}.set.{name}", f"unknown; it can set {', '.join(NUMBERS)} or discount_rate")
        else:
            yield from _number_fault(f"{path}.set.{name}", name, value)
    if scenario.codes is not None and not scenario.codes:
        yield Fault(f"{path}.codes", "it is empty; name outcomes, or leave codes out to mean all of them")
    for index, code in enumerate(scenario.codes or ()):
        if code not in known:
            yield Fault(f"{path}.codes[{index}]", f"no outcome has the code {code!r}")
