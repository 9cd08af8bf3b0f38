"""The reference programme: the six Strategic PSPs and the ten pilots of 2009 to 2011, as published.

Pure functions over the two data files. Amounts are whole pounds as printed; what does not add up in the
source is not mended but told, by `discrepancies()`.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class OtherFunding:
    """Money of a funder other than the programme, as named in the report's text."""

    funder: str
    amount: int


@dataclass(frozen=True)
class YearFunding:
    """`amount` is None where the table prints a dash."""

    year: str
    label: str
    amount: int | None


@dataclass(frozen=True)
class StrategicPsp:
    code: str
    name: str
    area: str
    service: str
    established: int
    lead: str | None
    lead_sector: str | None
    partners: tuple[str, ...]
    aim: str
    progress: tuple[str, ...]
    funding: tuple[YearFunding, ...]
    other_funding: tuple[OtherFunding, ...]
    notes: tuple[str, ...]
    reference: str

    @property
    def total(self) -> int:
        """What the programme gave over all years; the table prints no row totals."""
        return sum(each.amount or 0 for each in self.funding)

    @property
    def other_total(self) -> int:
        return sum(each.amount for each in self.other_funding)


@dataclass(frozen=True)
class PrintedTotals:
    """The totals as the table prints them."""

    years: tuple[tuple[str, int], ...]
    grand_total: int


@dataclass(frozen=True)
class Discrepancy:
    """A total of the table that its own rows do not come to."""

    what: str
    printed: int
    computed: int

    @property
    def difference(self) -> int:
        return self.printed - self.computed


@dataclass(frozen=True)
class Pilot:
    """`sroi_kind` is forecast, evaluative, not stated, or none; a kind without a ratio was not finished."""

    number: int
    code: str
    name: str
    public_partner: str
    third_sector_partners: tuple[str, ...]
    market: str
    area: str
    aim: str
    investment: int | None
    investment_period: str | None
    investment_note: str
    sroi_ratio: Decimal | None
    sroi_kind: str
    sroi_note: str
    outcomes: tuple[str, ...]
    reference: str


def strategic_psps() -> tuple[StrategicPsp, ...]:
    """The six Strategic PSPs, in the order of table 3."""
    return _strategic_psps()


def pilots() -> tuple[Pilot, ...]:
    """The ten pilots, in the order of the guide's case studies."""
    return _pilots()


def printed_totals() -> PrintedTotals:
    table = _record("strategic_psps.json")
    return PrintedTotals(
        years=tuple(zip(table["years"], table["printed_year_totals"], strict=True)),
        grand_total=table["printed_grand_total"],
    )


def discrepancies() -> tuple[Discrepancy, ...]:
    """Every printed total of table 3 that differs from the sum of the amounts printed above it."""
    printed = printed_totals()
    checks = [
        Discrepancy(year, total, sum(psp.funding[column].amount or 0 for psp in strategic_psps()))
        for column, (year, total) in enumerate(printed.years)
    ]
    checks.append(Discrepancy("All years", printed.grand_total, sum(psp.total for psp in strategic_psps())))
    return tuple(check for check in checks if check.difference)


def discrepancy_notes() -> dict[str, str]:
    """A sentence for the reader on each discrepancy, by what it concerns."""
    return {item["what"]: item["note"] for item in _record("strategic_psps.json")["discrepancies"]}


def after_the_pilots() -> str:
    """What became of the ten pilots taken together."""
    return str(_record("pilots_2009_11.json")["afterwards"])


@cache
def _record(name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return record


@cache
def _strategic_psps() -> tuple[StrategicPsp, ...]:
    table = _record("strategic_psps.json")
    return tuple(_strategic_psp(item, table) for item in table["psps"])


def _strategic_psp(item: dict[str, Any], table: dict[str, Any]) -> StrategicPsp:
    plain = {key: item[key] for key in ("code", "name", "area", "service", "established", "lead", "aim")}
    years = zip(table["years"], table["year_labels"], item["funding"], strict=True)
    return StrategicPsp(
        **plain,
        lead_sector=item["lead_sector"],
        partners=tuple(item["partners"]),
        progress=tuple(item["progress"]),
        funding=tuple(YearFunding(*year) for year in years),
        other_funding=tuple(OtherFunding(**each) for each in item["other_funding"]),
        notes=tuple(item["notes"]),
        reference=f"{table['source']}, section {table['section']}",
    )


@cache
def _pilots() -> tuple[Pilot, ...]:
    guide = _record("pilots_2009_11.json")
    reference = f"{guide['source']}, {guide['section']}"
    return tuple(_pilot(item, reference) for item in guide["pilots"])


def _pilot(item: dict[str, Any], reference: str) -> Pilot:
    ratio = item["sroi_ratio"]
    changed = {
        "third_sector_partners": tuple(item["third_sector_partners"]),
        "outcomes": tuple(item["outcomes"]),
        "sroi_ratio": Decimal(ratio) if ratio else None,
        "reference": f"{reference}, no. {item['number']}",
    }
    return Pilot(**{**item, **changed})
