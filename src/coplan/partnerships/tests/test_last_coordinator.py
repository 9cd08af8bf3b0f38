"""A partnership never loses its last coordinator, nor a partner that somebody acts for."""

import pytest
from django_scopes import scope

from coplan.partnerships.models import Participant, Partner, PersonaRole
from coplan.partnerships.testing import make_person, take_part

SENTENCE = "Nobody else coordinates this partnership. Make somebody else a coordinator first."


def now(part):
    with scope(partnership=part.partnership):
        return Participant.every.get(pk=part.pk)


def address(part, verb):
    return f"/p/living-well/participants/{part.number}/{verb}/"


def as_it_stands(part, **changes):
    return {"version": 1, "partner": part.partner_id, "role": part.role, "starts_on": "2026-01-05", **changes}


@pytest.mark.parametrize(
    "change", [{"role": "observer"}, {"ends_on": "2026-02-01"}, {"starts_on": "2199-01-01"}]
)
def test_the_last_coordinator_stays_one(signed_in, coordinator, coordinator_part, change):
    typed = as_it_stands(coordinator_part, **change)
    page = signed_in(coordinator).post(address(coordinator_part, "edit"), typed)
    assert page.status_code == 422
    assert SENTENCE in page.content.decode()
    assert now(coordinator_part).role == PersonaRole.COORDINATOR


def test_the_last_coordinator_is_not_removed(signed_in, coordinator, coordinator_part):
    page = signed_in(coordinator).post(address(coordinator_part, "remove"))
    assert (page.status_code, SENTENCE in page.content.decode()) == (409, True)
    assert now(coordinator_part).removed_at is None


def test_one_of_two_may_stop(signed_in, coordinator, coordinator_part, partnership):
    take_part(partnership, make_person("Second Lead"), PersonaRole.COORDINATOR)
    typed = as_it_stands(coordinator_part, role="observer")
    assert signed_in(coordinator).post(address(coordinator_part, "edit"), typed).status_code == 302
    assert now(coordinator_part).role == PersonaRole.OBSERVER


def test_a_partner_somebody_acts_for_is_not_removed(signed_in, coordinator, partner_person, public_partner):
    page = signed_in(coordinator).post(f"/p/living-well/partners/{public_partner.number}/remove/")
    assert page.status_code == 409
    assert "Mairi Grant" in page.content.decode()
    with scope(partnership=public_partner.partnership):
        assert Partner.objects.filter(pk=public_partner.pk).exists()
