"""From the overview every tool is found, and no link leads to an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from coplan.demo import loading
from coplan.kit.shell import TOOLS
from coplan.people.models import Person

pytestmark = pytest.mark.django_db
SLUG = "living-well-together"
# Files are tested with what writes them; one sorting or filter of a list stands for all
NOT_FOLLOWED = re.compile(r"/export|\.(csv|xlsx|json|pdf|docx)$|/download/|^/account/|[?&](sort|print|q)=")


@pytest.fixture
def coordinator() -> Client:
    loading.load(timezone.localdate())
    client = Client()
    client.force_login(Person.objects.get(email="isla.reid@example.org"))
    return client


def kind(address: str) -> str:
    """Addresses that differ only in a number, or in what follows '?', are one kind of page."""
    path, _mark, query = address.partition("?")
    names = sorted(pair.partition("=")[0] for pair in query.split("&") if pair)
    return "?".join([re.sub(r"\d+", "0", path), *names])


def links(address: str, page: bytes) -> Iterator[str]:
    for href in html.document_fromstring(page).xpath("//main//a/@href | //nav//a/@href"):
        found, _hash = urldefrag(urljoin(address, href))
        if not urlsplit(found).netloc and not NOT_FOLLOWED.search(found):
            yield found


def fault(client: Client, address: str) -> tuple[str, bytes]:
    """What is wrong with a page, and its words where nothing is."""
    answer = client.get(address)
    if answer.status_code in {301, 302}:
        return "", b""
    if answer.status_code != 200:
        return f"{answer.status_code}", b""
    if answer.streaming:
        if answer.streaming:
            # Read to the end, which closes the file; closing by hand would close PostgreSQL's connection
            answer.getvalue()
        return "", b""
    return "", answer.content if "html" in answer["Content-Type"] else b""


def crawl(client: Client, start: str) -> tuple[set[str], dict[str, str]]:
    """Every kind of page reached from `start`, each visited twice at most, and the links that failed."""
    reached, visits, failed = {start}, {}, {}
    waiting = [(start, "")]
    while waiting:
        address, seen_on = waiting.pop()
        wrong, page = fault(client, address)
        if wrong:
            failed[address] = f"{wrong}, linked from {seen_on}"
        for found in links(address, page) if page else ():
            if found in reached or visits.get(kind(found), 0) >= 2:
                continue
            visits[kind(found)] = visits.get(kind(found), 0) + 1
            reached.add(found)
            waiting.append((found, address))
    return reached, failed


def test_every_tool_is_found_and_no_link_leads_to_an_error(coordinator: Client) -> None:
    reached, failed = crawl(coordinator, reverse("overview", args=[SLUG]))
    assert failed == {}
    hidden = {name for name in TOOLS if reverse(name, args=[SLUG]) not in reached}
    assert hidden == set()
