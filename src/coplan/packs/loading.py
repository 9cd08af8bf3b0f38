"""From a pack's files to its items, each read once."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from coplan.packs import files
from coplan.packs.items import (
    Band,
    BankHoliday,
    Choice,
    CouncilArea,
    DiscountBand,
    Edition,
    IdentifierScheme,
    Measure,
    MeasureItem,
    NationalOutcome,
    OptimismBias,
    PolicyFact,
    Question,
    QuestionSet,
    Wellby,
)


@cache
def editions(name: str) -> tuple[Edition, ...]:
    return tuple(
        Edition(**files.dates(item), file=item["file"], title=item["title"], licence=item["licence"])
        for item in files.record(name, "editions.json")["editions"]
    )


@cache
def council_areas(name: str) -> tuple[CouncilArea, ...]:
    return tuple(CouncilArea(row["code"], row["name"]) for row in files.rows(name, "council_areas.csv"))


@cache
def national_outcomes(name: str) -> tuple[NationalOutcome, ...]:
    framework = files.record(name, "national_outcomes.json")
    return tuple(
        NationalOutcome(**files.dates(framework), **item, note=framework["note"])
        for item in framework["outcomes"]
    )


@cache
def policy_facts(name: str) -> tuple[PolicyFact, ...]:
    return tuple(
        PolicyFact(
            **files.dates(item),
            value=Decimal(item["value"]),
            **{key: item[key] for key in ("code", "topic", "name", "unit", "note")},
        )
        for item in files.record(name, "policy_facts.json")["facts"]
    )


@cache
def question_sets(name: str) -> tuple[QuestionSet, ...]:
    return tuple(
        QuestionSet(
            **files.dates(item),
            questions=tuple(Question(**question) for question in item["questions"]),
            **{key: item[key] for key in ("code", "name", "rule")},
        )
        for item in files.record(name, "question_sets.json")["sets"]
    )


@cache
def bank_holidays(name: str) -> tuple[BankHoliday, ...]:
    return tuple(
        BankHoliday(date.fromisoformat(row["date"]), row["name"], row["note"])
        for row in files.rows(name, "bank_holidays.csv")
    )


@cache
def discount_schedule(name: str) -> tuple[DiscountBand, ...]:
    return tuple(
        DiscountBand(
            year_from=int(row["year_from"]),
            year_to=int(row["year_to"]),
            **{key: Decimal(row[key]) for key in ("standard", "health", "catastrophic")},
        )
        for row in files.rows(name, "discount_schedule.csv")
    )


@cache
def wellby(name: str) -> tuple[Wellby, ...]:
    return tuple(
        Wellby(row["scenario"], int(row["base_year"]), Decimal(row["value_gbp"]), row["source"])
        for row in files.rows(name, "wellby.csv")
    )


@cache
def optimism_bias(name: str) -> tuple[OptimismBias, ...]:
    return tuple(
        OptimismBias(
            row["category"], row["name"], Decimal(row["capital"]), Decimal(row["duration"]), row["status"]
        )
        for row in files.rows(name, "optimism_bias.csv")
    )


@cache
def measures(name: str) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            **files.dates(measure),
            items=tuple(measure_item(item) for item in measure["items"]),
            **{key: measure[key] for key in ("code", "name", "licence", "introduction", "scoring", "note")},
        )
        for measure in files.record(name, "measures.json")["measures"]
    )


def measure_item(item: dict[str, Any]) -> MeasureItem:
    return MeasureItem(
        **{key: item[key] for key in ("code", "text", "low", "high", "better")},
        low_label=item.get("low_label", ""),
        high_label=item.get("high_label", ""),
        choices=tuple(Choice(*choice) for choice in item.get("choices", ())),
        bands=tuple(Band(*band) for band in item.get("bands", ())),
    )


@cache
def identifier_schemes(name: str) -> tuple[IdentifierScheme, ...]:
    registers = files.record(name, "orgid/lists.json")
    by_code = {item["code"]: item for item in registers["lists"]}
    return tuple(
        IdentifierScheme(
            code=form["scheme"],
            name=by_code[form["scheme"]]["name"],
            register=by_code[form["scheme"]]["register"],
            deprecated=by_code[form["scheme"]]["deprecated"],
            source=f"{registers['source']} ({registers['licence']})",
            **{key: form[key] for key in ("label", "pattern", "example", "hint")},
        )
        for form in files.record(name, "identifier_forms.json")["forms"]
    )
