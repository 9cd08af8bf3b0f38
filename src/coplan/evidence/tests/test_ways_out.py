"""Every way out of the workspace, walked for what may leave and for what may not."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_scopes import scope
from openpyxl import load_workbook

from coplan.documents import services as documents
from coplan.documents.paper import as_record
from coplan.documents.registry import DOCUMENTS
from coplan.evidence import packs, queries, services
from coplan.evidence.models import Departure, Item, Pack
from coplan.evidence.tests.conftest import BANK, PAGE, photo
from coplan.kit import attachments
from coplan.kit.models import Attachment

pytestmark = pytest.mark.django_db
ALLOWED, BARRED = "Words of Cooking again.", "Words of Not asked yet."


@pytest.fixture
def both(heard, silent):
    return heard, silent


def test_every_address_of_the_bank_is_known_to_this_walk():
    """A new address here is a new way out: walk it below, then name it."""
    assert get_resolver().url_patterns
    from coplan.kit.access import every_url

    own = {url.name.partition(":")[2] for url in every_url() if url.name.startswith("evidence:")}
    registers = {
        f"{prefix}{part}"
        for prefix in ("evidence-bank", "consents")
        for part in (
            "", "-export", "-detail", "-edit", "-remove", "-restore", "-comment",
            "-attach", "-file", "-detach", "-add",
        )
    }  # fmt: skip
    assert own == registers | {
        "by-outcome", "packs", "pack-make", "pack", "pack-file", "picture", "erase", "withdraw",
    }  # fmt: skip


def test_a_list_as_csv_leaves_it_out_and_says_so(signed_in, coordinator, both):
    text = signed_in(coordinator).get(f"{BANK}export.csv").content.decode("utf-8-sig")
    assert ALLOWED in text
    assert BARRED not in text
    assert "Not asked yet" not in text
    assert "Left out because consent does not allow it: 1." in text
    assert "1 × No consent is recorded, so it stays inside the workspace." in text


def test_a_list_as_a_workbook_leaves_it_out_and_says_so(signed_in, coordinator, both):
    content = signed_in(coordinator).get(f"{BANK}export.xlsx").content
    cells = [str(cell) for row in load_workbook(io.BytesIO(content)).active.values for cell in row]
    assert ALLOWED in cells
    assert BARRED not in cells
    assert any(cell.startswith("Left out because consent") for cell in cells)


def test_a_list_of_consents_leaves_it_out_too(signed_in, coordinator, make_item):
    make_item("Inside only", consent={"given_by": "consent form 99"})
    text = signed_in(coordinator).get(f"{PAGE}consents/export.csv").content.decode("utf-8-sig")
    assert "consent form 99" not in text
    assert "Left out because consent does not allow it: 1." in text


def test_the_bin_as_a_file_leaves_everything_out(signed_in, coordinator, heard, partnership):
    with scope(partnership=partnership):
        heard.remove()
    text = signed_in(coordinator).get(f"{BANK}export.csv?removed=1").content.decode("utf-8-sig")
    assert ALLOWED not in text
    assert "1 × It is in the recycle bin." in text


def test_a_printed_list_leaves_it_out_and_says_so(signed_in, coordinator, both):
    page = signed_in(coordinator).get(f"{BANK}?print=1").content.decode()
    assert "Cooking again" in page
    assert "Not asked yet" not in page
    assert "Left out because consent does not allow it: 1." in page


def test_its_own_page_prints_no_words_without_consent(signed_in, coordinator, both):
    page = signed_in(coordinator).get(f"{BANK}{both[1].number}/").content.decode()
    before, marked, _after = page.partition('<div class="no-print">')
    assert marked
    assert BARRED not in before
    assert "Not to leave the workspace" in before
    assert (
        '<div class="no-print">'
        not in signed_in(coordinator).get(f"{BANK}{both[0].number}/").content.decode()
    )


@pytest.mark.parametrize("role", ["funder_person", "observer"])
def test_who_reads_from_outside_meets_only_what_may_be_reported(
    request, signed_in, role, both, partnership, coordinator
):
    heard, silent = both
    with scope(partnership=partnership):
        assert attachments.add(silent, photo(), by=coordinator) == ""
        kept = Attachment.of(silent).get()
    client = signed_in(request.getfixturevalue(role))
    page = client.get(BANK).content.decode()
    assert "Cooking again" in page
    assert "Not asked yet" not in page
    assert client.get(f"{BANK}{heard.number}/").status_code == 200
    for closed in ("", f"files/{kept.pk}/", "picture/"):
        assert client.get(f"{BANK}{silent.number}/{closed}").status_code == 404
    assert client.get(f"{PAGE}consents/").status_code == 403
    assert client.get(f"{BANK}packs/").status_code == 403


def test_a_file_without_consent_opens_inside_and_for_nobody_else(
    signed_in, partner_person, outsider, silent, partnership, coordinator
):
    with scope(partnership=partnership):
        attachments.add(silent, photo(), by=coordinator)
        kept = Attachment.of(silent).get()
    address = f"{BANK}{silent.number}/files/{kept.pk}/"
    answer = signed_in(partner_person).get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert signed_in(outsider).get(address).status_code == 404


def pack_of(client, *items, use="reports"):
    sent = {
        "use": use,
        "title": "Voices of the first year",
        "to_whom": "The Larchwood Trust",
        "items": [str(item.number) for item in items],
    }
    return client.post(f"{BANK}packs/make/", sent)


def test_a_pack_holds_what_may_go_and_refuses_the_rest(signed_in, coordinator, both, partnership):
    heard, silent = both
    client = signed_in(coordinator)
    form = client.get(f"{BANK}packs/make/?use=reports").content.decode()
    assert f'value="{heard.number}"' in form
    assert f'value="{silent.number}"' not in form
    assert "No consent is recorded" in form
    assert pack_of(client, silent).status_code == 422
    with scope(partnership=partnership):
        assert Pack.objects.count() == 0


def test_a_pack_for_publication_takes_only_what_covers_it(signed_in, coordinator, heard):
    form = signed_in(coordinator).get(f"{BANK}packs/make/?use=published").content.decode()
    assert "Nothing may be used for this yet" in form


def test_the_service_refuses_too(both, partnership, coordinator):
    from django.core.exceptions import ValidationError

    with scope(partnership=partnership), pytest.raises(ValidationError) as refused:
        packs.make(
            partnership=partnership, items=list(both), title="All", use="reports", to_whom="Anyone",
            today=timezone.localdate(), by=coordinator,
        )  # fmt: skip
    assert refused.value.messages[0] == (
        f"{both[1].label}: No consent is recorded, so it stays inside the workspace."
    )


def test_a_pack_is_frozen_and_says_what_left_for_whom(signed_in, coordinator, heard, partnership):
    with scope(partnership=partnership):
        attachments.add(heard, photo(), by=coordinator)
    client = signed_in(coordinator)
    assert pack_of(client, heard).status_code == 302
    with scope(partnership=partnership):
        pack = Pack.objects.get()
        files = {name: getattr(pack, name).read() for name in ("html", "pdf", "zip")}
        assert packs.digest_of(pack.gathered, files) == pack.digest
        left = [(one.item, one.use, one.left_in, one.to_whom) for one in Departure.objects.all()]
        with pytest.raises(ValueError, match="never changed"):
            pack.save()
    assert left == [(heard, "reports", "EP-001 Voices of the first year", "The Larchwood Trust")]
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as archive:
        assert archive.namelist() == [
            "evidence-pack.html", "evidence-pack.pdf", "record.json", "files/EB-001/01 walk.jpg",
        ]  # fmt: skip
        assert b"Camera of Mairi" not in archive.read("files/EB-001/01 walk.jpg")
    assert files["pdf"].startswith(b"%PDF-")
    answer = client.get(f"{BANK}packs/1/file.html")
    assert b"".join(answer.streaming_content) == files["html"]


def test_a_pack_is_not_handed_out_again_once_consent_is_withdrawn(signed_in, coordinator, heard, partnership):
    client = signed_in(coordinator)
    pack_of(client, heard)
    client.post(f"{PAGE}consents/1/withdraw/", {"reason": ""})
    for form in ("html", "pdf", "zip"):
        answer = client.get(f"{BANK}packs/1/file.{form}")
        assert answer.status_code == 409
        assert ALLOWED not in answer.content.decode()
    page = client.get(f"{BANK}packs/1/").content.decode()
    assert "It is not handed out any more" in page
    assert "EP-001 Voices of the first year" in client.get(f"{BANK}{heard.number}/").content.decode()


@pytest.mark.parametrize("code", ["outline-business-case", "highlight-report"])
def test_a_document_holds_only_what_may_be_reported(code, both, partnership, coordinator):
    today = timezone.localdate()
    document = DOCUMENTS[code]
    period = documents.Period(heard_on := both[0].collected_on, heard_on) if document.has_period else None
    with scope(partnership=partnership):
        paper = document.gather(partnership, today, period)
        part = next(one for one in as_record(paper)["parts"] if one["code"] == "voices")
        assert ALLOWED in str(part)
        assert BARRED not in str(as_record(paper))
        issued = documents.issue(
            document=document, partnership=partnership, today=today, period=period, note="For the trust",
            by=coordinator,
        )  # fmt: skip
        left = [(one.item, one.use, one.left_in) for one in Departure.objects.all()]
        assert left == [(both[0], "reports", f"DOC-001 {issued.title}")]


def test_an_issued_document_warns_inside_and_closes_outside_once_words_are_taken_back(
    signed_in, coordinator, funder_person, heard, partnership
):
    with scope(partnership=partnership):
        documents.issue(
            document=DOCUMENTS["outline-business-case"], partnership=partnership, today=timezone.localdate(),
            period=None, note="", by=coordinator,
        )  # fmt: skip
    file = reverse("documents:file", args=["living-well", 1, "html"])
    page = reverse("documents:issued", args=["living-well", 1])
    funder, inside = signed_in(funder_person), signed_in(coordinator)
    assert ALLOWED in b"".join(funder.get(file).streaming_content).decode()
    with scope(partnership=partnership):
        services.withdraw(consent=heard.consents.get(), reason="", today=timezone.localdate(), by=coordinator)
    assert funder.get(file).status_code == 404
    assert ALLOWED not in funder.get(page).content.decode()
    assert "It holds words that were taken back" in inside.get(page).content.decode()
    answer = inside.get(file)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    with scope(partnership=partnership):
        again = DOCUMENTS["outline-business-case"].gather(partnership, timezone.localdate(), None)
        assert ALLOWED not in str(as_record(again))


def test_erasing_leaves_the_words_nowhere_but_in_what_partners_signed(
    signed_in, coordinator, heard, partnership, files_in_memory, django_capture_on_commit_callbacks
):
    client = signed_in(coordinator)
    with scope(partnership=partnership):
        attachments.add(heard, photo(), by=coordinator)
        name = Attachment.of(heard).get().file.name
        heard.text = "Later words of Tam."
        heard.save()
    pack_of(client, heard)
    with scope(partnership=partnership):
        pack = Pack.objects.get()
        stored = [getattr(pack, form).name for form in ("html", "pdf", "zip")]
    refused = client.post(f"{BANK}{heard.number}/erase/", {"sure": "on"})
    assert refused.status_code == 422
    assert "Withdraw it first, then erase." in refused.content.decode()
    client.post(f"{PAGE}consents/1/withdraw/", {"reason": "Tam moved away"})
    assert client.post(f"{BANK}{heard.number}/erase/", {}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{BANK}{heard.number}/erase/", {"sure": "on"}).status_code == 302
    with scope(partnership=partnership):
        item, pack = Item.objects.get(), Pack.objects.get()
        everything = str(
            [list(rows.values()) for rows in (
                Item.every.all(), item.history.all(), pack.history.all(), Pack.objects.all(),
                item.consents.all(), item.consents.get().history.all(),
            )]
        )  # fmt: skip
        assert queries.items().get().title == "Erased at the person's request"
        assert [one.left_in for one in Departure.objects.all()] == ["EP-001 Voices of the first year"]
    for word in ("Tam", "Words of", "walker", "consent form 14", "grey cabinet", "Interview"):
        assert word not in everything, word
    assert not any(files_in_memory.exists(one) for one in (name, *stored))
    assert client.get(f"{BANK}packs/1/file.zip").status_code == 409
