"""Each partner agrees to the need as it reads in one version; what changed since is shown."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.kit import history
from coplan.need import queries, services
from coplan.need.models import Agreement, Need

TODAY = date(2026, 11, 22)
PAGE = "/p/living-well/needs/1/"


@pytest.fixture
def need(partnership, coordinator, public_partner):
    with scope(partnership=partnership):
        made = Need(partnership=partnership, title="Older people see nobody for days", people=1400)
        history.note(made, by=coordinator)
        made.save()
        return made


def change(need, person, **fields):
    for name, value in fields.items():
        setattr(need, name, value)
    need.version += 1
    history.note(need, by=person)
    need.save()


def standing(need):
    found = queries.agreements([need], TODAY)[0]
    return [(str(view.partner), view.agrees, [c.field for c in view.changed]) for view in found.partners]


def said(partnership):
    with scope(partnership=partnership):
        return [(str(one.partner), one.need_version) for one in Agreement.objects.order_by("number")]


def test_a_partner_agrees_for_its_own_organisation(
    signed_in, partner_person, public_partner, need, partnership
):
    client = signed_in(partner_person)
    assert "Agree for Ewart Council" in client.get(PAGE).content.decode()
    response = client.post(f"{PAGE}agree/", {"partner": public_partner.pk, "version": "1"}, follow=True)
    page = response.content.decode()
    assert "Ewart Council agrees to the need." in page
    assert "agreed by 1 of 2 partners" in page
    assert said(partnership) == [("Ewart Council", 1)]


def test_agreeing_twice_is_agreeing_once(signed_in, partner_person, public_partner, need, partnership):
    client = signed_in(partner_person)
    for _again in range(2):
        client.post(f"{PAGE}agree/", {"partner": public_partner.pk, "version": "1"})
    assert said(partnership) == [("Ewart Council", 1)]


def test_nobody_agrees_for_another_organisation(signed_in, partner_person, partner, need, partnership):
    response = signed_in(partner_person).post(
        f"{PAGE}agree/", {"partner": partner.pk, "version": "1"}, follow=True
    )
    assert "Choose an organisation you act for" in response.content.decode()
    assert said(partnership) == []


def test_a_change_made_meanwhile_is_read_before_it_is_agreed_to(
    signed_in, partner_person, coordinator, public_partner, need, partnership
):
    with scope(partnership=partnership):
        change(need, coordinator, people=1500)
    response = signed_in(partner_person).post(
        f"{PAGE}agree/", {"partner": public_partner.pk, "version": "1"}, follow=True
    )
    assert "Read it again, then agree." in response.content.decode()
    assert said(partnership) == []


def test_a_partner_sees_what_changed_since_it_agreed(
    signed_in, coordinator_part, coordinator, need, partnership
):
    with scope(partnership=partnership):
        services.agree_to_need(need=need, part=coordinator_part, version=1, today=TODAY, by=coordinator)
        assert standing(need) == [("Ewart Council", False, []), ("Ferry House", True, [])]
        change(need, coordinator, people=1500)
        assert standing(need) == [("Ewart Council", False, []), ("Ferry House", False, ["How many people"])]
    page = signed_in(coordinator).get(PAGE).content.decode()
    assert "<del>1400</del> <ins>1500</ins>" in page
    assert "Changed since it agreed" in page


def test_a_new_owner_does_not_undo_an_agreement(coordinator_part, coordinator, need, in_scope):
    services.agree_to_need(need=need, part=coordinator_part, version=1, today=TODAY, by=coordinator)
    change(need, coordinator, owner=coordinator_part)
    assert standing(need) == [("Ewart Council", False, []), ("Ferry House", True, [])]


def test_the_need_is_shared_when_every_partner_agrees(
    coordinator_part, coordinator, partner_person, need, in_scope
):
    services.agree_to_need(need=need, part=coordinator_part, version=1, today=TODAY, by=coordinator)
    assert not queries.agreements([need], TODAY)[0].by_all
    part = partner_person.parts.get()
    services.agree_to_need(need=need, part=part, version=1, today=TODAY, by=partner_person)
    assert queries.agreements([need], TODAY)[0].by_all


def test_a_need_without_partners_is_shared_by_nobody(partnership, in_scope):
    need = Need.objects.create(partnership=partnership, title="Alone")
    assert not queries.agreements([need], TODAY)[0].by_all


def test_funders_are_not_asked(funder_person, coordinator_part, coordinator, need, in_scope):
    coordinator_part.partner.role = "funder"
    coordinator_part.partner.save()
    assert standing(need) == [("Ewart Council", False, [])]
    with pytest.raises(ValidationError, match="Funders and evaluators are not asked"):
        services.agree_to_need(need=need, part=coordinator_part, version=1, today=TODAY, by=coordinator)


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_acts_for_no_partner_is_refused(request, signed_in, role, need, partnership):
    client = signed_in(request.getfixturevalue(role))
    assert "Agree for" not in client.get(PAGE).content.decode()
    response = client.post(f"{PAGE}agree/", {"partner": "1", "version": "1"})
    assert response.status_code == 403
    assert "Agree to the need for your organisation" in response.content.decode()
    assert said(partnership) == []


def test_an_outsider_finds_nothing(signed_in, outsider, need):
    client = signed_in(outsider)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}agree/", {"partner": "1", "version": "1"}).status_code == 404


def test_agreeing_is_a_post(signed_in, partner_person, need):
    assert signed_in(partner_person).get(f"{PAGE}agree/").status_code == 405


def test_agreements_cost_the_same_queries_however_many_needs(
    partnership, coordinator_part, coordinator, need, in_scope, django_assert_num_queries
):
    more = [Need.objects.create(partnership=partnership, title=f"Need {number}") for number in range(5)]
    for one in (need, *more):
        services.agree_to_need(need=one, part=coordinator_part, version=1, today=TODAY, by=coordinator)
    with django_assert_num_queries(3):
        found = queries.agreements([need, *more], TODAY)
    assert [len(one.agreed) for one in found] == [1] * 6
