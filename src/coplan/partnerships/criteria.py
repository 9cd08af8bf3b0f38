"""What the record of partners and participants says of the gates' criteria."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Participant, Partner, PartnerRole, Partnership
from coplan.people.models import Sector

THIRD = {Sector.THIRD, Sector.USER_LED}


def _url(partnership: Partnership, name: str = "partners") -> str:
    return reverse(f"partnerships:{name}", args=[partnership.slug])


def _partners() -> list[Partner]:
    current = Partner.objects.filter(left_on__isnull=True)
    return list(current.select_related("organisation").order_by("organisation__name"))


@automatic("form.two_sectors")
def two_sectors(partnership: Partnership, today: date) -> Met:
    sectors = {partner.organisation.sector for partner in _partners()}
    met = Sector.PUBLIC in sectors and bool(sectors & THIRD)
    words = (
        _("Public and third sector are both partners.")
        if met
        else _("Add a partner from the sector that is missing.")
    )
    return Met(met, words, _url(partnership))


def _lead(partnership: Partnership, role: str) -> Met:
    names = [str(partner) for partner in _partners() if partner.role == role]
    words = ", ".join(names) or _("Give a partner this role.")
    return Met(bool(names), words, _url(partnership))


@automatic("form.lead_public")
def lead_public(partnership: Partnership, today: date) -> Met:
    return _lead(partnership, PartnerRole.LEAD_PUBLIC)


@automatic("form.lead_third")
def lead_third(partnership: Partnership, today: date) -> Met:
    return _lead(partnership, PartnerRole.LEAD_THIRD)


@automatic("form.two_contacts")
def two_contacts(partnership: Partnership, today: date) -> Met:
    current = Participant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        is_contact=True,
        partner__isnull=False,
        starts_on__lte=today,
    )
    pairs = set(current.values_list("partner_id", "person_id"))
    contacts = Counter(partner for partner, _person in pairs)
    short = [str(partner) for partner in _partners() if contacts[partner.pk] < 2]
    if short:
        return Met(
            False,
            _("Fewer than two contacts: %(names)s.") % {"names": ", ".join(short)},
            _url(partnership, "participants"),
        )
    return Met(bool(contacts), _("Each partner has two contacts."), _url(partnership, "participants"))
