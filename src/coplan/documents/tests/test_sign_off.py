"""Signing off: one organisation, one word, bound to the digest of what was read."""

from datetime import date

import pytest
from django_scopes import scope

from coplan.documents import queries
from coplan.documents.criteria import outline_business_case_signed
from coplan.documents.models import SignOff
from coplan.partnerships.models import PartnerRole, PersonaRole
from coplan.partnerships.roles import Standing
from coplan.partnerships.testing import make_partner, make_person, take_part
from coplan.people.models import Sector

from .conftest import TODAY

SIGN = "/p/living-well/documents/issued/1/sign/"


def word(issued, partner, decision="approved", reason="", digest=None):
    return {"partner": partner.pk, "decision": decision, "reason": reason, "digest": digest or issued.digest}


def words(partnership):
    with scope(partnership=partnership):
        return [
            (str(one.partner), one.decision, one.reason, one.replaced_at is None)
            for one in SignOff.objects.order_by("number").select_related("partner__organisation")
        ]


def test_a_partner_approves(signed_in, partner_person, public_partner, partnership, issued):
    response = signed_in(partner_person).post(SIGN, word(issued, public_partner))
    assert (response.status_code, response.url) == (302, "/p/living-well/documents/issued/1/")
    assert words(partnership) == [("Ewart Council", "approved", "", True)]


@pytest.mark.parametrize("role", ["coordinator", "service_user", "funder_person", "evaluator", "observer"])
def test_who_does_not_speak_for_a_partner_is_refused(
    request, signed_in, role, public_partner, partnership, issued
):
    response = signed_in(request.getfixturevalue(role)).post(SIGN, word(issued, public_partner))
    assert response.status_code == 403
    assert "Sign a document off for your organisation" in response.content.decode()
    assert words(partnership) == []


def test_nobody_signs_for_another_organisation(signed_in, partner_person, partner, partnership, issued):
    response = signed_in(partner_person).post(SIGN, word(issued, partner))
    assert response.status_code == 422
    assert "Choose an organisation you act for here." in response.content.decode()
    assert words(partnership) == []


def test_a_partner_that_left_signs_nothing(signed_in, partner_person, public_partner, partnership, issued):
    with scope(partnership=partnership):
        public_partner.left_on = date(2026, 2, 1)
        public_partner.save()
    assert signed_in(partner_person).post(SIGN, word(issued, public_partner)).status_code == 422
    assert words(partnership) == []


def test_a_word_on_another_text_is_refused(signed_in, partner_person, public_partner, partnership, issued):
    response = signed_in(partner_person).post(SIGN, word(issued, public_partner, digest="0" * 64))
    assert response.status_code == 422
    assert "This document is not the one that was read." in response.content.decode()
    assert words(partnership) == []


def test_declining_needs_a_reason(signed_in, partner_person, public_partner, partnership, issued):
    response = signed_in(partner_person).post(SIGN, word(issued, public_partner, "declined", "  "))
    assert response.status_code == 422
    assert "Say why your organisation declines" in response.content.decode()
    assert words(partnership) == []


def test_a_reason_is_kept_when_something_else_is_wrong(signed_in, partner_person, partnership, issued):
    sent = {"decision": "declined", "reason": "The cook is not paid for.", "digest": issued.digest}
    response = signed_in(partner_person).post(SIGN, sent)
    assert response.status_code == 422
    assert "The cook is not paid for." in response.content.decode()


def test_changing_ones_mind_keeps_the_earlier_word(
    signed_in, partner_person, public_partner, partnership, issued
):
    client = signed_in(partner_person)
    client.post(SIGN, word(issued, public_partner, "declined", "The cook is not paid for."))
    client.post(SIGN, word(issued, public_partner))
    assert words(partnership) == [
        ("Ewart Council", "declined", "The cook is not paid for.", False),
        ("Ewart Council", "approved", "", True),
    ]
    page = client.get("/p/living-well/documents/issued/1/").content.decode()
    assert "The cook is not paid for." in page


def test_a_failed_word_leaves_the_earlier_one_in_force(
    signed_in, partner_person, public_partner, partnership, issued
):
    client = signed_in(partner_person)
    client.post(SIGN, word(issued, public_partner))
    client.post(SIGN, word(issued, public_partner, "declined", "No", digest="0" * 64))
    assert words(partnership) == [("Ewart Council", "approved", "", True)]


def test_somebody_of_two_organisations_chooses_for_which(
    signed_in, partner_person, partner, public_partner, partnership, issued
):
    take_part(partnership, partner_person, PersonaRole.PARTNER, partner)
    page = signed_in(partner_person).get(SIGN).content.decode()
    assert "Ferry House" in page
    assert "Ewart Council" in page
    signed_in(partner_person).post(SIGN, word(issued, partner))
    assert words(partnership) == [("Ferry House", "approved", "", True)]


def test_a_funder_in_a_partners_chair_is_not_asked(signed_in, partnership, issued):
    funder = make_partner(partnership, "Larch Trust", Sector.THIRD, PartnerRole.FUNDER)
    person = make_person("Nell Orr")
    take_part(partnership, person, PersonaRole.PARTNER, funder)
    response = signed_in(person).get(SIGN)
    assert "is not asked to sign" in response.content.decode()
    assert signed_in(person).post(SIGN, word(issued, funder)).status_code == 422
    assert words(partnership) == []


def test_a_tampered_document_cannot_be_signed(signed_in, partner_person, public_partner, partnership, issued):
    issued.pdf.storage.delete(issued.pdf.name)
    response = signed_in(partner_person).post(SIGN, word(issued, public_partner))
    assert response.status_code == 422
    assert "not those that were issued" in response.content.decode()
    assert words(partnership) == []


def test_what_waits_for_a_signature_is_known_until_it_is_given(
    signed_in, partner_person, public_partner, partnership, issued
):
    with scope(partnership=partnership):
        parts = tuple(partner_person.parts.select_related("partner__organisation"))
        standing = Standing(partner_person, TODAY, partnership, parts, frozenset({"partner"}))
        due = queries.signing_due(standing)
        assert [(one.document, one.partner) for one in due] == [(issued, public_partner)]
    signed_in(partner_person).post(SIGN, word(issued, public_partner))
    with scope(partnership=partnership):
        assert queries.signing_due(standing) == []


def test_the_gate_is_met_when_every_partner_approved_the_newest(
    signed_in, partner_person, partner, public_partner, partnership
):
    with scope(partnership=partnership):
        before = outline_business_case_signed(partnership, TODAY)
    assert (before.met, before.words) == (False, "The outline business case has not been issued yet.")


def test_the_gate_names_who_is_still_to_sign(
    signed_in, partner_person, partner, public_partner, partnership, issued
):
    def met():
        with scope(partnership=partnership):
            found = outline_business_case_signed(partnership, TODAY)
        return found.met, found.words

    assert met() == (False, "Still to sign: Ewart Council, Ferry House.")
    take_part(partnership, partner_person, PersonaRole.PARTNER, partner)
    client = signed_in(partner_person)
    client.post(SIGN, word(issued, partner, "declined", "Too dear"))
    assert met() == (False, "Declined by: Ferry House.")
    client.post(SIGN, word(issued, partner))
    client.post(SIGN, word(issued, public_partner))
    assert met() == (True, "Every partner approved DOC-001 Outline business case.")
