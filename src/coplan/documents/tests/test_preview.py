"""The preview: who may see it, what it shows, and the parts written by hand."""

import re

import pytest
from django_scopes import scope

from coplan.documents.models import Passage

CASE = "/p/living-well/documents/outline-business-case/"
WRITE = f"{CASE}write/options/"


@pytest.mark.parametrize(
    "role", ["coordinator", "partner_person", "service_user", "funder_person", "observer"]
)
def test_every_member_reads_the_preview(request, signed_in, role, partnership):
    page = signed_in(request.getfixturevalue(role)).get(CASE).content.decode()
    assert "Rationale and objectives" in page
    assert ("Issue this document" in page) is (role == "coordinator")


def test_an_outsider_finds_nothing(signed_in, outsider, issued):
    client = signed_in(outsider)
    for address in (
        "",
        "outline-business-case/",
        "highlight-report/",
        "issued/1/",
        "issued/1/sign/",
        "issued/1/file.pdf",
    ):
        assert client.get(f"/p/living-well/documents/{address}").status_code == 404


def test_a_partner_may_not_issue_or_write(signed_in, partner_person, partnership):
    client = signed_in(partner_person)
    for response in (client.post(f"{CASE}issue/", {"note": "x"}), client.get(f"{CASE}write/options/")):
        assert response.status_code == 403
        assert "Write and issue documents" in response.content.decode()


def test_issuing_takes_a_post(signed_in, coordinator):
    assert signed_in(coordinator).get(f"{CASE}issue/").status_code == 405


def test_what_is_missing_stands_at_the_top_with_links(signed_in, coordinator):
    page = signed_in(coordinator).get(CASE).content.decode()
    assert "16 things are missing" in page
    assert page.index("/p/living-well/needs/add/") < page.index("kit-paper")


def test_a_figure_leads_to_its_source_and_on_to_its_trace(signed_in, coordinator, kept):
    page = signed_in(coordinator).get(CASE).content.decode()
    number = re.search(r'£12,000\.00<sup class="paper-ref"><a href="#source-(\d+)"', page)[1]
    entry = page[page.index(f'id="source-{number}"') :]
    assert 'href="/p/living-well/trace/budget-line/1/"' in entry[: entry.index("</li>")]


def test_what_people_typed_is_shown_as_text(signed_in, coordinator, partnership):
    partnership.vision = "<script>alert(1)</script>"
    partnership.save()
    page = signed_in(coordinator).get(CASE).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_coordinator_writes_a_part_and_it_is_kept(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    for text in ("Do nothing, or try.", "Do nothing, or try lunch clubs."):
        opened = client.get(WRITE).context["form"].initial
        response = client.post(WRITE, {**opened, "text": text})
        assert (response.status_code, response.url) == (302, CASE)
    assert "Do nothing, or try lunch clubs." in client.get(CASE).content.decode()
    with scope(partnership=partnership):
        assert [(one.part, one.version) for one in Passage.objects.all()] == [("options", 2)]


def test_an_empty_part_says_what_to_do(signed_in, coordinator):
    response = signed_in(coordinator).post(f"{CASE}write/options/", {"text": ""})
    assert response.status_code == 422
    assert "Enter" in response.content.decode()


def test_a_part_that_no_document_has_is_not_found(signed_in, coordinator):
    assert signed_in(coordinator).get(f"{CASE}write/budget/").status_code == 404


def test_a_period_that_ends_before_it_begins_says_what_to_do(signed_in, coordinator):
    sent = {"start": "2027-03-01", "end": "2027-01-01"}
    response = signed_in(coordinator).get("/p/living-well/documents/highlight-report/", sent)
    assert response.status_code == 422
    assert "The last day must not come before the first." in response.content.decode()


def test_the_highlight_report_is_ready_in_three_screens(signed_in, coordinator, kept):
    client = signed_in(coordinator)
    page = client.get("/p/living-well/documents/highlight-report/").content.decode()
    start, end = (re.search(rf'name="{name}" value="([0-9-]+)">', page)[1] for name in ("start", "end"))
    sent = {"note": "For the governance group", "start": start, "end": end}
    ready = client.post("/p/living-well/documents/highlight-report/issue/", sent, follow=True)
    assert ready.request["PATH_INFO"] == "/p/living-well/documents/issued/1/"
    assert "/p/living-well/documents/issued/1/file.pdf" in ready.content.decode()
