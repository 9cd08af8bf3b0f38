"""Items with and without consent, and a place in memory for their files."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope
from PIL import Image

from coplan.documents.models import Issued
from coplan.evidence.models import Consent, Item, Pack
from coplan.kit.models import Attachment
from coplan.outcomes.models import Element, Tier

PAGE = "/p/living-well/"
BANK = f"{PAGE}evidence-bank/"
# Before every test's own today, which is the machine's
GIVEN = date(2026, 1, 10)


@pytest.fixture(autouse=True)
def files_in_memory(monkeypatch):
    """Files of tests are kept nowhere."""
    store = InMemoryStorage()
    for model, names in ((Pack, ("html", "pdf", "zip")), (Issued, ("html", "pdf", "docx"))):
        for name in names:
            monkeypatch.setattr(model._meta.get_field(name), "storage", store)
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", store)
    return store


@pytest.fixture
def make_item(partnership):
    """`make_item("A title", consent={...})`: an item, with a consent in force unless it is None."""

    def make(title: str, *, consent: dict[str, Any] | None = None, **more: Any) -> Item:
        given = {"sort": "quote", "text": f"Words of {title}.", "source": "Interview", **more}
        with scope(partnership=partnership):
            item = Item.objects.create(
                partnership=partnership, title=title, collected_on=GIVEN, called="a walker of 71", **given
            )
            if consent is not None:
                agree(item, **consent)
        return item

    return make


def agree(item: Item, **more: Any) -> Consent:
    given = {"given_by": "consent form 14", "given_on": GIVEN, "proof": "The grey cabinet", **more}
    made = Consent(partnership_id=item.partnership_id, item=item, **given)
    made.full_clean(exclude=["number"])
    made.save()
    return made


@pytest.fixture
def heard(make_item):
    """One that may go into reports."""
    return make_item("Cooking again", consent={"for_reports": True})


@pytest.fixture
def silent(make_item):
    """One to which nobody has agreed."""
    return make_item("Not asked yet")


@pytest.fixture
def outcome(partnership):
    with scope(partnership=partnership):
        return Element.objects.create(
            partnership=partnership, tier=Tier.SHORT, title="People have more company"
        )


def photo() -> SimpleUploadedFile:
    """A picture that says where it was taken."""
    made = io.BytesIO()
    notes = Image.Exif()
    notes[0x010F] = "Camera of Mairi"
    Image.new("RGB", (900, 600), "teal").save(made, "JPEG", exif=notes)
    return SimpleUploadedFile("walk.jpg", made.getvalue(), "image/jpeg")
