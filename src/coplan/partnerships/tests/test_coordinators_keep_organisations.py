"""Whoever coordinates a partnership may add organisations to the shared list."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from coplan.partnerships.models import PersonaRole
from coplan.partnerships.testing import take_part
from coplan.partnerships.tests.round_table import coordinator_of, coordinator_somewhere, partnership
from coplan.people.models import Organisation
from coplan.people.services import act_for
from coplan.people.tests.cast import organisation, person, signed_in
from coplan.people.tests.test_organisations import add, edit

pytestmark = pytest.mark.django_db


def test_a_coordinator_adds_an_organisation() -> None:
    answer = add(signed_in(coordinator_somewhere()))
    one = Organisation.objects.get(name="Ferry House")
    assert answer["Location"] == one.get_absolute_url()
    assert (one.scheme, one.identifier, one.size_band) == ("GB-SC", "SC042386", "6-49")
    assert one.history.get().history_user.name == "Coordinator"


def test_a_coordinator_may_not_change_what_others_added() -> None:
    one = organisation()
    assert edit(signed_in(coordinator_somewhere()), one, name="Mine").status_code == 403


def test_whoever_added_it_puts_a_slip_right_until_somebody_acts_for_it() -> None:
    adder = coordinator_somewhere()
    client = signed_in(adder)
    add(client)
    one = Organisation.objects.get(name="Ferry House")
    assert edit(client, one, name="Ferry House Trust").status_code == 302
    act_for(person=person(), organisation=one, by=adder)
    one.refresh_from_db()
    assert edit(client, one, name="Mine").status_code == 403


def test_a_partner_may_not_add_organisations() -> None:
    mairi = person("Mairi Laing")
    take_part(partnership(), mairi, PersonaRole.PARTNER)
    assert signed_in(mairi).get(reverse("people:organisation-add")).status_code == 403


def test_coordinating_a_closed_partnership_is_not_enough() -> None:
    closed = partnership(closed_on=timezone.localdate())
    assert signed_in(coordinator_of(closed)).get(reverse("people:organisation-add")).status_code == 403
