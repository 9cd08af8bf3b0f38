"""Two partners that report: a count they share, a percentage of one, a level of the other."""

from datetime import date
from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.outcomes.models import Breakdown, BreakdownGroup, Element, Indicator, IndicatorBreakdown
from coplan.partnerships.models import Participant, PersonaRole
from coplan.partnerships.testing import make_person, take_part
from coplan.returns import queries, services
from coplan.returns.checks import Answer
from coplan.returns.models import Return

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
TODAY = date(2026, 4, 6)


@pytest.fixture
def make(partnership):
    def made(model, **fields):
        with scope(partnership=partnership):
            return model.objects.create(partnership=partnership, **fields)

    return made


@pytest.fixture
def outcome(make):
    return make(Element, tier="short", title="People see somebody")


def indicator(make, outcome, name, **more):
    fields = {
        "definition": "Counted once.",
        "unit": "people",
        "baseline": Decimal(0),
        "baseline_on": date(2025, 12, 31),
    }
    return make(Indicator, outcome=outcome, name=name, **(fields | more))


@pytest.fixture
def visited(make, outcome):
    """A count both partners report."""
    return indicator(make, outcome, "People visited")


@pytest.fixture
def seen(make, outcome):
    """A percentage both partners report."""
    return indicator(make, outcome, "Seen twice a week", measured="percentage", baseline_out_of=Decimal(50))


@pytest.fixture
def wait(make, outcome):
    """A level, of which there can be one reporter only."""
    return indicator(make, outcome, "Weeks to the first visit", measured="number", unit="weeks")


@pytest.fixture
def areas(make, visited):
    """The count is broken down by area: North, South and not known."""
    area = make(Breakdown, name="Area")
    groups = [
        make(BreakdownGroup, breakdown=area, name=name, position=place)
        for place, name in enumerate(("North", "South", "Not known"))
    ]
    make(IndicatorBreakdown, indicator=visited, breakdown=area)
    return groups


@pytest.fixture
def second(partnership, partner):
    """Another coordinator, who can approve what the first one sends."""
    person = make_person("Callum Fraser")
    take_part(partnership, person, PersonaRole.COORDINATOR, partner)
    return person


@pytest.fixture
def contact(partnership, partner_person, public_partner):
    """The public partner's person is its contact."""
    with scope(partnership=partnership):
        part = Participant.objects.get(person=partner_person)
        part.is_contact = True
        part.save()
    return partner_person


@pytest.fixture
def duties(partnership, coordinator, contact, partner, public_partner, visited, seen, wait):
    wanted = [
        (visited, partner),
        (visited, public_partner),
        (seen, partner),
        (seen, public_partner),
        (wait, public_partner),
    ]
    with scope(partnership=partnership):
        services.set_duties(partnership=partnership, wanted=wanted, by=coordinator)
    return wanted


@pytest.fixture
def asked(partnership, coordinator, duties):
    """The round of January to March 2026, due on 14 April."""
    with scope(partnership=partnership):
        return services.open_round(
            partnership=partnership,
            starts_on=FIRST,
            ends_on=LAST,
            opens_on=date(2026, 3, 25),
            due_on=date(2026, 4, 14),
            by=coordinator,
        )


@pytest.fixture
def return_of(partnership, asked):
    """`return_of(partner)` is the return of that partner, read anew."""

    def found(partner):
        with scope(partnership=partnership):
            return queries.returns().get(round=asked, partner=partner)

    return found


@pytest.fixture
def say(partnership, return_of):
    """`say(partner, by, visited=Answer(...))` saves answers by the first word of the indicator's name."""

    def said(partner, by, *, sending=True, **answers):
        one = return_of(partner)
        with scope(partnership=partnership):
            by_name = {f.indicator.name.split()[-1].lower(): f.number for f in questions(one)}
            given = {by_name[name]: answer for name, answer in answers.items()}
            services.save_answers(one=one, answers=given, by=by, today=TODAY)
            if sending:
                services.send(one=one, by=by, today=TODAY)
        return return_of(partner)

    return said


def questions(one: Return):
    return list(queries.figures().filter(in_return=one))


def figure(count, out_of=None, source="Register", **more):
    whole = None if out_of is None else Decimal(out_of)
    return Answer(figure=Decimal(count), out_of=whole, source=source, **more)


@pytest.fixture
def both_sent(say, partner, public_partner, coordinator, contact):
    """Both partners sent theirs: 12 and 30 visited, 5 of 10 and 20 of 40 seen, 3 weeks."""
    say(public_partner, contact, visited=figure(30), week=figure(20, 40), visit=figure(3))
    say(partner, coordinator, visited=figure(12), week=figure(5, 10))
