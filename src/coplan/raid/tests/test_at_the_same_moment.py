"""Several people press a button at one moment: nothing is counted twice, and nobody meets a broken page."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scope

from coplan.outcomes.models import Element, Indicator, Link, Reading
from coplan.partnerships.models import Participant, PersonaRole
from coplan.partnerships.testing import make_person, take_part
from coplan.raid.models import Issue, Risk

# On SQLite in memory threads would share one connection
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_postgres():
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")


def together(person, *posts):
    """What each of these posts, begun at one moment by as many browsers, is answered."""
    ready, answers = threading.Barrier(len(posts)), [0] * len(posts)

    def post(place, address, sent, who):
        client = Client(raise_request_exception=False)
        client.force_login(who)
        ready.wait()
        answers[place] = client.post(address, sent).status_code
        connections.close_all()

    threads = [
        threading.Thread(target=post, args=(place, address, sent, *(who or [person])))
        for place, (address, sent, *who) in enumerate(posts)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(answers)


def test_every_record_has_a_number_of_its_own(coordinator, partnership):
    typed = ("/p/living-well/risks/add/", {"title": "Frost", "probability": "1", "impact": "1"})
    assert together(coordinator, *[typed] * 5) == [302] * 5
    with scope(partnership=partnership):
        assert sorted(Risk.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_a_risk_becomes_one_issue(coordinator, partnership):
    with scope(partnership=partnership):
        Risk.objects.create(partnership=partnership, title="Frost", probability=1, impact=1)
    pressed = ("/p/living-well/risks/1/happened/", {"reason": "It froze."})
    assert together(coordinator, *[pressed] * 4) == [302, 422, 422, 422]
    with scope(partnership=partnership):
        assert Issue.objects.count() == 1


def test_a_reading_is_entered_once(coordinator, partnership):
    with scope(partnership=partnership):
        outcome = Element.objects.create(partnership=partnership, tier="short", title="Fewer lonely days")
        indicator = Indicator.objects.create(
            partnership=partnership, outcome=outcome, name="Visits", definition="Each call", unit="visits"
        )
    typed = {"indicator": indicator.pk, "figure": "1", "source": "Diary"}
    typed |= {"starts_on": "2026-01-01", "ends_on": "2026-03-31"}
    assert together(coordinator, *[("/p/living-well/readings/add/", typed)] * 4) == [302, 422, 422, 422]
    with scope(partnership=partnership):
        assert Reading.objects.count() == 1


def test_two_links_never_make_a_circle(coordinator, partnership):
    with scope(partnership=partnership):
        for title in ("Fewer lonely days", "Better health"):
            Element.objects.create(partnership=partnership, tier="short", title=title)
    there = ("/p/living-well/logic-model/elements/1/links/", {"to-2-linked": "on"})
    back = ("/p/living-well/logic-model/elements/2/links/", {"to-1-linked": "on"})
    assert set(together(coordinator, there, back)) <= {302, 422}
    with scope(partnership=partnership):
        assert Link.objects.count() == 1


def test_two_coordinators_cannot_both_go(coordinator, coordinator_part, partnership):
    other = make_person("Second Lead")
    other_part = take_part(partnership, other, PersonaRole.COORDINATOR)
    pages = [f"/p/living-well/participants/{part.number}/remove/" for part in (coordinator_part, other_part)]
    answers = together(coordinator, (pages[0], {}), (pages[1], {}, other))
    assert answers == [302, 409]
    with scope(partnership=partnership):
        assert Participant.objects.filter(role=PersonaRole.COORDINATOR).count() == 1
