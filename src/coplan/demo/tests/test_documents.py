"""The example's documents: issued weeks ago, signed by most, and still what was issued."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pypdf
from django.test import Client, TestCase
from django.utils import timezone
from django_scopes import scope

from coplan.demo import loading, onepage
from coplan.demo.content.documents import ISSUED_ON
from coplan.documents import queries, services
from coplan.documents.models import Issued
from coplan.kit.attachments.types import PDF, type_of
from coplan.kit.models import Attachment
from coplan.partnerships.models import Partnership
from coplan.people.models import Person

CASE = "outline-business-case"


class TestIssued(TestCase):
    """One load for all: making the files takes seconds."""

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load(timezone.localdate())
        cls.partnership = Partnership.objects.get(slug="living-well-together")

    def read(self, email: str, path: str = "") -> str:
        client = Client()
        client.force_login(Person.objects.get(email=email))
        return client.get(f"/p/living-well-together/{path}").content.decode()

    def test_both_are_dated_to_the_day_they_are_of_and_intact(self) -> None:
        day = timezone.localdate() + timedelta(days=ISSUED_ON)
        with scope(partnership=self.partnership):
            for issued in Issued.objects.all():
                (entry,) = issued.history.all()
                assert services.is_intact(issued)
                assert issued.gathered["as_of"] == day.isoformat()
                for moment in (issued.issued_at, issued.created_at, entry.history_date, entry.issued_at):
                    assert timezone.localdate(moment) == day
            assert [one.code for one in Issued.objects.order_by("number")] == [CASE, "highlight-report"]

    def test_the_files_are_real(self) -> None:
        with scope(partnership=self.partnership):
            issued = Issued.objects.get(code=CASE)
        with issued.pdf.open("rb") as file:
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
        assert "Doing nothing. People would go on getting a leaflet" in " ".join(text.split())

    def test_four_approve_one_declines_with_a_reason_and_the_council_waits(self) -> None:
        with scope(partnership=self.partnership):
            words = queries.words_on(Issued.objects.get(code=CASE), timezone.localdate())
        assert {str(one.partner): one.said.decision if one.said else "" for one in words} == {
            "Ewart Third Sector Interface": "approved",
            "Ferry House": "approved",
            "Glen Ewart Council": "",
            "NHS Ewart": "approved",
            "Step by Step Ewart": "approved",
            "The Kitchen Table Project": "declined",
        }
        today = timezone.localdate()
        for one in words:
            if one.said:
                (entry,) = one.said.history.all()
                assert ISSUED_ON < (timezone.localdate(one.said.at) - today).days < 0
                assert entry.history_date == one.said.at
                assert one.said.approves or "second tutor" in one.said.reason

    def test_the_council_is_asked_for_its_word(self) -> None:
        assert "Sign Outline business case" in self.read("morag.sinclair@example.org", "due/")

    def test_what_changed_since_is_shown(self) -> None:
        with scope(partnership=self.partnership):
            url = Issued.objects.get(code=CASE).get_absolute_url()
        page = self.read("isla.reid@example.org", url.removeprefix("/p/living-well-together/"))
        changed = page.partition('id="changed"')[2]
        assert "8</ins>" in changed
        # As it reads today: what was taken out left out
        today = " ".join(
            re.sub(r"<[^>]+>", "", re.sub(r"<del>.*?</del>", "", changed, flags=re.DOTALL)).split()
        )
        for words in ("Second tutor for the lunch hour", "12 High (4 × 3)"):
            assert words in today.replace("+", ""), words
        assert "Not written yet" not in changed

    def test_the_signed_page_of_the_memorandum_is_a_pdf(self) -> None:
        with scope(partnership=self.partnership):
            kept = Attachment.objects.get(name="memorandum-last-page.pdf")
        with kept.file.open("rb") as file:
            assert type_of(file) == PDF
            (page,) = pypdf.PdfReader(file, strict=True).pages
            assert "Grant Duffy, The Kitchen Table Project" in page.extract_text()


def test_a_page_of_lines_is_read_back_as_it_was_written() -> None:
    lines = ["Signed (on paper) by:", "", r"a \ backslash", "Zoë Müller, £5"]
    (page,) = pypdf.PdfReader(BytesIO(onepage.pdf(lines)), strict=True).pages
    assert [line for line in page.extract_text().splitlines() if line.strip()] == [lines[0], *lines[2:]]
