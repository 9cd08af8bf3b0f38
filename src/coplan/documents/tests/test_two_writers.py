"""Of two people who write the same part, the second reads the first one's words before replacing them."""

import re

import pytest
from django_scopes import scope

from coplan.documents.models import Passage
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.testing import make_person, take_part

WRITE = "/p/living-well/documents/outline-business-case/write/options/"


@pytest.fixture
def first(signed_in, coordinator, partnership):
    return signed_in(coordinator)


@pytest.fixture
def second(signed_in, partnership):
    person = make_person("Callum Orr")
    take_part(partnership, person, PersonaRole.COORDINATOR)
    return signed_in(person)


def version_in(response):
    return re.search(r'name="version" value="(\d+)"', response.content.decode())[1]


def kept(partnership):
    with scope(partnership=partnership):
        return [(one.text, one.version) for one in Passage.objects.all()]


def test_the_second_is_shown_both_texts_and_then_may_save(first, second, partnership):
    first.post(WRITE, {"text": "Do nothing.", "version": "0"})
    opened = version_in(second.get(WRITE))
    first.post(WRITE, {"text": "Do nothing, or try <lunch> clubs.", "version": opened})
    clash = second.post(WRITE, {"text": "Do nothing, or call round.", "version": opened})
    page = clash.content.decode()
    assert clash.status_code == 422
    assert "Somebody else saved this while you were writing" in page
    assert "<p>Do nothing, or try &lt;lunch&gt; clubs.</p>" in page
    assert re.search(r"<textarea[^>]*>\s*Do nothing, or call round.</textarea>", page)
    assert kept(partnership) == [("Do nothing, or try <lunch> clubs.", 2)]
    both = {"text": "Lunch clubs, or call round.", "version": version_in(clash)}
    assert second.post(WRITE, both).status_code == 302
    assert kept(partnership) == [("Lunch clubs, or call round.", 3)]


def test_two_first_words_for_a_part_clash_too(first, second, partnership):
    opened = version_in(second.get(WRITE))
    first.post(WRITE, {"text": "Mine.", "version": "0"})
    assert second.post(WRITE, {"text": "Theirs.", "version": opened}).status_code == 422
    assert kept(partnership) == [("Mine.", 1)]


def test_the_same_words_are_no_clash_and_no_change(first, second, partnership):
    for client in (first, second):
        assert client.post(WRITE, {"text": "Do nothing.", "version": "0"}).status_code == 302
    assert kept(partnership) == [("Do nothing.", 1)]


@pytest.mark.parametrize("sent", [{}, {"version": ""}, {"version": "x"}, {"version": "9" * 40}])
def test_without_a_version_nobodys_words_are_lost(first, partnership, sent):
    first.post(WRITE, {"text": "Do nothing.", "version": "0"})
    assert first.post(WRITE, {"text": "Try.", **sent}).status_code == 422
    assert kept(partnership) == [("Do nothing.", 1)]


def test_an_empty_text_keeps_the_version_that_was_opened(first, partnership):
    first.post(WRITE, {"text": "Do nothing.", "version": "0"})
    refused = first.post(WRITE, {"text": "", "version": "1"})
    assert (refused.status_code, version_in(refused)) == (422, "1")
