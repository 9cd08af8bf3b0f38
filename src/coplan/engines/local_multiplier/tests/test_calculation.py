"""LM3 on published figures, at its limits, and where shares are not known."""

from __future__ import annotations

import pytest

from coplan.engines import InvalidInput
from coplan.engines.local_multiplier import Bounds, Share, Spending, Study, calculate, validate

known, unknown = Share.known, Share.unknown()


def one(amount, local, respent, name="Suppliers", kind="supplier"):
    return Spending(name, amount, local, respent, kind)


@pytest.mark.parametrize(("share", "rounds", "lm3"), [(0.8, (8.0, 6.4), 2.44), (0.2, (2.0, 0.4), 1.24)])
def test_ten_pounds_in_a_tight_and_a_leaky_place(share, rounds, lm3):
    """The New Economics Foundation's picture of two places: £10, £8, £6.40 and £10, £2, £0.40."""
    result = calculate(Study(10, (one(10, known(share), known(share)),)))
    assert (round(result.round_2.low, 9), round(result.round_3.low, 9)) == rounds
    assert round(result.lm3.low, 9) == round(result.lm3.high, 9) == round(result.lm3.likely, 9) == lm3


def test_a_pound_with_a_local_supplier_of_northumberland():
    """Northumberland County Council with nef (2005): local suppliers spent 76% there again, worth £1.76 in all."""
    result = calculate(Study(1, (one(1, known(1), known(0.76)),)))
    assert round(result.round_2.low + result.round_3.low, 9) == 1.76
    assert round(result.lm3.low, 9) == 2.76


def test_the_steps_of_a_study_are_told_row_by_row():
    study = Study(
        10_000,
        (
            one(6_000, known(0.9), known(0.5), "Staff", "staff"),
            one(3_000, known(0.4), known(0.25)),
            one(1_000, known(0), known(0), "Kept", "kept"),
        ),
    )
    result = calculate(study)
    assert (result.round_1, result.listed, result.unlisted) == (10_000, 10_000, 0)
    assert result.round_2 == Bounds(6_600, 6_600, 6_600)
    assert result.round_3 == Bounds(3_000, 3_000, 3_000)
    assert result.lm3 == Bounds(1.96, 1.96, 1.96)
    staff = result.paths[0]
    assert (staff.arrives.low, staff.respent.low) == (5_400, 2_700)
    assert (round(staff.leaks_first.low, 9), staff.leaks_second.low) == (600, 2_700)


def test_what_nobody_asked_makes_a_range_and_no_likely_figure():
    result = calculate(Study(100, (one(100, known(0.5), unknown),)))
    assert result.round_3 == Bounds(0, 50, None)
    assert result.lm3 == Bounds(1.5, 2.0, None)
    assert result.paths[0].leaks_second == Bounds(0, 50, None)


def test_income_that_no_row_accounts_for_is_not_known_either():
    result = calculate(Study(100, (one(60, known(0), known(0)),)))
    assert (result.unlisted, result.lm3, result.if_alike) == (40, Bounds(1.0, 1.8, None), None)


def test_unasked_rows_may_be_like_those_of_their_kind_weighed_by_money():
    rows = (
        one(30, known(1), known(0.2), "A"),
        one(10, known(1), known(0.6), "B"),
        one(60, known(1), unknown, "C"),
    )
    result = calculate(Study(100, rows))
    assert result.if_alike == pytest.approx((100 + 100 + 30) / 100)
    assert calculate(Study(100, (one(100, known(1), unknown),))).if_alike is None


def test_a_share_nobody_knows_of_nothing_is_still_nothing():
    result = calculate(Study(100, (one(100, known(0), unknown),)))
    assert result.lm3 == Bounds(1.0, 1.0, 1.0)
    assert result.if_alike == 1.0


def test_the_levers_are_the_gain_of_ten_points():
    rows = (one(80, known(0.5), known(0.5), "Staff", "staff"), one(20, known(0.95), known(0), "Hall"))
    staff, hall = calculate(Study(100, rows)).levers
    assert (staff.name, staff.local, staff.respent) == ("Staff", pytest.approx(0.12), pytest.approx(0.04))
    assert (hall.name, hall.local, hall.respent) == ("Hall", pytest.approx(0.01), pytest.approx(0.019))
    assert (staff.unsure, hall.unsure) == (0, 0)


def test_what_narrows_the_range_is_told_by_the_row():
    rows = (one(50, unknown, known(0), "A"), one(50, known(1), unknown, "B"))
    found = {lever.name: lever.unsure for lever in calculate(Study(100, rows)).levers}
    assert found == {"A": 50, "B": 50}


@pytest.mark.parametrize(
    ("study", "path", "message"),
    [
        (Study(0, ()), "income", "0 is not an amount above 0; enter the income of round 1"),
        (Study(float("nan"), ()), "income", "nan is not an amount above 0; enter the income of round 1"),
        (Study(10, (one(-1, unknown, unknown),)), "spending[0].amount", "-1 is not an amount of 0 or more"),
        (Study(10, (one(1, known(1.2), unknown),)), "spending[0].local", "1.2 is not between 0 and 1"),
        (
            Study(10, (one(1, unknown, Share(0.5, 0.4)),)),
            "spending[0].respent",
            "the low 0.5 is above the high 0.4",
        ),
        (
            Study(10, (one(1, Share(0.1, 0.2, 0.3), unknown),)),
            "spending[0].local",
            "the likely 0.3 lies outside 0.1 to 0.2",
        ),
        (
            Study(10, (one(11, unknown, unknown),)),
            "spending",
            "it adds up to 11.00, more than the income of 10.00; "
            "add what else was used, such as reserves, to the income",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(study, path, message):
    assert [(fault.path, fault.message) for fault in validate(study)] == [(path, message)]
    with pytest.raises(InvalidInput):
        calculate(study)
