"""Figures by area and age group, and the results that the partnership lets everybody read."""

from decimal import Decimal
from typing import Any

from django_scopes import scope

from coplan.demo.content.indicators import FIRST
from coplan.demo.maker import Maker
from coplan.demo.rows import Row, after, quarter_end, quarter_start, row
from coplan.outcomes import services
from coplan.outcomes.models import Breakdown, BreakdownGroup, IndicatorBreakdown, Publication, ReadingPart
from coplan.people.models import Person

SET_UP = -735
PUBLISHED = -20

# key, name, what it means, groups
_BREAKDOWNS = (
    (
        "area",
        "Area",
        "Where somebody lives on the day of their first meeting.",
        ("Town", "Harbour", "Hill villages", "Not known"),
    ),
    (
        "age",
        "Age group",
        "Age on the day of the first meeting.",
        ("Under 25", "25 to 44", "45 to 64", "65 and over", "Not known"),
    ),
)

# Indicator and breakdown: the figures of the groups, quarter by quarter
_COUNTS: dict[tuple[str, str], tuple[tuple[int, ...], ...]] = {
    ("joined", "area"): (
        (14, 9, 6, 2), (19, 12, 9, 3), (20, 12, 11, 1), (19, 14, 12, 0), (21, 13, 12, 0), (17, 11, 11, 0),
    ),
    ("joined", "age"): (
        (3, 7, 12, 8, 1), (4, 10, 17, 12, 0), (2, 12, 18, 12, 0), (5, 11, 17, 12, 0), (6, 10, 18, 12, 0),
        (3, 9, 15, 12, 0),
    ),
}  # fmt: skip
# Of a percentage: who finished, and out of how many
_SHARES: dict[tuple[str, str], tuple[tuple[tuple[int, int], ...], ...]] = {
    ("finishing", "area"): (
        ((7, 11), (4, 7), (3, 6), (0, 0)), ((11, 17), (7, 11), (6, 10), (0, 0)),
        ((12, 18), (8, 11), (7, 11), (0, 0)), ((14, 19), (9, 13), (8, 11), (0, 0)),
        ((15, 20), (10, 13), (9, 12), (0, 0)),
    ),
}  # fmt: skip


def _group(breakdown: str, place: int) -> str:
    return f"{breakdown} {place}"


def _part(use: tuple[str, str], quarter: int, place: int, figure: int, out_of: int | None) -> Row:
    indicator, breakdown = use
    return row(
        ReadingPart,
        f"{indicator} {quarter} {_group(breakdown, place)}",
        who="callum",
        on=after(quarter_end(quarter), 9),
        reading=f"{indicator} {quarter}",
        group=_group(breakdown, place),
        figure=Decimal(figure),
        out_of=None if out_of is None else Decimal(out_of),
    )


BREAKDOWNS: tuple[Row, ...] = (
    *(
        row(Breakdown, key, who="isla", on=SET_UP, name=name, description=description)
        for key, name, description, _groups in _BREAKDOWNS
    ),
    *(
        row(
            BreakdownGroup,
            _group(key, place),
            who="isla",
            on=SET_UP,
            breakdown=key,
            name=name,
            position=place,
        )
        for key, _name, _description, groups in _BREAKDOWNS
        for place, name in enumerate(groups)
    ),
    *(
        row(IndicatorBreakdown, " ".join(use), who="isla", on=SET_UP, indicator=use[0], breakdown=use[1])
        for use in (*_COUNTS, *_SHARES)
    ),
)

PARTS: tuple[Row, ...] = (
    *(
        _part(use, FIRST + at, place, figure, None)
        for use, quarters in _COUNTS.items()
        for at, figures in enumerate(quarters)
        for place, figure in enumerate(figures)
    ),
    *(
        _part(use, FIRST + at, place, figure, out_of)
        for use, quarters in _SHARES.items()
        for at, pairs in enumerate(quarters)
        for place, (figure, out_of) in enumerate(pairs)
    ),
)

# Breakdowns by their number: area is the first, age group the second
_AREA, _AGE = 1, 2


def _chosen(indicator: int, *breakdowns: int, things: bool = False) -> dict[str, Any]:
    return {"indicator": indicator, "breakdowns": list(breakdowns), "things": things}


PUBLICATIONS: tuple[Row, ...] = (
    row(
        Publication,
        "so far",
        who="isla",
        on=PUBLISHED,
        title="Living well together: who joined, and who finished",
        introduction="People of the five practices' areas who joined the programme since it began, and how many "
        "came to six or more of the eight sessions. An example with invented figures.",
        starts_on=quarter_start(FIRST),
        ends_on=quarter_end(-1),
        chosen=[_chosen(1, _AREA, _AGE), _chosen(15)],
    ),
    row(
        Publication,
        "draft",
        who="isla",
        on=-6,
        title="The support group and the volunteers",
        starts_on=quarter_start(FIRST),
        ends_on=quarter_end(-1),
        chosen=[_chosen(9), _chosen(10, things=True)],
    ),
)


def publish(maker: Maker) -> None:
    """The first of them, as its page does."""
    record, by = maker.made(Publication, "so far"), maker.made(Person, "isla")
    assert isinstance(record, Publication)
    with scope(partnership=maker.partnership):
        services.publish(publication=record, by=by)
        maker.set_back(record, PUBLISHED)
