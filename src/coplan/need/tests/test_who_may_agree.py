"""Only a part that speaks for a partner that is still one may agree to the need."""

from datetime import date

import pytest
from django_scopes import scope

from coplan.need.models import Agreement, Need
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.testing import make_person, take_part


@pytest.fixture
def need(partnership):
    with scope(partnership=partnership):
        return Need.objects.create(partnership=partnership, title="People see nobody for days")


def agree(client, need, partner):
    client.post(f"/p/living-well/needs/{need.number}/agree/", {"partner": partner.pk, "version": 1})
    with scope(partnership=need.partnership):
        return list(Agreement.objects.values_list("partner", flat=True))


def test_an_observer_for_one_partner_agrees_only_for_the_other(
    signed_in, partnership, partner, public_partner, need
):
    person = make_person("Two Hats")
    take_part(partnership, person, PersonaRole.OBSERVER, partner)
    take_part(partnership, person, PersonaRole.PARTNER, public_partner)
    assert agree(signed_in(person), need, partner) == []
    assert agree(signed_in(person), need, public_partner) == [public_partner.pk]


def test_of_two_parts_for_one_partner_the_one_that_may_speak_counts(
    signed_in, partnership, public_partner, need
):
    person = make_person("Two Hats")
    take_part(partnership, person, PersonaRole.OBSERVER, public_partner)
    take_part(partnership, person, PersonaRole.PARTNER, public_partner)
    assert agree(signed_in(person), need, public_partner) == [public_partner.pk]


def test_a_partner_that_left_agrees_to_nothing(signed_in, partner_person, public_partner, need):
    with scope(partnership=public_partner.partnership):
        public_partner.left_on = date(2026, 2, 1)
        public_partner.save()
    assert agree(signed_in(partner_person), need, public_partner) == []
