"""The trace: from a figure down to the need and its evidence, and what is missing on the way."""

from decimal import Decimal

import pytest
from django.urls import get_resolver
from django.utils import timezone
from django_scopes import scope

from coplan.money.models import BudgetLine
from coplan.money.testing import spend
from coplan.need.models import Evidence, Need
from coplan.outcomes.models import Element, Indicator, Reading
from coplan.reporting.trace import trace_of
from coplan.value.models import ValueInput, ValueMap, ValueOutcome

ROOT = "/p/living-well/trace"


@pytest.fixture(autouse=True)
def addresses():
    """Records know their pages once the addresses of the site are read, as in any running site."""
    assert get_resolver().url_patterns


class Chain:
    """A figure and everything below it."""

    def __init__(self, partnership, person):
        mine = {"partnership": partnership}
        self.need = Need.objects.create(
            **mine, title="People are lonely", people=1200, trigger="Survey of 2025"
        )
        self.evidence = Evidence.objects.create(
            **mine, need=self.need, what="One in five sees nobody", source="Household survey",
            dated_on="2025-06-01", said_by="Ewart Council",
        )  # fmt: skip
        self.element = Element.objects.create(
            **mine, tier="short", title="People meet weekly", need=self.need
        )
        self.indicator = Indicator.objects.create(
            **mine, outcome=self.element, name="Weekly walkers", definition="Walked in the week", unit="people",
            baseline=Decimal(10), baseline_on="2026-01-01", baseline_source="First count",
        )  # fmt: skip
        self.reading = Reading.objects.create(
            **mine, indicator=self.indicator, figure=Decimal(87), source="Register of walks",
            starts_on="2027-01-01", ends_on="2027-03-31", by=person,
        )  # fmt: skip
        self.map = ValueMap.objects.create(**mine, title="Walking group", source="Evaluation of 2027")
        ValueInput.objects.create(**mine, value_map=self.map, name="Grant", amount=Decimal(1000))
        self.outcome = ValueOutcome.objects.create(
            **mine, value_map=self.map, code="a", title="Less lonely", outcome=self.element, reading=self.reading,
            quantity=Decimal(87), proxy=Decimal(50), proxy_source="Green Book", deadweight=Decimal("0.2"),
        )  # fmt: skip


@pytest.fixture
def chain(partnership, coordinator):
    with scope(partnership=partnership):
        return Chain(partnership, coordinator)


def told(record, partnership, changed=None):
    with scope(partnership=partnership):
        found = trace_of(type(record).objects.get(pk=record.pk), changed or {})
    return [(rung.kind, rung.label, rung.value) for rung in found.ladder.rungs]


BELOW = [
    ("Indicator", "IN-001 Weekly walkers", "baseline 10 people"),
    ("Short-term outcome", "L-001 People meet weekly", ""),
    ("Need", "N-001 People are lonely", "1,200 people"),
    ("Evidence", "E-001 One in five sees nobody", ""),
]
READING = ("Reading, 1 January 2027 to 31 March 2027", "Weekly walkers", "87 people")


def test_an_impact_goes_down_to_the_need_and_its_evidence(chain, partnership):
    assert told(chain.outcome, partnership) == [
        ("Impact in a full year", "Less lonely", "87 × £50.00 × (1 − 20%) = £3,480.00"),
        ("Financial proxy", "What one is worth", "£50.00"),
        READING,
        *BELOW,
    ]


def test_every_rung_is_dated_and_sourced(chain, partnership):
    with scope(partnership=partnership):
        rungs = trace_of(ValueOutcome.objects.get()).ladder.rungs
    assert [rung.source for rung in rungs[1:]] == [
        "Green Book",
        "Register of walks; entered by Isla Reid",
        "Walked in the week; First count",
        "the logic model",
        "Survey of 2025",
        "Household survey, said by Ewart Council",
    ]
    assert all(rung.dated for rung in rungs)
    assert [rung.dated.isoformat() for rung in (rungs[3], rungs[6])] == ["2026-01-01", "2025-06-01"]


@pytest.mark.parametrize(
    ("name", "rungs"),
    [
        ("reading", [READING, *BELOW]),
        ("indicator", BELOW),
        ("element", BELOW[1:]),
        ("need", BELOW[2:]),
    ],
)
def test_each_kind_begins_at_its_own_rung(chain, partnership, name, rungs):
    assert told(getattr(chain, name), partnership) == rungs


def test_the_total_of_a_map_says_how_it_adds_up_and_leads_to_its_outcomes(chain, partnership):
    with scope(partnership=partnership):
        found = trace_of(ValueMap.objects.get())
    values = [(rung.kind, rung.label, rung.value) for rung in found.ladder.rungs]
    assert values == [
        (
            "Ratio: present value ÷ inputs",
            "V-001 Walking group",
            "£3,362.32 ÷ £1,000.00 = £3.36 for each £1",
        ),
        ("Present value, year by year", "Sum of the years", "£3,362.32 = £3,362.32"),
        ("Input", "Grant", "£1,000.00"),
    ]
    assert [(one.kind, one.number, one.label, one.value) for one in found.parts] == [
        ("value-outcome", 1, "a Less lonely", "£3,362.32")
    ]


def test_money_goes_back_to_the_needs_it_serves(chain, partnership):
    with scope(partnership=partnership):
        line = BudgetLine.objects.create(
            partnership=partnership, title="Walk leader", sort="staff", year=2027, budget=9000,
            source="Ledger", outside_funder="Lottery",
        )  # fmt: skip
        spend(line, 4000, "2027-09-30")
    assert told(line, partnership) == [
        ("Budget line, 2027-28", "B-001 Walk leader", "£4,000 spent of £9,000"),
        *BELOW[2:],
    ]


def test_missing_links_are_said_plainly(chain, partnership):
    with scope(partnership=partnership):
        bare = Element.objects.create(partnership=partnership, tier="long", title="Happier")
        chain.outcome.reading, chain.outcome.outcome = None, bare
        chain.outcome.save()
        chain.evidence.remove()
    assert [label for _kind, label, _value in told(chain.outcome, partnership)[2:]] == [
        "The quantity was typed: choose the reading it is taken from",
        "No indicator yet: add one",
        "L-002 Happier",
        "Not tied to a need yet: choose the need it answers",
    ]
    assert told(chain.need, partnership)[1][1] == "No evidence yet: add what shows this need"


def test_a_missing_link_leads_to_where_it_is_added(chain, partnership):
    with scope(partnership=partnership):
        chain.evidence.remove()
        rung = trace_of(chain.need).ladder.rungs[-1]
    assert (rung.label, rung.address) == (
        "No evidence yet: add what shows this need",
        "/p/living-well/evidence/add/",
    )


def test_a_revised_reading_shows_the_newer_one_above_it(chain, partnership, coordinator):
    with scope(partnership=partnership):
        chain.reading.replaced_at = timezone.now()
        chain.reading.save()
        Reading.objects.create(
            partnership=partnership, indicator=chain.indicator, figure=Decimal(90), source="Register, corrected",
            starts_on="2027-01-01", ends_on="2027-03-31", by=coordinator, reason="Counted twice",
        )  # fmt: skip
    assert told(chain.outcome, partnership)[2:4] == [
        ("Newer reading", "The reading below was revised: 90 people now", ""),
        READING,
    ]


def test_what_changed_since_a_document_is_marked_on_its_rung(chain, partnership):
    with scope(partnership=partnership):
        found = trace_of(ValueOutcome.objects.get(), {("need", 1): "1,000 people before"})
    assert [(rung.kind, rung.changed) for rung in found.ladder.rungs if rung.changed] == [
        ("Need", "1,000 people before")
    ]


def test_what_rests_on_a_record_is_listed(chain, partnership):
    with scope(partnership=partnership):
        records = (Reading.objects.get(), Need.objects.get())
        above = {record.kind: [one.label for one in trace_of(record).above] for record in records}
    assert above == {"reading": ["V-001 Walking group: Less lonely"], "need": ["L-001 People meet weekly"]}


def test_every_member_may_read_it(request, signed_in, chain):
    for role in ("funder_person", "service_user", "observer", "evaluator", "partner_person"):
        response = signed_in(request.getfixturevalue(role)).get(f"{ROOT}/value-outcome/1/")
        assert response.status_code == 200
        assert "87 × £50.00 × (1 − 20%) = £3,480.00" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, chain):
    assert signed_in(outsider).get(f"{ROOT}/value-outcome/1/").status_code == 404


@pytest.mark.parametrize("address", ["value-outcome/9/", "risk/1/", "nonsense/1/"])
def test_what_has_no_trace_is_not_found(signed_in, coordinator, chain, address):
    assert signed_in(coordinator).get(f"{ROOT}/{address}").status_code == 404


def test_it_is_only_read(signed_in, coordinator, chain):
    assert signed_in(coordinator).post(f"{ROOT}/need/1/").status_code == 405


def test_its_queries_do_not_grow_with_the_inputs(
    signed_in, coordinator, chain, partnership, django_assert_max_num_queries
):
    with scope(partnership=partnership):
        for number in range(20):
            ValueInput.objects.create(
                partnership=partnership, value_map=chain.map, name=f"Time {number}", amount=Decimal(10)
            )
    client = signed_in(coordinator)
    client.get(f"{ROOT}/value-map/1/")
    with django_assert_max_num_queries(16):
        client.get(f"{ROOT}/value-map/1/")
