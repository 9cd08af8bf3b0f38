"""The daily tidying."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope

from coplan.partnerships.models import Invitation, PersonaRole


@pytest.mark.django_db
def test_the_address_of_an_invitation_that_lapsed_long_ago_is_wiped(partnership, coordinator):
    today = timezone.localdate()
    with scope(partnership=partnership):
        for name, days in (("Long ago", 200), ("Lately", 1)):
            Invitation.objects.create(
                partnership=partnership,
                name=name,
                email=f"{days}@example.org",
                role=PersonaRole.PARTNER,
                digest=name,
                expires_on=today - timedelta(days=days),
                invited_by=coordinator,
            )
    said = StringIO()
    call_command("tick", verbosity=2, stdout=said)
    with scope(partnership=partnership):
        kept = sorted(Invitation.objects.values_list("email", flat=True))
    assert kept == ["", "1@example.org"]
    assert said.getvalue() == "Invitations wiped: 1. Uploads deleted: 0.\n"
