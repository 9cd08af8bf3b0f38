"""Cost per person and outcome, what is given in kind, and match."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.money import queries, services
from coplan.money.costs import split
from coplan.money.in_kind import in_kind
from coplan.money.models import BudgetLine, Gift, Hours, MatchRule, RoleRate
from coplan.money.testing import spend

TODAY = date(2025, 11, 15)


@pytest.fixture
def given(make, partner):
    """40 hours of a leader at £25 and 10 of volunteers at £12, and a hall for £300."""
    leader = make(RoleRate, role="Leader", rate=25, source="Scale", dated_on=date(2025, 4, 1))
    free = make(
        RoleRate,
        role="Volunteer",
        rate=12,
        is_volunteer=True,
        source="Living wage",
        dated_on=date(2025, 4, 1),
    )
    for role, hours in ((leader, 40), (free, 10)):
        make(Hours, partner=partner, role=role, month=date(2025, 5, 1), hours=Decimal(hours), source="Sheet")
    make(
        Gift,
        title="Hall",
        sort="premises",
        partner=partner,
        given_on=date(2025, 6, 1),
        value=300,
        valued_how="Price",
    )
    return leader


def test_what_is_given_in_kind_is_valued_by_role(given, in_scope, partner):
    found = in_kind()
    assert (found.hours, found.time, found.volunteers, found.gifts, found.value) == (50, 1000, 120, 300, 1420)
    assert [(one.name, one.value) for one in found.givers] == [(str(partner), 1420)]
    assert in_kind(date(2025, 6, 1), TODAY).value == 300


def test_a_rate_in_use_is_kept(given, in_scope):
    given.rate = Decimal(30)
    with pytest.raises(ValidationError, match="Add a new rate"):
        given.full_clean()


def test_costs_are_shared_out_and_divided(staff, company, counted, given, make, partnership, coordinator):
    fitter = make(type(company), tier="medium", title="People are fitter")
    rent = make(
        BudgetLine, title="Rent", sort="premises", year=2025, budget=500, outside_funder="T", is_overhead=True
    )
    loose = make(BudgetLine, title="Van", sort="travel", year=2025, budget=500, outside_funder="T")
    counted(company, 10, 20, counts_people=True)
    counted(fitter, 0)
    with scope(partnership=partnership):
        spend(staff, 1000), spend(rent, 200), spend(loose, 50)
        services.set_shares(
            line=staff, shares={company: Decimal(75), fitter: Decimal(25)}, is_overhead=False, by=coordinator
        )
        found = queries.cost_summary(TODAY)
    assert (found.cash, found.in_kind, found.in_full, found.people) == (1250, 1420, 2670, 30)
    assert (found.per_person, found.per_person_in_full) == (Decimal("41.67"), 89)
    assert (found.overhead, found.unallocated, found.unallocated_lines) == (200, 50, (loose,))
    one, two = found.outcomes
    assert (one.outcome, one.direct, one.overhead, one.cash, one.in_kind) == (company, 750, 150, 900, 1065)
    assert [(r.achieved, r.each_cash, r.each_in_full) for r in one.results] == [(30, 30, Decimal("65.50"))]
    assert [(r.achieved, r.each_cash) for r in two.results] == [(0, None)]
    assert any("B-003" in limit for limit in found.limits)


def test_a_running_total_is_not_added_up(staff, company, counted, partnership, coordinator):
    counted(company, 10, 30, running_total=True)
    with scope(partnership=partnership):
        spend(staff, 600)
        services.set_shares(line=staff, shares={company: Decimal(100)}, is_overhead=False, by=coordinator)
        assert queries.cost_summary(TODAY).outcomes[0].results[0].each_cash == 20
        assert queries.cost_summary(TODAY).per_person is None


def test_a_year_counts_its_own_lines_and_readings(staff, company, counted, partnership, coordinator):
    counted(company, 10, counts_people=True)
    with scope(partnership=partnership):
        spend(staff, 100)
        assert queries.cost_summary(date(2026, 9, 1), 2025).per_person == 10
        assert queries.cost_summary(date(2026, 9, 1), 2026).cash == 0


@pytest.mark.parametrize("shares", [(60, 30), (60, 50)])
def test_shares_that_do_not_add_up_are_refused(staff, company, make, in_scope, coordinator, shares):
    other = make(type(company), tier="short", title="Other")
    given = dict(zip((company, other), map(Decimal, shares), strict=True))
    with pytest.raises(ValidationError, match="must add up to 100%"):
        services.set_shares(line=staff, shares=given, is_overhead=False, by=coordinator)
    with pytest.raises(ValidationError, match="either shared out or an overhead"):
        services.set_shares(line=staff, shares={company: Decimal(100)}, is_overhead=True, by=coordinator)


def test_splitting_loses_no_penny():
    assert split(Decimal("100.00"), [Decimal(1)] * 3) == [
        Decimal("33.33"),
        Decimal("33.34"),
        Decimal("33.33"),
    ]
    assert split(Decimal(5), [Decimal(0)]) == [Decimal("0.00")]


@pytest.mark.parametrize(
    ("counts", "missing", "is_met"), [(False, Decimal("450.00"), False), (True, Decimal(0), True)]
)
def test_match_counts_in_kind_only_where_the_funder_says_so(
    staff, given, make, partnership, counts, missing, is_met
):
    make(MatchRule, outside_funder="Ewart Trust", required=50, counts_in_kind=counts, source="Letter")
    other = make(BudgetLine, title="Bus", sort="travel", year=2025, budget=500, outside_funder="Council")
    with scope(partnership=partnership):
        spend(staff, 1000), spend(other, 50)
        [found] = queries.matches(TODAY)
    assert (found.own, found.cash, found.kind, found.needed) == (1000, 50, 1420, 500)
    assert (found.missing, found.is_met) == (missing, is_met)
