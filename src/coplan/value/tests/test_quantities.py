"""Quantities of an evaluation come from approved readings, one or several, and follow their revisions."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from coplan.outcomes.models import Element, Indicator, Reading
from coplan.value import quantities, services
from coplan.value.models import QuantityReading, ValueMap, ValueOutcome

OUTCOME = "/p/living-well/value-outcomes/1/"


@pytest.fixture
def indicator(partnership):
    with scope(partnership=partnership):
        part = Element.objects.create(partnership=partnership, title="Walk", tier="short")
        return Indicator.objects.create(
            partnership=partnership, outcome=part, name="New walkers", definition="First walk", unit="people"
        )


@pytest.fixture
def readings(partnership, indicator, coordinator, partner_person):
    """Four months of new walkers, the last one not approved."""
    with scope(partnership=partnership):
        return [
            Reading.objects.create(
                partnership=partnership, indicator=indicator, figure=Decimal(10 * month), source="Register",
                starts_on=date(2027, month, 1), ends_on=date(2027, month, 28), by=partner_person,
                approved_by=coordinator if month < 4 else None,
                approved_at=timezone.now() if month < 4 else None,
            )
            for month in (1, 2, 3, 4)
        ]  # fmt: skip


@pytest.fixture
def evaluative(partnership, outcome):
    with scope(partnership=partnership):
        value_map = ValueMap.objects.get()
        value_map.sort = "evaluative"
        value_map.save()
        return ValueOutcome.objects.select_related("value_map").get()


def test_a_forecast_may_rest_on_a_reading_nobody_approved(partnership, outcome, readings, coordinator):
    with scope(partnership=partnership):
        services.take_from_reading(outcome=outcome, reading=readings[3], by=coordinator)
        assert ValueOutcome.objects.get().quantity == 40


def test_an_evaluation_refuses_it_and_says_what_to_do(partnership, evaluative, readings, coordinator):
    with scope(partnership=partnership):
        with pytest.raises(ValidationError, match=r"is not approved yet.*have it approved first"):
            services.take_from_reading(outcome=evaluative, reading=readings[3], by=coordinator)
        assert ValueOutcome.objects.get().reading is None
        services.take_from_reading(outcome=evaluative, reading=readings[2], by=coordinator)
        assert ValueOutcome.objects.get().quantity == 30


def test_its_forms_offer_approved_readings_only(signed_in, coordinator, evaluative, readings):
    page = signed_in(coordinator).get(f"{OUTCOME}edit/").content.decode()
    assert "to 28 Mar 2027: 30" in page
    assert "to 28 Apr 2027: 40" not in page


def test_an_evaluation_begun_from_a_forecast_lets_go_of_unapproved_readings(
    partnership, outcome, readings, coordinator
):
    with scope(partnership=partnership):
        services.take_from_reading(outcome=outcome, reading=readings[3], by=coordinator)
        made = services.start_evaluative(forecast=ValueMap.objects.get(), by=coordinator)
        row = ValueOutcome.objects.get(value_map=made)
        assert (made.forecast.number, row.reading, row.quantity) == (1, None, 40)


def span(**more):
    return {"indicator": "1", "starts_on": "2027-01-01", "ends_on": "2027-03-31", **more}


def test_several_periods_are_shown_and_then_added_up(
    signed_in, coordinator, partnership, evaluative, readings
):
    client = signed_in(coordinator)
    page = client.post(f"{OUTCOME}add-up/", span()).content.decode()
    assert '<td class="kit-num">60</td>' in page
    with scope(partnership=partnership):
        assert ValueOutcome.objects.get().quantity == 100
    assert client.post(f"{OUTCOME}add-up/", span(keep="1")).status_code == 302
    with scope(partnership=partnership):
        row = ValueOutcome.objects.get()
        assert (row.quantity, row.reading) == (60, None)
        assert row.quantity_reason == (
            "Sum of 3 readings of New walkers, 1 January 2027 to 28 March 2027: 10 + 20 + 30"
        )
        assert [one.figure for one in quantities.behind(row)] == [10, 20, 30]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (span(ends_on="2027-04-30", keep="1"), "is not approved yet"),
        (span(starts_on="2028-01-01", ends_on="2028-02-01"), "There is no reading in these days"),
        (span(ends_on="2026-01-01"), "The last day must not come before the first."),
        (span(indicator=""), "Choose an indicator"),
    ],
)
def test_a_sum_that_cannot_be_is_refused(
    signed_in, coordinator, partnership, evaluative, readings, sent, said
):
    response = signed_in(coordinator).post(f"{OUTCOME}add-up/", sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    with scope(partnership=partnership):
        assert not QuantityReading.objects.exists()


def test_levels_and_percentages_are_never_added_up(partnership, evaluative, readings, indicator, coordinator):
    with scope(partnership=partnership):
        Indicator.objects.filter(pk=indicator.pk).update(measured="percentage")
        found = list(Reading.objects.select_related("indicator").order_by("starts_on"))[:2]
        with pytest.raises(ValidationError, match="cannot be added up"):
            quantities.take_from_readings(outcome=evaluative, readings=found, by=coordinator)


def test_a_revision_of_one_of_them_is_told_and_taken_with_one_button(
    signed_in, coordinator, partner_person, partnership, evaluative, readings
):
    with scope(partnership=partnership):
        quantities.take_from_readings(outcome=evaluative, readings=readings[:3], by=coordinator)
        old = readings[1]
        old.replaced_at = timezone.now()
        old.save()
        new = Reading.objects.create(
            partnership=partnership, indicator=old.indicator, figure=Decimal(25), source="Register",
            starts_on=old.starts_on, ends_on=old.ends_on, by=partner_person, replaces=old,
        )  # fmt: skip
    client = signed_in(coordinator)
    assert "was revised to 65; the map still says 60" in client.get(OUTCOME).content.decode()
    page = client.post(f"{OUTCOME}take/", follow=True).content.decode()
    assert "is not approved yet" in page
    with scope(partnership=partnership):
        new.approved_by, new.approved_at = coordinator, timezone.now()
        new.save()
    client.post(f"{OUTCOME}take/")
    with scope(partnership=partnership):
        assert ValueOutcome.objects.get().quantity == 65
        assert [one.figure for one in quantities.behind(ValueOutcome.objects.get())] == [10, 25, 30]


def test_taking_one_reading_ends_the_sum(partnership, evaluative, readings, coordinator):
    with scope(partnership=partnership):
        quantities.take_from_readings(outcome=evaluative, readings=readings[:3], by=coordinator)
        services.take_from_reading(outcome=evaluative, reading=readings[0], by=coordinator)
        assert not QuantityReading.objects.exists()
        assert quantities.behind(ValueOutcome.objects.get())[0].figure == 10


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer", "service_user"])
@pytest.mark.parametrize("page", ["add-up", "proxy"])
def test_who_only_reads_may_not(request, signed_in, role, page, outcome):
    assert signed_in(request.getfixturevalue(role)).get(f"{OUTCOME}{page}/").status_code == 403
