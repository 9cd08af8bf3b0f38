"""Benefits of the example with forecasts, what came of them, and who is worse off. Invented."""

from decimal import Decimal
from typing import Any

from coplan.benefits.models import Benefit, Forecast, ForecastYear, Realised, Sort, Worth
from coplan.demo.rows import Row, after, change, financial_year, row, year_end

BENEFITS: tuple[Row, ...] = (
    row(
        Benefit, "recall", who="lesley", on=-610, outcome="capacity", indicator="handed-over", body="nhs",
        title="Nurses’ time for other patients", owner="lesley", unit="people",
        description="A practice that hands a person’s follow-up to a coach gains four nurse appointments a year.",
        worth=Worth.RELEASED, unit_value=Decimal(92),
        unit_value_source="Example: four appointments of 15 minutes at the practice nurse’s hourly cost",
        needs="The practices use the time for people on their waiting lists.",
        measured="Each quarter, from the practices’ own recall lists.",
    ),
    row(
        Benefit, "course", who="isla", on=-600, outcome="diet", body="council",
        title="The bought-in healthy eating course ends", owner="morag", unit="pounds",
        description="The council paid a company for the same evenings. The pilot takes their place.",
        worth=Worth.CASHABLE, unit_value=Decimal(1),
        needs="The council lets its contract run out on 31 March and does not renew it.",
        measured="At the end of each financial year, from the ledger.",
    ),
    row(
        Benefit, "fewer", who="isla", on=-600, outcome="risk", indicator="risk", body="nhs", stakeholder="people",
        title="Fewer people in the range of raised risk", owner="anwar", unit="people", worth=Worth.NOT_MONEY,
        description="Nobody counts money for it here: the value map does, with what would have happened anyway.",
        measured="Each quarter, by blood test six months after the last session.",
    ),
    row(
        Benefit, "family", who="isla", on=-590, outcome="family-diet", indicator="family", stakeholder="family",
        title="Family and friends eat better too", owner="callum", unit="people", worth=Worth.NOT_MONEY,
    ),
    row(
        Benefit, "gym", who="euan", on=-400, outcome="active", sort=Sort.DISBENEFIT,
        outside_body="Ewart Leisure Trust", title="The gym loses members to the free walks", owner="euan",
        unit="pounds", worth=Worth.CASHABLE, unit_value=Decimal(1),
        description="Some who paid for an off-peak ticket now walk instead. The trust said so in the first year.",
        measured="Off-peak tickets not renewed, from the trust’s desk.",
    ),
)  # fmt: skip

# benefit: editions as (who, day, what it rests on, reason, figures by financial year from last year on)
_FORECASTS: dict[str, tuple[tuple[str, int, str, str, dict[int, int]], ...]] = {
    "recall": (
        ("lesley", -600, "Referrals the five practices promised", "", {-1: 120, 0: 140, 1: 150, 2: 150}),
        ("lesley", -190, "The first year’s hand-overs, at the same rate",
         "A sixth practice joins, and the first year brought more than was promised.",
         {-1: 120, 0: 165, 1: 180, 2: 180}),
    ),
    "course": (
        ("morag", -590, "The contract’s yearly price", "", {-1: 6400, 0: 6400, 1: 6600, 2: 6600}),
    ),
    "fewer": (("anwar", -590, "One in ten of those who finish", "", {-1: 12, 0: 18, 1: 20}),),
    "family": (("callum", -580, "One person for every four who take part", "", {-1: 30, 0: 40, 1: 40}),),
    "gym": (("euan", -395, "Ten tickets, by the trust’s own guess", "", {-1: 900, 0: 900, 1: 900}),),
}  # fmt: skip

FORECASTS: tuple[Row, ...] = tuple(
    one
    for key, editions in _FORECASTS.items()
    for edition, (who, day, source, reason, figures) in enumerate(editions, 1)
    for one in (
        row(
            Forecast, f"{key} {edition}", who=who, on=day, benefit=key, edition=edition, source=source, reason=reason
        ),
        *(
            row(
                ForecastYear, f"{key} {edition} {year}", who=who, on=day, forecast=f"{key} {edition}",
                year=financial_year(year), figure=Decimal(figure),
            )
            for year, figure in figures.items()
        ),
    )
)  # fmt: skip


def _came(key: str, figure: int, who: str, days: int, source: str, *, called: str = "", **more: Any) -> Row:
    """What came of it last financial year, said some days after its end."""
    return row(
        Realised, called or key, who=who, on=after(year_end(-1), days), benefit=key, year=financial_year(-1),
        figure=Decimal(figure), source=source, **more,
    )  # fmt: skip


REALISED: tuple[Row, ...] = (
    _came(
        "course", 6400, "morag", 20, "Ledger of the council", called="course wrong",
        then=(change(after(year_end(-1), 48), "morag", "Replaced by a corrected figure.",
                     replaced_at=after(year_end(-1), 48)),),
    ),
    _came(
        "course", 5870, "morag", 48, "Ledger of the council", replaces="course wrong",
        reason="The last invoice of the old contract, £530, fell into this year.",
        confirmed_by="Head of finance, Glen Ewart Council", confirmed_on=after(year_end(-1), 47),
    ),
    _came("recall", 118, "lesley", 41, "The practices’ own recall lists, added up"),
    _came("fewer", 13, "anwar", 52, "Blood tests of the year, from the practices",
          note="Two of them were tested a month late and are counted here."),
    _came("gym", 1150, "euan", 33, "Letter of the leisure trust",
          note="Two walking groups begin outside the gym’s own door. The trust has offered a shared ticket."),
)  # fmt: skip
