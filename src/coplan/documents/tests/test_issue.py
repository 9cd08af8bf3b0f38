"""An issued document is the stored file, and anybody can check that it is."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django_scopes import scope

from coplan.documents import services
from coplan.documents.models import Issued
from coplan.kit.frozen import canonical

PAGE = "/p/living-well/documents/issued/1/"


def stored(issued, form):
    with getattr(issued, form).open("rb") as file:
        return file.read()


def downloaded(client, form):
    response = client.get(f"{PAGE}file.{form}")
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_issuing_stores_the_three_files_and_the_record(signed_in, coordinator, partnership, kept):
    address = "/p/living-well/documents/outline-business-case/issue/"
    response = signed_in(coordinator).post(address, {"note": "For the group"})
    assert (response.status_code, response.url) == (302, PAGE)
    with scope(partnership=partnership):
        made = Issued.objects.get()
    assert (made.code, made.note, made.issued_by) == ("outline-business-case", "For the group", coordinator)
    assert stored(made, "pdf")[:5] == b"%PDF-"
    assert stored(made, "docx")[:2] == b"PK"
    assert b"Older people eat alone" in stored(made, "html")
    assert [part["code"] for part in made.gathered["parts"]] == [
        "rationale", "options", "costs", "risks", "preferred", "plan",
    ]  # fmt: skip


def test_without_a_note_nothing_is_issued(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(
        "/p/living-well/documents/outline-business-case/issue/", {"note": ""}
    )
    assert response.status_code == 422
    assert "Say what this issue is for" in response.content.decode()
    with scope(partnership=partnership):
        assert Issued.objects.count() == 0


def test_anybody_can_work_the_digest_out_again_from_the_downloads(signed_in, observer, issued):
    client = signed_in(observer)
    lines = [
        f"{sha256(downloaded(client, form)).hexdigest()}  document.{form}\n"
        for form in ("json", "html", "pdf", "docx")
    ]
    assert sha256("".join(lines).encode()).hexdigest() == issued.digest


def test_reading_later_serves_the_stored_file_not_a_new_rendering(signed_in, observer, issued, kept):
    before = downloaded(signed_in(observer), "html")
    with scope(partnership=issued.partnership):
        kept.title = "Something else altogether"
        kept.save()
    assert downloaded(signed_in(observer), "html") == before == stored(issued, "html")


def test_the_files_are_served_so_that_nothing_in_them_runs(signed_in, observer, issued):
    client = signed_in(observer)
    pdf, page = client.get(f"{PAGE}file.pdf"), client.get(f"{PAGE}file.html")
    assert pdf["Content-Disposition"] == 'attachment; filename="outline-business-case-doc-001.pdf"'
    assert pdf["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert page["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert page["Content-Security-Policy"].endswith("; sandbox")
    assert {one["X-Content-Type-Options"] for one in (pdf, page)} == {"nosniff"}


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_a_file_that_was_tampered_with_is_said_not_to_be_relied_on(signed_in, coordinator, issued, form):
    client = signed_in(coordinator)
    assert "Do not rely on this copy" not in client.get(PAGE).content.decode()
    file = getattr(issued, form)
    content = stored(issued, form) + b" "
    file.storage.delete(file.name)
    file.storage.save(file.name, ContentFile(content))
    assert "Do not rely on this copy" in client.get(PAGE).content.decode()


def test_a_record_that_was_tampered_with_is_noticed(partnership, issued):
    with scope(partnership=partnership):
        changed = {**issued.gathered, "lead": "Another"}
        Issued.objects.filter(pk=issued.pk).update(gathered=changed)
        assert services.is_intact(issued)
        assert not services.is_intact(Issued.objects.get())
    assert canonical(changed) != canonical(issued.gathered)


def test_an_issued_document_is_never_saved_again(partnership, issued):
    with scope(partnership=partnership), pytest.raises(ValueError, match="never changed"):
        issued.save()


def test_the_list_names_the_latest_and_its_state(signed_in, observer, issued):
    page = signed_in(observer).get("/p/living-well/documents/").content.decode()
    assert "DOC-001 Outline business case" in page
    assert "The latest" in page
    assert "2 still to sign" in page
