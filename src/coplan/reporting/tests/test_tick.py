"""The daily tidying."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope

from coplan.kit import attachments
from coplan.kit.models import Attachment
from coplan.partnerships.models import Invitation, PersonaRole
from coplan.raid.models import Risk


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
    assert (
        said.getvalue() == "Invitations wiped: 1. Uploads deleted: 0. Files deleted: 0. Reminders sent: 0.\n"
    )


def test_a_file_taken_off_long_ago_is_gone_for_good(partnership, coordinator):
    now = timezone.now()
    with scope(partnership=partnership):
        risk = Risk.objects.create(partnership=partnership, title="Frost", probability=1, impact=1)
        for name, days in (("long ago.txt", 91), ("lately.txt", 1), ("still there.txt", None)):
            assert attachments.add(risk, SimpleUploadedFile(name, b"Hello"), by=coordinator) == ""
            if days:
                made = Attachment.objects.get(name=name)
                made.removed_at = now - timedelta(days=days)
                made.save()
    stored = {one.name: one.file.name for one in Attachment._base_manager.all()}
    call_command("tick")
    assert sorted(one.name for one in Attachment._base_manager.all()) == ["lately.txt", "still there.txt"]
    assert {name: default_storage.exists(path) for name, path in stored.items()} == {
        "long ago.txt": False,
        "lately.txt": True,
        "still there.txt": True,
    }
