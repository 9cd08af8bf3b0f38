"""What is said of an organisation stands in the documents of all its partnerships: no single one may rewrite it."""

from django_scopes import scope

from coplan.partnerships.models import Invitation, Partner, PartnerRole


def rename(client, organisation):
    typed = {"name": "Another name", "sector": organisation.sector, "version": 1}
    status = client.post(f"/people/organisations/{organisation.pk}/edit/", typed).status_code
    organisation.refresh_from_db()
    return status, organisation.name


def take_a_part_for(client, partnership, organisation, person):
    """Add it as a partner, invite oneself for it, and accept."""
    at = f"/p/{partnership.slug}"
    client.post(f"{at}/partners/add/", {"organisation": organisation.pk, "role": PartnerRole.PARTNER})
    with scope(partnership=partnership):
        place = Partner.objects.get(organisation=organisation)
    invited = {"name": person.name, "email": person.email, "role": "partner", "partner": place.pk}
    client.post(f"{at}/invitations/add/", invited)
    with scope(partnership=partnership):
        waiting = Invitation.objects.get()
    assert client.post(f"/invitations/waiting/{waiting.pk}/").status_code == 302


def test_a_coordinator_elsewhere_cannot_give_themselves_the_right(
    signed_in, outsider, other_partnership, partner
):
    client = signed_in(outsider)
    take_a_part_for(client, other_partnership, partner.organisation, outsider)
    assert rename(client, partner.organisation) == (403, "Ferry House")


def test_who_acts_for_it_wherever_it_takes_part_may(signed_in, coordinator, partnership, partner):
    client = signed_in(coordinator)
    invited = {"name": "x", "email": coordinator.email, "role": "partner", "partner": partner.pk}
    client.post("/p/living-well/invitations/add/", invited)
    with scope(partnership=partnership):
        waiting = Invitation.objects.get()
    client.post(f"/invitations/waiting/{waiting.pk}/")
    assert rename(client, partner.organisation) == (302, "Another name")
