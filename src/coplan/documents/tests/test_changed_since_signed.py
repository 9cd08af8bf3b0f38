"""The logic model marks what changed since partners signed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.documents.changed import elements_changed_since_signed
from coplan.documents.models import Issued, SignOff
from coplan.outcomes.models import Element, Indicator, Target
from coplan.partnerships.models import Participant


@pytest.fixture
def signed_yesterday(partnership, partner, partner_person):
    """Parts 1 to 3, the third with an indicator; then a document that the partner approves, and a day goes by."""
    with scope(partnership=partnership):
        parts = [Element.objects.create(partnership=partnership, tier="short", title=name) for name in "ABC"]
        Indicator.objects.create(
            partnership=partnership, outcome=parts[2], name="Seen", definition="-", unit="people"
        )
        document = Issued.objects.create(
            partnership=partnership,
            code="outline-business-case",
            title="Outline business case",
            gathered={"parts": []},
            digest="0" * 64,
            issued_by=partner_person,
            issued_at=timezone.now(),
        )
        said = SignOff.objects.create(
            partnership=partnership,
            document=document,
            partner=partner,
            decision="approved",
            by=Participant.objects.filter(person=partner_person).first(),
            digest="0" * 64,
        )
    return parts, said


def changed(partnership):
    with scope(partnership=partnership):
        return elements_changed_since_signed()


def test_only_what_changed_afterwards_is_marked(signed_yesterday, partnership, coordinator, signed_in):
    parts, _said = signed_yesterday
    assert changed(partnership) == frozenset()
    with scope(partnership=partnership):
        parts[0].title = "A, in fewer words"
        parts[0].save()
        day = timezone.localdate()
        Target.objects.create(
            partnership=partnership,
            indicator=Indicator.objects.get(),
            starts_on=day,
            ends_on=day + timedelta(days=30),
            value=Decimal(9),
            by=coordinator,
        )
    assert changed(partnership) == {parts[0].pk, parts[2].pk}
    page = signed_in(coordinator).get("/p/living-well/logic-model/").content.decode()
    assert "Changed since signed" in page


def test_where_nobody_has_approved_nothing_is_marked(signed_yesterday, partnership):
    parts, said = signed_yesterday
    with scope(partnership=partnership):
        said.replaced_at = timezone.now()
        said.save()
        parts[0].save()
    assert changed(partnership) == frozenset()
