"""The framework and what it leaves out."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from coplan.evaluation import queries
from coplan.evaluation.models import Question, Source
from coplan.evaluation.tests.conftest import PAGE, TODAY


def test_coverage_names_outcomes_questions_and_what_is_late(partnership, reading):
    with scope(partnership=partnership):
        own = {"partnership": partnership}
        asked = Question.objects.create(**own, title="Is it fair?")
        known = Question.objects.create(**own, title="Is it quick?")
        late = Source.objects.create(**own, question=known, what="20 people", due_on=date(2027, 3, 2))
        Source.objects.create(**own, question=known, what="All", due_on=date(2027, 1, 1), state="done")
        rows = list(queries.questions().order_by("number"))
        found = queries.coverage(rows, TODAY)
        assert found == queries.Coverage((reading.indicator.outcome,), (asked,), (late,))


def test_it_is_one_table_that_prints(signed_in, funder_person, finding):
    page = signed_in(funder_person).get(f"{PAGE}evaluation/?print=1").content.decode()
    assert "Does company last?" in page
    assert "No source yet" in page
    assert "Company lasts where the room stays" in page


@pytest.mark.parametrize("role", ["evaluator", "funder_person", "observer", "service_user"])
def test_who_may_not_change_it(request, signed_in, finding, role):
    answer = signed_in(request.getfixturevalue(role)).post(f"{PAGE}evaluation/1/edit/", {"title": "Else"})
    assert answer.status_code == 403


def test_an_indicator_as_a_source_is_named(signed_in, partner_person, finding, partnership):
    sent = {"question": finding.question.pk, "method": "indicator", "what": "Each quarter", "due_on": "2027-06-30",
            "state": "planned"}  # fmt: skip
    answer = signed_in(partner_person).post(f"{PAGE}evaluation-sources/add/", sent)
    assert answer.status_code == 422
    assert "Choose the indicator, or another way of knowing." in answer.content.decode()
    assert "Each quarter" in answer.content.decode()
