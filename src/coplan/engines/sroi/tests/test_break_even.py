"""The value at which the ratio would be 1."""

from typing import cast

import pytest

from coplan.engines.sroi import BreakEven, ValueMap, break_even
from coplan.engines.sroi.tests.maps import outcome, value_map


def found(mapped: ValueMap) -> dict[tuple[str | None, str], BreakEven]:
    return {(row.code, row.field): row for row in break_even(mapped)}


def plain(quantity: float) -> ValueMap:
    row = outcome(
        quantity=quantity, deadweight=0, displacement=0, attribution=0, drop_off=0, duration_years=2
    )
    return value_map(row, discount_rate=0.0)


def test_each_number_has_the_value_found_by_hand() -> None:
    rows = found(plain(40))
    assert {field: row.value for (code, field), row in rows.items() if code == "a"} == pytest.approx(
        {
            "quantity": 10,
            "proxy": 12.5,
            "deadweight": 0.75,
            "displacement": 0.75,
            "attribution": 0.75,
            "drop_off": None,
            "duration_years": 0.5,
        }
    )


def test_drop_off_is_found_between_years() -> None:
    row = found(plain(16))["a", "drop_off"]
    assert (row.now, row.value) == (0, pytest.approx(0.75))


def test_a_share_set_alike_for_all_has_its_own_row() -> None:
    two = value_map(
        outcome("a", quantity=40, deadweight=0.1, displacement=0, attribution=0, duration_years=1),
        outcome("b", quantity=40, deadweight=0.3, displacement=0, attribution=0, duration_years=1),
        discount_rate=0.0,
    )
    row = found(two)[None, "deadweight"]
    assert row.now is None
    assert cast(float, row.value) == pytest.approx(0.75)
    assert found(two)[None, "displacement"].now == 0


def test_a_number_that_cannot_do_it_alone_says_none() -> None:
    hopeless = value_map(outcome("a", quantity=1, proxy=1), amount=1_000_000.0)
    assert found(hopeless)["a", "deadweight"].value is None
    assert found(value_map(outcome(deadweight=1)))["a", "quantity"].value is None
