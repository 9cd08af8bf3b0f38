"""The sheet: saving, refusing, and two people at once."""

from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.outcomes.models import Element, Indicator, Reading
from coplan.value import services
from coplan.value.models import Scenario, ValueInput, ValueMap, ValueOutcome
from coplan.value.tests.sheets import sent

SHEET = "/p/living-well/value-maps/1/sheet/"


def outcomes(partnership):
    with scope(partnership=partnership):
        rows = ValueOutcome.objects.order_by("number")
        return [(row.code, row.title, row.quantity, row.proxy, row.deadweight, row.version) for row in rows]


@pytest.mark.parametrize("role", ["coordinator", "partner_person"])
def test_those_who_work_on_evidence_may_save_it(request, signed_in, role, value_map, partnership):
    client = signed_in(request.getfixturevalue(role))
    response = client.post(SHEET, sent(value_map, outcomes_0_deadweight="25%"))
    assert (response.status_code, response.url) == (302, SHEET)
    assert outcomes(partnership) == [("a", "Feel fitter", 100, 50, Decimal("0.25"), 2)]


@pytest.mark.parametrize("role", ["funder_person", "observer", "service_user", "evaluator"])
def test_others_are_refused_with_the_plain_label(request, signed_in, role, value_map, partnership):
    client = signed_in(request.getfixturevalue(role))
    response = client.post(SHEET, sent(value_map, outcomes_0_deadweight="25%"))
    assert response.status_code == 403
    assert "Change the value maps" in response.content.decode()
    assert outcomes(partnership)[0][4] == Decimal("0.2")


def test_an_outsider_finds_nothing(signed_in, outsider, value_map):
    for address in (
        "value-maps/",
        "value-maps/1/",
        "value-maps/1/sheet/",
        "value-maps/1/map.json",
        "value-outcomes/1/",
    ):
        assert signed_in(outsider).get(f"/p/living-well/{address}").status_code == 404


def test_it_takes_a_get_or_a_post(signed_in, coordinator, value_map):
    assert signed_in(coordinator).put(SHEET).status_code == 405


def test_nothing_typed_saves_nothing(signed_in, coordinator, value_map, partnership):
    signed_in(coordinator).post(SHEET, sent(value_map))
    with scope(partnership=partnership):
        assert ValueMap.objects.get().version == 1
        assert ValueOutcome.history.count() == 1


def test_blank_rows_become_new_records(signed_in, coordinator, value_map, partnership):
    cells = {"code": "b", "title": "Less lonely", "quantity": "12", "proxy": "£1,250.50", "deadweight": "0.1"}
    cells |= {"displacement": "0%", "attribution": "12.5%", "drop_off": "0", "duration_years": "1.5"}
    changes = {f"outcomes_1_{name}": value for name, value in cells.items()}
    changes |= {"inputs_1_name": "Time", "inputs_1_amount": "300"}
    changes |= {"scenarios_0_name": "Half", "scenarios_0_deadweight": "50%", "scenarios_0_codes": "a, b"}
    assert signed_in(coordinator).post(SHEET, sent(value_map, **changes)).status_code == 302
    with scope(partnership=partnership):
        made = ValueOutcome.objects.get(code="b")
        assert (made.quantity, made.proxy, made.attribution, made.duration_years) == (
            12, Decimal("1250.5"), Decimal("0.125"), Decimal("1.5"),
        )  # fmt: skip
        assert list(ValueInput.objects.values_list("name", "amount")) == [("Grant", 1000), ("Time", 300)]
        scenario = Scenario.objects.get()
        assert (scenario.name, scenario.settings, scenario.codes) == ("Half", {"deadweight": 0.5}, ["a", "b"])
        assert ValueMap.objects.get().version == 2


def test_a_ticked_row_is_removed_and_can_be_put_back(signed_in, coordinator, value_map, partnership):
    signed_in(coordinator).post(SHEET, sent(value_map, outcomes_0_remove="on", outcomes_0_quantity=""))
    assert outcomes(partnership) == []
    signed_in(coordinator).post("/p/living-well/value-outcomes/1/restore/")
    assert outcomes(partnership)[0][0] == "a"


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("deadweight", "10", "Write it as 10% or as 0.1, from 0% to 100%."),
        ("deadweight", "140%", "Write it as 10% or as 0.1, from 0% to 100%."),
        ("deadweight", "", "Enter the deadweight; 0% if there is none."),
        ("quantity", "many", "Quantity must be a number, like 12.5"),
        ("quantity", "", "Enter a quantity, or choose the reading it is taken from."),
        ("code", "", "Enter a code"),
        ("duration_years", "0", "Years must be 0.01 or more"),
    ],
)
def test_a_wrong_cell_says_what_to_do_and_keeps_what_was_typed(
    signed_in, coordinator, value_map, partnership, cell, typed, said
):
    changes = {f"outcomes_0_{cell}": typed, "outcomes_0_title": "Fitter still"}
    response = signed_in(coordinator).post(SHEET, sent(value_map, **changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert f'<p class="kit-sheet__error" id="id_outcomes-0-{cell}_error">{said}' in page
    assert f'<a href="#id_outcomes-0-{cell}">' in page
    assert 'value="Fitter still"' in page
    assert outcomes(partnership)[0][1] == "Feel fitter"


def test_two_rows_with_one_code_are_refused(signed_in, coordinator, value_map, partnership):
    cells = {
        "code": "a",
        "title": "Again",
        "quantity": "1",
        "proxy": "1",
        "deadweight": "0",
        "displacement": "0",
    }
    cells |= {"attribution": "0", "drop_off": "0", "duration_years": "1"}
    changes = {f"outcomes_1_{name}": value for name, value in cells.items()}
    response = signed_in(coordinator).post(SHEET, sent(value_map, **changes))
    assert response.status_code == 422
    assert "“Feel fitter” has this code too." in response.content.decode()
    assert len(outcomes(partnership)) == 1


def test_a_number_outside_its_range_is_refused_at_the_cell_and_nothing_is_saved(
    signed_in, coordinator, outcome, partnership
):
    outcome.quantity_low, outcome.quantity_high = Decimal(60), Decimal(120)
    outcome.save()
    changes = {"outcomes_0_quantity": "500", "inputs_0_amount": "2000"}
    response = signed_in(coordinator).post(SHEET, sent(outcome.value_map, **changes))
    assert response.status_code == 422
    told = '<p class="kit-sheet__error" id="id_outcomes-0-quantity_error">It must lie between the low and the high.'
    assert told in response.content.decode()
    assert outcomes(partnership)[0][2] == 100
    with scope(partnership=partnership):
        assert ValueInput.objects.get().amount == 1000


def test_a_long_sheet_asks_no_query_for_each_row(
    signed_in, coordinator, outcome, partnership, django_assert_max_num_queries
):
    with scope(partnership=partnership):
        for number in range(30):
            outcome.pk = outcome.number = None
            outcome._state.adding = True
            outcome.code = f"b{number}"
            outcome.save()
    client = signed_in(coordinator)
    with django_assert_max_num_queries(20):
        page = client.get(SHEET).content.decode()
    assert page.count(">Reasons and ranges</a>") == 31


def test_a_scenario_for_a_code_nobody_has_is_refused(signed_in, coordinator, value_map):
    changes = {"scenarios_0_name": "Half", "scenarios_0_deadweight": "50%", "scenarios_0_codes": "z"}
    response = signed_in(coordinator).post(SHEET, sent(value_map, **changes))
    assert response.status_code == 422
    assert "No outcome has the code z." in response.content.decode()


def saved_by_another(partnership, person, **cells):
    with scope(partnership=partnership):
        row = ValueOutcome.objects.select_related("value_map").get()
        for name, value in cells.items():
            setattr(row, name, value)
        services.save_sheet(value_map=row.value_map, changed=[row], removed=[], by=person)


def test_two_people_at_once_lose_nothing(signed_in, coordinator, partner_person, value_map, partnership):
    mine = sent(value_map, outcomes_0_deadweight="30%")
    saved_by_another(partnership, partner_person, deadweight=Decimal("0.5"), title="Feel much fitter")
    response = signed_in(coordinator).post(SHEET, mine)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else saved rows you changed" in page
    for shown in (
        "<ins>50%</ins>",
        "<del>30%</del>",
        "<ins>Feel much fitter</ins>",
        "<del>Feel fitter</del>",
    ):
        assert shown in page
    assert 'value="30%"' in page
    assert 'value="Feel much fitter"' in page
    assert outcomes(partnership)[0][4] == Decimal("0.5")
    again = mine | {"outcomes-0-version": "2", "outcomes-0-title": "Feel much fitter"}
    assert signed_in(coordinator).post(SHEET, again).status_code == 302
    assert outcomes(partnership) == [("a", "Feel much fitter", 100, 50, Decimal("0.3"), 3)]


def test_a_row_i_left_alone_takes_what_the_other_saved(
    signed_in, coordinator, partner_person, value_map, partnership
):
    mine = sent(value_map, inputs_0_amount="2000")
    saved_by_another(partnership, partner_person, deadweight=Decimal("0.5"))
    assert signed_in(coordinator).post(SHEET, mine).status_code == 302
    assert outcomes(partnership)[0][4] == Decimal("0.5")
    with scope(partnership=partnership):
        assert ValueInput.objects.get().amount == 2000


def test_a_row_removed_meanwhile_is_kept_as_a_new_one(
    signed_in, coordinator, partner_person, value_map, partnership
):
    mine = sent(value_map, outcomes_0_title="Fitter and happier")
    with scope(partnership=partnership):
        row = ValueOutcome.objects.select_related("value_map").get()
        services.save_sheet(value_map=row.value_map, changed=[], removed=[row], by=partner_person)
    response = signed_in(coordinator).post(SHEET, mine)
    assert response.status_code == 422
    assert "what you typed is kept as a new row" in response.content.decode()
    again = mine | {"outcomes-0-row": "", "outcomes-0-version": ""}
    assert signed_in(coordinator).post(SHEET, again).status_code == 302
    assert [row[1] for row in outcomes(partnership)] == ["Fitter and happier"]


@pytest.fixture
def reading(partnership, coordinator):
    with scope(partnership=partnership):
        element = Element.objects.create(partnership=partnership, tier="short", title="People walk weekly")
        indicator = Indicator.objects.create(
            partnership=partnership,
            outcome=element,
            name="Weekly walkers",
            definition="Walked in the week",
            unit="people",
        )
        return Reading.objects.create(
            partnership=partnership,
            indicator=indicator,
            figure=Decimal(87),
            source="Register of walks",
            starts_on="2027-01-01",
            ends_on="2027-03-31",
            by=coordinator,
        )


def test_a_quantity_follows_the_reading_chosen_for_it(
    signed_in, coordinator, value_map, partnership, reading
):
    client = signed_in(coordinator)
    assert "Weekly walkers, to 31 Mar 2027: 87" in client.get(SHEET).content.decode()
    changes = {"outcomes_0_reading": str(reading.number), "outcomes_0_quantity": "500"}
    assert client.post(SHEET, sent(value_map, **changes)).status_code == 302
    assert outcomes(partnership)[0][2] == 87


def test_a_revised_reading_is_told_and_taken_with_one_button(
    signed_in, coordinator, outcome, partnership, reading
):
    from django.utils import timezone

    client = signed_in(coordinator)
    with scope(partnership=partnership):
        services.take_from_reading(outcome=outcome, reading=reading, by=coordinator)
        reading.replaced_at = timezone.now()
        reading.save()
        Reading.objects.create(
            partnership=partnership, indicator=reading.indicator, figure=Decimal(90), source="Register, corrected",
            starts_on="2027-01-01", ends_on="2027-03-31", by=coordinator, replaces=reading,
        )  # fmt: skip
    page = client.get("/p/living-well/value-outcomes/1/").content.decode()
    assert "was revised to 90; the map still says 87" in page
    assert client.post("/p/living-well/value-outcomes/1/take/").status_code == 302
    assert outcomes(partnership)[0][2] == 90
