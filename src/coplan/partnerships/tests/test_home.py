"""The first page, signed out and signed in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from coplan.partnerships.models import Gate, PersonaRole, Stage
from coplan.partnerships.places import places
from coplan.partnerships.testing import take_part
from coplan.partnerships.tests.round_table import coordinator_of, partner, partnership
from coplan.people.tests.cast import person, signed_in

pytestmark = pytest.mark.django_db


def test_signed_out_it_says_what_coplan_is_and_names_nobody(client: Client) -> None:
    partnership("living-well")
    page = client.get(reverse("home")).content.decode()
    assert "The shared workspace of a Public Social Partnership" in page
    assert f'href="{reverse("account_login")}"' in page
    assert "Living well" not in page


def test_my_work_lists_my_partnerships_with_every_role() -> None:
    isla, one = person(), partnership("living-well")
    take_part(one, isla, PersonaRole.COORDINATOR)
    take_part(one, isla, PersonaRole.PARTNER, partner(one))
    take_part(partnership("old", closed_on=timezone.localdate()), isla, PersonaRole.OBSERVER)
    coordinator_of(partnership("not-mine"))
    found = [(p.partnership.slug, set(p.roles), p.organisations) for p in places(isla)]
    assert found == [
        ("living-well", {"Coordinator", "Partner"}, ("Ferry House",)),
        ("old", {"Observer"}, ()),
    ]
    page = signed_in(isla).get(reverse("home")).content.decode()
    assert "Living well" in page
    assert "Not mine" not in page


def test_somebody_with_no_partnership_is_told_how_to_get_one() -> None:
    page = signed_in(person()).get(reverse("home")).content.decode()
    assert "You take part in no partnership yet" in page
    assert "Start a partnership" not in page


def test_programme_may_start_a_partnership() -> None:
    page = signed_in(person("Programme Team", is_programme=True)).get(reverse("home")).content.decode()
    assert reverse("start") in page


def test_each_partnership_says_which_stage_it_has_reached() -> None:
    isla, one, two = person(), partnership("living-well"), partnership("getting-about")
    take_part(one, isla, PersonaRole.COORDINATOR)
    take_part(two, isla, PersonaRole.COORDINATOR)
    for stage, decision in (("form", "go"), ("design", "conditions"), ("pilot", "stop")):
        with scope(partnership=one):
            Gate.objects.create(
                partnership=one,
                stage=stage,
                decision=decision,
                reasons="Agreed.",
                decided_on=timezone.localdate(),
            )
    assert {p.partnership.slug: p.stage for p in places(isla)} == {
        "living-well": Stage.DESIGN,
        "getting-about": Stage.NEED,
    }
    assert "Stage: Design" in signed_in(isla).get(reverse("home")).content.decode()
