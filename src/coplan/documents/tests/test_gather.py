"""What a document says of a record, and what it says of the gaps."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from coplan.documents.paper import Figure, figures_of
from coplan.documents.periods import last_quarter
from coplan.documents.registry import DOCUMENTS, Period
from coplan.need.models import Need

CASE, REPORT = "outline-business-case", "highlight-report"


def gathered(partnership, code, period=None):
    with scope(partnership=partnership):
        return DOCUMENTS[code].gather(partnership, timezone.localdate(), period)


def test_the_outline_business_case_has_the_six_parts(partnership):
    assert [part.title for part in gathered(partnership, CASE).parts] == [
        "Rationale and objectives",
        "Options",
        "Costs and benefits",
        "Risk assessment",
        "Preferred option",
        "Pilot plan",
    ]


def test_an_empty_record_says_plainly_what_is_missing_in_every_part(partnership):
    missing = [(part.code, one.words, one.href) for part, one in gathered(partnership, CASE).missing]
    home = "/p/living-well"
    write = f"{home}/documents/{CASE}/write"
    assert missing == [
        ("rationale", "Not written yet: what the partners are asked to decide.", f"{write}/decision/"),
        ("rationale", "The partnership has not written down its vision.", f"{home}/details/"),
        ("rationale", "No need has been written down, so there is nothing yet that this would answer.",
         f"{home}/needs/add/"),
        ("rationale", "No outcome has been set.", reverse("outcomes:elements-add", args=["living-well"])),
        ("options", "Not written yet: the options considered, doing nothing among them.",
         f"{write}/options/"),
        ("costs", "No budget is on record.", f"{home}/budget/add/"),
        ("costs", "No benefit is profiled, so nobody can see who gains in which year.", f"{home}/benefits/add/"),
        ("costs", "No value map is on record, so no benefit is put in money.", f"{home}/value-maps/add/"),
        ("costs", "No assumption is on record.", f"{home}/assumptions/add/"),
        ("risks", "No open risk is on record, which is more likely an oversight than good fortune.",
         f"{home}/risks/add/"),
        ("preferred", "Not written yet: how the preferred option was chosen.", f"{write}/preferred/"),
        ("preferred", "No pilot is on record.", f"{home}/pilots/add/"),
        ("plan", "How many people the pilot is to help is not on record.", f"{home}/details/"),
        ("plan", "No milestone is set.", f"{home}/milestones/add/"),
        ("plan", "No group is on record.", f"{home}/groups/add/"),
        ("plan", "No way to sustain the service has been named.", f"{home}/routes/add/"),
    ]  # fmt: skip


def test_a_figure_carries_its_source_and_its_trace(partnership, kept):
    costs = gathered(partnership, CASE).parts[2]
    budget, spent, *_totals = figures_of(costs)
    source = "Budget line B-001 Cook, 2026-27: Ledger"
    assert (budget, spent) == (
        Figure("£12,000.00", source, "budget-line", 1, date(2026, 12, 31)),
        Figure("£9,000.00", source, "budget-line", 1, date(2026, 12, 31)),
    )


def test_figures_of_one_source_share_one_reference(partnership, kept):
    values = [one.values for one in gathered(partnership, CASE).sources]
    assert ("£12,000.00", "£9,000.00") in values


def test_the_report_sets_its_colours_by_rule(partnership, kept):
    table = gathered(partnership, REPORT).parts[0].blocks[-1]
    assert [(row[0][0], row[1][0]) for row in table.rows] == [
        ("Schedule", "Not known"),
        ("Risks", "Red"),
        ("Issues", "Green"),
        ("Budget", "Green"),
        ("Results", "Green"),
    ]


def test_the_report_shows_readings_against_targets(partnership, kept):
    results = gathered(partnership, REPORT).parts[4].blocks[-1]
    cells = ["".join(getattr(run, "value", run) for run in text) for text in results.rows[0]]
    assert cells == ["People at lunch (people)", "October to December 2026", "42", "30", "On target"]


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2027, 1, 1), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 3, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 4, 1), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_the_report_is_about_the_last_whole_quarter(today, start, end):
    assert last_quarter(today) == Period(start, end)


@pytest.mark.parametrize(("code", "most"), [(CASE, 40), (REPORT, 24)])
def test_queries_do_not_grow_with_the_record(partnership, kept, code, most, django_assert_max_num_queries):
    with scope(partnership=partnership):
        for place in range(12):
            Need.objects.create(partnership=partnership, title=f"Need {place}")
    with django_assert_max_num_queries(most):
        gathered(partnership, code)
