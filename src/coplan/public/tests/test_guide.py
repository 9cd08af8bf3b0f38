"""The guide: readable by anyone, complete, and without anything of a partnership."""

import pytest

from coplan import guidance


@pytest.mark.parametrize("slug", [page.slug for page in guidance.pages()])
def test_every_page_of_guidance_opens_without_signing_in(client, slug):
    response = client.get(f"/guide/{slug}/")
    assert response.status_code == 200
    title = "Glossary" if slug == "glossary" else guidance.page(slug).title
    assert f">{title}</h1>" in response.content.decode()


def test_the_guide_leads_to_every_page_and_to_the_glossary(client):
    page = client.get("/guide/").content.decode()
    for one in guidance.pages():
        assert one.slug == "glossary" or f'href="/guide/{one.slug}/"' in page
    assert 'href="glossary/"' in page


def test_a_page_names_its_sources(client):
    page = client.get("/guide/raid/").content.decode()
    for source in guidance.page("raid").sources:
        assert source.split(",")[0] in page


def test_a_page_that_is_not_there_is_not_found(client, db):
    assert client.get("/guide/nothing/").status_code == 404


def test_the_accessibility_statement_says_what_is_not_good_enough(client):
    page = client.get("/accessibility/").content.decode()
    assert "What is not good enough yet" in page


def test_changing_anything_is_refused(client):
    assert client.post("/guide/").status_code == 405
