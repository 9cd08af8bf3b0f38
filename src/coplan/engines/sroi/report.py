"""A result as the JSON document of the command line, and as a page of text for people."""

from collections.abc import Iterator

from coplan.engines.layout import aligned, plain, table
from coplan.engines.sroi.model import Driver, Range, Result, ValueMap

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
DRIVERS_SHOWN = 10


def as_document(result: Result, spread: Range | None = None) -> dict[str, object]:
    """Return the JSON form at full precision; `range` is there only where draws were made."""
    document: dict[str, object] = {
        "total_inputs": result.total_inputs,
        "impact": result.impact,
        "years": [
            {"year": year.year, "value": year.value, "present_value": year.present_value}
            for year in result.years
        ],
        "total_present_value": result.total_present_value,
        "net_present_value": result.net_present_value,
        "ratio": result.ratio,
        "net_ratio": result.net_ratio,
        "outcomes": [
            {"code": row.code, "impact": row.impact, "present_value": row.present_value, "share": row.share}
            for row in result.outcomes
        ],
        "scenarios": [{"name": row.name, "ratio": row.ratio} for row in result.scenarios],
    }
    return document | ({"range": _range_document(spread)} if spread else {})


def as_text(value_map: ValueMap, result: Result, spread: Range | None = None) -> str:
    """Return the page of text, rounded for reading."""
    return "\n".join(_lines(value_map, result, spread))


def _range_document(spread: Range) -> dict[str, object]:
    return {
        "draws": spread.draws,
        "seed": spread.seed,
        "p5": spread.p5,
        "p50": spread.p50,
        "p95": spread.p95,
        "mean": spread.mean,
        "probability_below_1": spread.probability_below_1,
        "drivers": [_driver_document(driver) for driver in spread.drivers],
    }


def _driver_document(driver: Driver) -> dict[str, object]:
    return {
        "code": driver.code,
        "field": driver.field,
        "low_ratio": driver.low_ratio,
        "high_ratio": driver.high_ratio,
    }


def _lines(value_map: ValueMap, result: Result, spread: Range | None) -> Iterator[str]:
    title = plain(value_map.title) or "Social return on investment"
    yield from (title, "=" * len(title), "")
    yield from _summary(value_map, result)
    yield from ("", "Outcomes", *_outcome_table(value_map, result))
    yield from ("", "Years", *_year_table(value_map, result))
    if result.scenarios:
        rows = [(plain(row.name), f"{row.ratio:,.2f}") for row in result.scenarios]
        yield from ("", "Scenarios", *table(("Scenario", "Ratio"), rows, texts=1))
    if spread:
        yield from ("", *_range_lines(spread))


def _summary(value_map: ValueMap, result: Result) -> list[str]:
    money = value_map.currency
    timing = "from year 1" if value_map.first_year_discounted else "from year 2"
    rows = [
        ("Total inputs", _money(result.total_inputs, money)),
        ("Impact, a full year", _money(result.impact, money)),
        ("Total present value", _money(result.total_present_value, money)),
        ("Net present value", _money(result.net_present_value, money)),
        ("Ratio", f"{result.ratio:,.2f}"),
        ("Net ratio", f"{result.net_ratio:,.2f}"),
    ]
    said = f"{_money(result.ratio, money)} of social value for every {_money(1, money)} put in"
    return [*aligned(rows, texts=1), "", f"{said}; discounted at {_rates(value_map)} {timing}."]


def _rates(value_map: ValueMap) -> str:
    bands = value_map.discount_schedule
    if not bands:
        return f"{value_map.discount_rate:.2%}"
    first, *later = bands
    return ", ".join(
        [f"{first.rate:.2%}", *(f"{band.rate:.2%} from year {band.from_year}" for band in later)]
    )


def _outcome_table(value_map: ValueMap, result: Result) -> list[str]:
    money = value_map.currency
    rows = [
        (
            plain(row.code),
            plain(told.outcome),
            plain(told.stakeholder),
            _money(row.impact, money),
            _money(row.present_value, money),
            "–" if row.share is None else f"{row.share:.1%}",
        )
        for told, row in zip(value_map.outcomes, result.outcomes, strict=True)
    ]
    return table(("Code", "Outcome", "Stakeholder", "Impact", "Present value", "Share"), rows, texts=3)


def _year_table(value_map: ValueMap, result: Result) -> list[str]:
    money = value_map.currency
    rows = [
        (str(year.year), _money(year.value, money), _money(year.present_value, money))
        for year in result.years
    ]
    return table(("Year", "Value", "Present value"), rows, texts=1)


def _range_lines(spread: Range) -> list[str]:
    rows = [
        ("5 in 100 draws are below", f"{spread.p5:,.2f}"),
        ("Half are below", f"{spread.p50:,.2f}"),
        ("95 in 100 are below", f"{spread.p95:,.2f}"),
        ("Mean", f"{spread.mean:,.2f}"),
        ("Chance of a ratio below 1", f"{spread.probability_below_1:.1%}"),
    ]
    heading = f"Range of the ratio, {spread.draws:,} draws, seed {spread.seed}"
    return [heading, *aligned(rows, texts=1), "", *_driver_lines(spread)]


def _driver_lines(spread: Range) -> list[str]:
    if not spread.drivers:
        return ["No number has a range, so every draw gives the same ratio."]
    rows = [
        (plain(driver.code), driver.field, f"{driver.low_ratio:,.2f}", f"{driver.high_ratio:,.2f}")
        for driver in spread.drivers[:DRIVERS_SHOWN]
    ]
    total = len(spread.drivers)
    left = f", {DRIVERS_SHOWN} of {total}" if total > DRIVERS_SHOWN else ""
    heading = f"What moves it most, one number at a time{left}"
    return [heading, *table(("Code", "Number", "Ratio at low", "Ratio at high"), rows, texts=2)]


def _money(amount: float, currency: str) -> str:
    sign = "-" if round(amount, 2) < 0 else ""
    return f"{sign}{SYMBOLS.get(currency, currency + ' ')}{abs(amount):,.2f}"
