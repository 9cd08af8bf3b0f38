"""A small logic model with an indicator, for the tests of this context."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django_scopes import scope

from coplan.need.models import Evidence, Need
from coplan.outcomes import breaking_down, services
from coplan.outcomes.models import Breakdown, Element, Indicator, Reading, Target
from coplan.outcomes.parts import Part
from coplan.partnerships.testing import make_person, take_part
from coplan.stakeholders.models import StakeholderGroup

QUARTERS = [
    (date(2025, 1, 1), date(2025, 3, 31)),
    (date(2025, 4, 1), date(2025, 6, 30)),
    (date(2025, 7, 1), date(2025, 9, 30)),
    (date(2025, 10, 1), date(2025, 12, 31)),
]


@pytest.fixture
def make(partnership):
    """`make(Element, tier="short", ...)` stores one, whatever scope is open."""

    def made(model, **fields):
        with scope(partnership=partnership):
            return model.objects.create(partnership=partnership, **fields)

    return made


@pytest.fixture
def need(make):
    found = make(Need, title="Older people see nobody for days")
    make(Evidence, need=found, what="Census", source="Census 2022", dated_on=date(2022, 3, 20), said_by="NRS")
    return found


@pytest.fixture
def group(make):
    return make(StakeholderGroup, name="People over 75", sort="service-users")


@pytest.fixture
def chain(make, need, group, coordinator, partnership):
    """Activity 1 → output 2 → short-term outcome 3, which is tied to everything."""
    parts = [
        make(Element, tier="activity", title="Weekly visits"),
        make(Element, tier="output", title="People visited"),
        make(
            Element,
            tier="short",
            title="People see somebody",
            need=need,
            stakeholder=group,
            national_outcome="communities",
        ),
    ]
    with scope(partnership=partnership):
        for source, target in pairwise(parts):
            services.link(source=source, target=target, by=coordinator)
    return parts


@pytest.fixture
def seen(make, chain):
    """A percentage, asked every quarter."""
    return make(
        Indicator,
        outcome=chain[2],
        name="Seen twice a week",
        definition="Saw somebody on two days.",
        measured="percentage",
        unit="of people asked",
        baseline=Decimal(21),
        baseline_out_of=Decimal(60),
        baseline_on=date(2024, 12, 15),
    )


@pytest.fixture
def visited(make, chain):
    """A count of people, entered every quarter."""
    return make(
        Indicator,
        outcome=chain[1],
        name="People visited",
        definition="Visited for the first time.",
        measured="count",
        unit="people",
        counts_people=True,
    )


@pytest.fixture
def enter(make, coordinator):
    """`enter(indicator, 0, 31, out_of=50)` stores the reading of the first quarter of 2025."""

    def entered(indicator, quarter, figure, **more):
        first, last = QUARTERS[quarter]
        return make(
            Reading,
            indicator=indicator,
            starts_on=first,
            ends_on=last,
            figure=Decimal(figure),
            source="Register",
            by=coordinator,
            **more,
        )

    return entered


@pytest.fixture
def aim(make, coordinator):
    """`aim(indicator, 0, 60)` sets a target for a quarter; `aim(indicator, 0, 240, until=3)` for several."""

    def aimed(indicator, quarter, value, until=None):
        first, last = QUARTERS[quarter][0], QUARTERS[quarter if until is None else until][1]
        return make(
            Target, indicator=indicator, starts_on=first, ends_on=last, value=Decimal(value), by=coordinator
        )

    return aimed


@pytest.fixture
def second_coordinator(partnership):
    """Somebody else who coordinates, and so approves what the first one entered."""
    found = make_person("Una Second")
    take_part(partnership, found, "coordinator")
    return found


@pytest.fixture
def area(make, partnership, coordinator, visited):
    """People visited by area: three and 'Not known'."""
    found = make(Breakdown, name="Area")
    with scope(partnership=partnership):
        groups = [breaking_down.Placed(name) for name in ("Ferrybridge", "Hillside", "Old Town", "Not known")]
        breaking_down.arrange(breakdown=found, groups=groups, by=coordinator)
        breaking_down.use_for(breakdown=found, indicators=[visited], by=coordinator)
    return found


@pytest.fixture
def parts_in(partnership):
    """`parts_in(area, 2, 10, 19, 0)`: the figures of its groups in their order; pairs for a percentage."""

    def made(breakdown, *figures):
        with scope(partnership=partnership):
            groups = breaking_down.groups_of(breakdown)
        pairs = [one if isinstance(one, tuple) else (one, None) for one in figures]
        return [
            Part(group, Decimal(figure), None if out_of is None else Decimal(out_of))
            for group, (figure, out_of) in zip(groups, pairs, strict=False)
        ]

    return made
