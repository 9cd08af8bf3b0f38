"""Nothing of a closed partnership can be changed, and a part that is over opens no page."""

import re
from datetime import date

from django_scopes import scope

from coplan.kit.access import every_url
from coplan.partnerships.models import Participant, PersonaRole
from coplan.partnerships.testing import take_part
from coplan.raid.models import Issue, Risk

KNOWN = {"partnership": "living-well", "stage": "need", "form": "csv", "document": "highlight-report"}
SENT = {"why": "Because.", "reason": "Because.", "text": "Words", "note": "Words", "until": "2026-04-01"}


def pages():
    """Every page of one partnership, each about the first record of its kind; not the one that opens it again."""
    for url in every_url():
        if "<slug:partnership>" in url.route and url.name != "partnerships:reopen":
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: KNOWN.get(name[1], "1"), url.route)


def test_no_page_of_a_closed_partnership_takes_anything(signed_in, coordinator, partnership, partner):
    take_part(partnership, coordinator, PersonaRole.PARTNER, partner)
    with scope(partnership=partnership):
        Risk.objects.create(partnership=partnership, title="Frost", probability=1, impact=1)
        Issue.objects.create(partnership=partnership, title="Ice", impact=1, raised_on=date(2026, 2, 1))
    partnership.closed_on = date(2026, 3, 1)
    partnership.save()
    client = signed_in(coordinator)
    answers = {page: client.post(page, SENT).status_code for page in pages()}
    assert len(answers) > 100
    assert {page: code for page, code in answers.items() if code not in {403, 404, 405}} == {}


def test_a_closed_partnership_can_still_be_read(signed_in, observer, partnership):
    partnership.closed_on = date(2026, 3, 1)
    partnership.save()
    assert signed_in(observer).get("/p/living-well/risks/").status_code == 200


def test_whose_part_is_over_finds_nothing(signed_in, coordinator, partnership):
    with scope(partnership=partnership):
        part = Participant.objects.get(person=coordinator)
        part.ends_on = date(2026, 2, 1)
        part.save()
    client = signed_in(coordinator)
    some = ["", "risks/", "participants/", "documents/", "risks/export.csv"]
    assert {client.get(f"/p/living-well/{page}").status_code for page in some} == {404}
