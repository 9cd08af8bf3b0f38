"""How a line stands: tolerance, forecast, commitments, and the plan month by month."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.money import months, queries, services
from coplan.money.models import Commitment, Entry, Forecast
from coplan.money.testing import spend

TODAY = date(2025, 11, 15)
AFTER = date(2026, 5, 1)


def stands(line, today=TODAY):
    return queries.positions(today, queries.lines().filter(pk=line.pk))[0]


def told(line, today=TODAY):
    found = stands(line, today)
    return found.standing.rag, found.standing.words, found.needs_explanation


def test_without_a_forecast_only_overspending_is_known(staff, in_scope):
    spend(staff, 5000, "2025-10-31")
    assert told(staff) == ("green", "£7,000.00 left", False)
    spend(staff, 8000, "2025-10-31")
    assert told(staff) == ("amber", "£1,000.00 over budget, within the tolerance of £1,200.00", False)
    spend(staff, "200.01", "2025-10-31")
    assert told(staff) == ("red", "£1,200.01 over budget, outside the tolerance of £1,200.00", True)


@pytest.mark.parametrize(
    ("outturn", "expected"),
    [
        (12000, ("green", "Forecast to end on budget", False)),
        (13200, ("amber", "Forecast to end £1,200.00 over, within the tolerance of £1,200.00", False)),
        (13201, ("red", "Forecast to end £1,201.00 over, outside the tolerance of £1,200.00", True)),
        (10800, ("green", "Forecast to end £1,200.00 under", False)),
        (10799, ("amber", "Forecast to end £1,201.00 under, outside the tolerance of £1,200.00", True)),
    ],
)
def test_a_forecast_is_held_against_the_budget(staff, expect, in_scope, outturn, expected):
    expect(staff, outturn)
    assert told(staff) == expected


def test_the_latest_forecast_is_in_force_and_never_less_than_is_spent_and_ordered(
    staff, expect, in_scope, partnership
):
    expect(staff, 12000, date(2025, 7, 1))
    expect(staff, 9000, date(2025, 10, 1))
    spend(staff, 9000, "2025-10-31")
    order = Commitment.objects.create(
        partnership=partnership, line=staff, what="Van", amount=2000, ordered_on=date(2025, 9, 1)
    )
    spend(staff, 500, "2025-11-01", commitment=order)
    found = stands(staff)
    assert (found.forecast.outturn, found.committed, found.outturn) == (9000, 1500, 11000)
    assert stands(staff, AFTER).is_forecast is False


def test_the_floor_spares_small_lines_and_a_line_may_have_its_own(staff, in_scope):
    staff.budget, staff.tolerance, staff.tolerance_floor = Decimal(1000), Decimal(5), None
    staff.save()
    assert stands(staff).room == 250
    staff.tolerance_floor = Decimal(0)
    staff.save()
    assert stands(staff).room == 50


def test_a_year_that_ended_underspent_must_be_explained_until_it_is(staff, in_scope, coordinator):
    spend(staff, 10000, "2026-03-31")
    assert told(staff, AFTER) == (
        "amber",
        "£2,000.00 not spent in the year, outside the tolerance of £1,200.00",
        True,
    )
    services.explain(line=staff, text="A post stood empty.", today=AFTER, by=coordinator)
    assert stands(staff, AFTER).needs_explanation is False
    assert [one.line for one in queries.outside(AFTER)] == [staff]
    # The gap moves by more than another tolerance: what was said no longer fits
    spend(staff, -1300, "2026-03-31")
    assert stands(staff, AFTER).needs_explanation is True


def test_the_plan_is_a_twelfth_each_month_or_as_profiled(staff, in_scope, coordinator):
    assert months.plan(Decimal(100), ())[:3] == (Decimal("8.33"), Decimal("8.34"), Decimal("8.33"))
    assert sum(months.plan(Decimal(100), ())) == 100
    spend(staff, 5000, "2025-09-15")
    found = stands(staff)
    assert (found.counted_to, found.planned, found.ahead) == (date(2025, 9, 15), 5500, -500)
    services.set_profile(
        line=staff,
        amounts=[Decimal(6000), Decimal(6000), *[Decimal(0)] * 10],
        reason="Set-up",
        by=coordinator,
    )
    assert stands(staff).planned == 12000
    staff.budget = Decimal(6000)
    staff.save()
    # A profile made for an earlier budget keeps its shape
    assert months.plan(staff.budget, staff.profile)[:3] == (3000, 3000, 0)


def test_a_profile_that_does_not_add_up_is_refused(staff, in_scope, coordinator):
    with pytest.raises(ValidationError, match=r"100\.00 apart"):
        services.set_profile(
            line=staff, amounts=[Decimal("11900.00"), *[Decimal(0)] * 11], reason="", by=coordinator
        )


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (date(2025, 3, 31), 0),
        (date(2025, 4, 30), 1000),
        (date(2026, 3, 31), 12000),
        (date(2027, 1, 1), 12000),
    ],
)
def test_the_plan_to_a_day(day, planned):
    assert months.plan_to(Decimal(12000), 2025, (), day) == planned


def test_an_entry_is_reversed_not_overwritten(staff, in_scope, coordinator):
    wrong = spend(staff, 120, "2025-05-31", document="INV 1")
    back = services.reverse(entry=wrong, reason="Keyed twice", on=TODAY, by=coordinator)
    assert (back.amount, back.reverses, back.text) == (Decimal(-120), wrong, "Keyed twice")
    assert queries.lines().get().spent == 0
    for entry in (wrong, back):
        with pytest.raises(ValidationError):
            services.reverse(entry=entry, reason="Again", on=TODAY, by=coordinator)


@pytest.mark.parametrize("on", [date(2025, 3, 31), date(2027, 4, 1), date(2025, 11, 16)])
def test_an_entry_belongs_to_its_years_days(staff, in_scope, coordinator, partnership, on):
    entry = Entry(partnership=partnership, line=staff, on=on, amount=Decimal(5))
    with pytest.raises(ValidationError):
        services.enter(entries=[entry], today=TODAY, by=coordinator)
    assert not Entry.objects.exists()


def test_an_order_is_freed_by_its_last_payment(staff, in_scope, coordinator, partnership):
    order = Commitment.objects.create(
        partnership=partnership, line=staff, what="Report", amount=900, ordered_on=date(2025, 5, 1)
    )
    entry = Entry(partnership=partnership, line=staff, on=date(2025, 6, 1), amount=Decimal(850))
    assert stands(staff).committed == 900
    services.pay(order=order, entry=entry, is_last=True, today=TODAY, by=coordinator)
    assert (stands(staff).committed, stands(staff).spent) == (0, 850)


def test_an_older_forecast_never_takes_the_place_of_a_newer(
    staff, expect, in_scope, coordinator, partnership
):
    expect(staff, 12000, date(2025, 10, 1))
    late = Forecast(
        partnership=partnership, line=staff, dated_on=date(2025, 9, 1), outturn=Decimal(1), reason="x"
    )
    with pytest.raises(ValidationError, match="1 October 2025"):
        services.forecast(forecasts=[late], today=TODAY, by=coordinator)


def test_positions_cost_the_same_for_many_lines(
    partnership, make, django_assert_max_num_queries, expect, staff
):
    for at in range(12):
        line = make(type(staff), title=f"L{at}", sort="staff", year=2025, budget=10, outside_funder="T")
        expect(line, 12)
        with scope(partnership=partnership):
            spend(line, 3)
    with scope(partnership=partnership), django_assert_max_num_queries(7):
        assert len(queries.positions(TODAY)) == 13
