"""What rests on an indicator's readings keeps the indicator, and is named."""

from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.outcomes.models import Indicator
from coplan.value.models import ValueMap, ValueOutcome

PAGE = "/p/living-well/"


@pytest.fixture
def valued(make, visited, enter):
    """A value map that takes its quantity from the first reading."""
    reading = enter(visited, 0, 31)
    drawn = make(ValueMap, title="Forecast")
    rates = ("proxy", "deadweight", "displacement", "attribution", "drop_off")
    fields = {
        "value_map": drawn,
        "code": "O1",
        "title": "Fewer falls",
        "reading": reading,
        "quantity": Decimal(31),
    }
    return make(ValueOutcome, **fields, **dict.fromkeys(rates, Decimal(0)))


@pytest.mark.parametrize("address", ["indicators/1/remove/", "readings/1/remove/"])
def test_what_a_value_rests_on_is_not_removed(signed_in, partner_person, valued, partnership, address):
    response = signed_in(partner_person).post(f"{PAGE}{address}")
    assert response.status_code == 409
    assert "Fewer falls" in response.content.decode()
    with scope(partnership=partnership):
        assert Indicator.objects.count() == 1


def test_the_page_says_so_before_anybody_presses_remove(signed_in, partner_person, valued):
    page = signed_in(partner_person).get(f"{PAGE}indicators/1/remove/").content.decode()
    assert "It cannot be removed yet" in page
    assert 'name="why"' not in page


def test_a_value_map_in_the_bin_holds_nothing_back(signed_in, partner_person, valued, partnership):
    with scope(partnership=partnership):
        valued.value_map.remove()
    assert signed_in(partner_person).post(f"{PAGE}indicators/1/remove/").status_code == 302
