"""Forecasts keep their editions, realised figures what they replaced, and money is told from what is not."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from coplan.benefits import queries, services
from coplan.benefits.models import Benefit, Realised
from coplan.benefits.queries import Saving
from coplan.outcomes.models import Indicator

TODAY = date(2026, 11, 22)


def account(benefit, today=TODAY):
    return queries.Account(queries.benefits().get(pk=benefit.pk), today)


def came(benefit, year, figure, **more):
    return Realised(
        partnership=benefit.partnership,
        benefit=benefit,
        year=year,
        figure=Decimal(figure),
        source="Ledger",
        **more,
    )


def expect(benefit, by, reason="", **years):
    figures = {int(name[1:]): Decimal(figure) for name, figure in years.items()}
    return services.forecast(benefit=benefit, years=figures, source="The pilot", reason=reason, by=by)


def test_a_new_forecast_keeps_the_old_one(in_scope, benefit, coordinator):
    expect(benefit, coordinator, y2025=10, y2026=20)
    expect(benefit, coordinator, reason="It began late.", y2025=5, y2026=20)
    found = [(one.edition, one.reason, queries.expected_of(one)) for one in account(benefit).forecasts]
    assert found == [
        (1, "", {2025: Decimal(10), 2026: Decimal(20)}),
        (2, "It began late.", {2025: Decimal(5), 2026: Decimal(20)}),
    ]


@pytest.mark.parametrize(
    ("years", "reason", "told"),
    [
        ({"y2026": 20}, "", "Say why, for whoever compares the two forecasts."),
        ({"y2026": 10}, "Because", "This is what the forecast says already. Change a figure first."),
        ({}, "Because", "Enter what is expected for at least one year."),
    ],
)
def test_a_forecast_is_refused_with_what_to_do(in_scope, benefit, coordinator, years, reason, told):
    expect(benefit, coordinator, y2026=10)
    with pytest.raises(ValidationError, match=told):
        expect(benefit, coordinator, reason=reason, **years)
    assert len(account(benefit).forecasts) == 1


def test_a_corrected_figure_stays_beside_the_new_one(in_scope, benefit, coordinator):
    services.realise(found=came(benefit, 2025, 8), today=TODAY, by=coordinator)
    with pytest.raises(ValidationError, match="Say why it changes"):
        services.realise(found=came(benefit, 2025, 6), today=TODAY, by=coordinator)
    services.realise(
        found=came(benefit, 2025, 6), today=TODAY, by=coordinator, reason="Two were counted twice."
    )
    rows = [(one.figure, one.is_in_force, one.reason) for one in Realised.objects.order_by("number")]
    assert rows == [(Decimal(8), False, ""), (Decimal(6), True, "Two were counted twice.")]


def test_nothing_comes_of_a_year_that_has_not_begun(in_scope, benefit, coordinator):
    with pytest.raises(ValidationError, match="That year has not begun yet"):
        services.realise(found=came(benefit, 2027, 8), today=TODAY, by=coordinator)


def test_money_is_figure_times_what_one_is_worth(in_scope, benefit, coordinator):
    expect(benefit, coordinator, y2025=10)
    services.realise(found=came(benefit, 2025, 8), today=TODAY, by=coordinator)
    (year,) = account(benefit).years
    assert (year.forecast_money, year.realised_money) == (Decimal("300.00"), Decimal("240.00"))


def test_a_dis_benefit_is_taken_off_the_savings_of_its_body(
    in_scope, make, benefit, outcome, public_partner, coordinator
):
    loss = make(
        Benefit,
        title="Fees lost",
        sort="dis-benefit",
        outcome=outcome,
        body=public_partner,
        unit="pounds",
        worth="cashable",
        unit_value=Decimal(1),
    )
    expect(benefit, coordinator, y2025=10)
    expect(loss, coordinator, y2025=100)
    services.realise(
        found=came(benefit, 2025, 8, confirmed_by="Head of finance", confirmed_on=TODAY),
        today=TODAY,
        by=coordinator,
    )
    services.realise(found=came(loss, 2025, 40), today=TODAY, by=coordinator)
    saving = Saving(str(public_partner), 2025, Decimal("200.00"), Decimal("200.00"), Decimal("240.00"))
    assert queries.cashable_savings(queries.accounts(TODAY)) == [saving]


@pytest.mark.parametrize(
    ("sort", "expected", "figure", "standing"),
    [
        ("benefit", 100, 100, ("green", "As forecast or better")),
        ("benefit", 100, 95, ("amber", "Close to it: 95% of what was forecast")),
        ("benefit", 100, 40, ("red", "Behind: 40% of what was forecast")),
        ("dis-benefit", 100, 105, ("green", "No worse than forecast")),
        ("dis-benefit", 100, 130, ("red", "Worse than forecast: 130% of what was forecast")),
        ("dis-benefit", 0, 5, ("red", "Worse than forecast: none was expected")),
    ],
)
def test_a_benefit_stands_against_its_forecast(
    in_scope, benefit, coordinator, sort, expected, figure, standing
):
    benefit.sort = sort
    benefit.save()
    expect(benefit, coordinator, y2025=expected)
    services.realise(found=came(benefit, 2025, figure), today=TODAY, by=coordinator)
    found = account(benefit).standing
    assert (found.rag, found.words) == standing


def test_a_year_that_is_over_waits_for_its_figure(in_scope, benefit, coordinator):
    expect(benefit, coordinator, y2024=1, y2025=2, y2026=3)
    services.realise(found=came(benefit, 2024, 1), today=TODAY, by=coordinator)
    due = [(one.benefit, one.year, one.due_on) for one in queries.realisations_due(TODAY)]
    assert due == [(benefit, 2025, date(2026, 5, 30))]


def test_counts_of_a_year_are_added_up(in_scope, benefit, read):
    for month, figure in ((4, 3), (5, 4), (12, 5)):
        read(2025, month, figure)
    read(2025, 3, 100)
    read(2025, 6, 50, approved=False)
    drawn = queries.drawn_from_readings(benefit, 2025)
    assert drawn.figure == Decimal(12)
    assert drawn.words == "Visits saved: 3 approved readings of 2025-26 come to 12"


def test_a_running_total_gives_what_the_year_added(in_scope, make, benefit, outcome, read):
    total = make(
        Indicator, outcome=outcome, name="Helped", definition="Each.", unit="people", running_total=True
    )
    benefit.indicator = total
    for year, month, figure in ((2025, 2, 20), (2025, 5, 31), (2025, 12, 44)):
        read(year, month, figure, of=total)
    drawn = queries.drawn_from_readings(benefit, 2025)
    assert drawn == queries.Drawn(Decimal(24), "Helped rose from 20 to 44 in 2025-26: 24")


def test_a_falling_level_is_better_by_how_far_it_fell(in_scope, make, benefit, outcome, read):
    level = make(
        Indicator,
        outcome=outcome,
        name="Weeks waited",
        definition="Middle.",
        unit="weeks",
        measured="number",
        direction="down",
        baseline=Decimal("11.5"),
        baseline_on=date(2024, 1, 1),
    )
    benefit.indicator = level
    read(2025, 4, "8", of=level)
    read(2026, 1, "4.5", of=level)
    drawn = queries.drawn_from_readings(benefit, 2025)
    assert drawn.figure == Decimal("7.0")


def test_without_approved_readings_nothing_is_drawn(in_scope, benefit, read):
    read(2025, 4, 9, approved=False)
    assert queries.drawn_from_readings(benefit, 2025) is None


def test_reading_everything_takes_as_many_queries_for_one_as_for_twenty(
    in_scope, make, benefit, outcome, coordinator, django_assert_num_queries
):
    for place in range(20):
        one = make(
            Benefit,
            title=f"Benefit {place}",
            outcome=outcome,
            outside_body="A trust",
            unit="pounds",
            worth="cashable",
            unit_value=Decimal(1),
        )
        expect(one, coordinator, y2025=place + 1)
        services.realise(found=came(one, 2025, place), today=TODAY, by=coordinator)
    with django_assert_num_queries(4):
        assert len(queries.cashable_savings(queries.accounts(TODAY))) == 1
