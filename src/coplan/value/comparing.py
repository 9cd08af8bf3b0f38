"""Forecast and evaluative map side by side: row by row, and what explains the movement of the ratio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.engines import InvalidInput, sroi
from coplan.kit import charts
from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.value.models import NUMBERS, ValueMap, ValueOutcome
from coplan.value.queries import Rows
from coplan.value.wording import SHORT, figure

CAUSES = {
    "quantity": gettext_lazy("How many changed (quantity)"),
    "proxy": gettext_lazy("What one is worth (proxy)"),
    "adjustments": gettext_lazy("What is taken off (deadweight, displacement, attribution)"),
    "lasting": gettext_lazy("How long it lasts (drop-off, years)"),
    "discounting": gettext_lazy("The discount rate"),
    sroi.ADDED: gettext_lazy("Outcomes nobody had forecast"),
    sroi.DROPPED: gettext_lazy("Outcomes forecast and not counted"),
    sroi.INPUTS: gettext_lazy("What was put in"),
}


@dataclass(frozen=True)
class Cell:
    """One number of a row, before and after."""

    label: str
    first: str
    second: str

    @property
    def is_same(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True)
class Line:
    """One outcome in both maps, or in one only."""

    code: str
    first_row: ValueOutcome | None
    second_row: ValueOutcome | None
    found: sroi.RowComparison

    @property
    def row(self) -> ValueOutcome:
        row = self.second_row or self.first_row
        assert row is not None
        return row

    @property
    def only(self) -> str:
        if self.second_row is None:
            return _("in the forecast only")
        return _("in the evaluation only") if self.first_row is None else ""

    @property
    def cells(self) -> list[Cell]:
        """The numbers that differ."""
        if self.first_row is None or self.second_row is None:
            return []
        pairs = (
            Cell(
                str(SHORT[name]),
                figure(name, getattr(self.first_row, name)),
                figure(name, getattr(self.second_row, name)),
            )
            for name in NUMBERS
        )
        return [cell for cell in pairs if not cell.is_same]

    @property
    def words(self) -> str:
        """'£2,000.00 less than forecast, nearly all of it from how many changed.'"""
        difference = self.found.difference
        if round(abs(difference), 2) == 0:
            return _("as forecast")
        amount = POUNDS_AND_PENCE.write(abs(difference))
        told = _("%(amount)s more than forecast") if difference > 0 else _("%(amount)s less than forecast")
        return str(told % {"amount": amount})

    @property
    def causes(self) -> list[tuple[str, str]]:
        if self.only:
            return []
        return [
            (str(CAUSES[one.cause]), POUNDS_AND_PENCE.write(one.amount, signed=True))
            for one in self.found.shifts
        ]

    @property
    def first_value(self) -> str:
        return "–" if self.found.first is None else POUNDS_AND_PENCE.write(self.found.first)

    @property
    def second_value(self) -> str:
        return "–" if self.found.second is None else POUNDS_AND_PENCE.write(self.found.second)


def page_of(forecast: Rows, evaluative: Rows) -> dict[str, Any]:
    """Everything the page shows, or which of the two maps cannot be worked out yet."""
    for rows in (forecast, evaluative):
        try:
            sroi.calculate(rows.engine_map)
        except InvalidInput:
            return {"unfinished": rows.value_map}
    found = sroi.compare(forecast.engine_map, evaluative.engine_map)
    lines = list(_lines(forecast, evaluative, found))
    return {
        "found": found,
        "lines": lines,
        "left_out": [*forecast.excluded, *evaluative.excluded],
        "pairs_chart": _pairs(lines),
        "ratio_chart": _ratio(found),
        "value_chart": _value(found),
        "causes": [
            (CAUSES[one.cause], one.amount, step.amount)
            for one, step in zip(found.causes, found.ratio_steps, strict=False)
        ],
        "inputs_step": next((one.amount for one in found.ratio_steps if one.cause == sroi.INPUTS), None),
        "ratio_words": ratio_words(found),
    }


def _lines(forecast: Rows, evaluative: Rows, found: sroi.Comparison) -> Iterator[Line]:
    first = {row.code: row for row in forecast.outcomes}
    second = {row.code: row for row in evaluative.outcomes}
    for one in found.rows:
        yield Line(one.code, first.get(one.code), second.get(one.code), one)


def ratio_words(found: sroi.Comparison) -> str:
    """'£6.10 was forecast for each £1, £5.80 came: £0.30 less, most of it from how many changed.'"""
    write = POUNDS_AND_PENCE.write
    difference = round(found.second.ratio, 2) - round(found.first.ratio, 2)
    told = _("£1 put in was forecast to bring %(first)s, and brought %(second)s") % {
        "first": write(found.first.ratio),
        "second": write(found.second.ratio),
    }
    if abs(difference) < 0.005 or not found.ratio_steps:
        return _("%(told)s: as forecast.") % {"told": told}
    most = max(found.ratio_steps, key=lambda step: abs(step.amount))
    way = _("%(amount)s more") if difference > 0 else _("%(amount)s less")
    return _("%(told)s: %(way)s. What moved it most: %(cause)s (%(amount)s).") % {
        "told": told,
        "way": way % {"amount": write(abs(difference))},
        "cause": str(CAUSES[most.cause])[:1].lower() + str(CAUSES[most.cause])[1:],
        "amount": write(most.amount, signed=True),
    }


def _pairs(lines: list[Line]) -> charts.Chart:
    return charts.paired_bars(
        charts.PairedBars(
            _("Present value of each outcome"),
            _("Forecast"),
            _("Evaluation"),
            tuple(
                charts.Pair(
                    f"{line.code} {line.row.title}",
                    line.found.first,
                    line.found.second,
                    line.row.get_absolute_url(),
                )
                for line in lines
            ),
        )
    )


def _steps(first: float, shifts: tuple[sroi.Shift, ...]) -> tuple[charts.Step, ...]:
    moved = (charts.Step(str(CAUSES[one.cause]), one.amount) for one in shifts)
    return (charts.Step(_("Forecast"), first), *moved)


def _ratio(found: sroi.Comparison) -> charts.Chart:
    return charts.waterfall(
        charts.Waterfall(
            _("From the forecast ratio to the evaluated one"),
            _steps(found.first.ratio, found.ratio_steps),
            (),
            POUNDS_AND_PENCE,
            total=_("Evaluation"),
        )
    )


def _value(found: sroi.Comparison) -> charts.Chart:
    """Net present value: what each cause did, and what more or less was put in."""
    shifts = list(found.causes)
    more = found.second.total_inputs - found.first.total_inputs
    if more:
        shifts.append(sroi.Shift(sroi.INPUTS, -more))
    return charts.waterfall(
        charts.Waterfall(
            _("From the forecast net value to the evaluated one"),
            _steps(found.first.net_present_value, tuple(shifts)),
            (),
            total=_("Evaluation"),
        )
    )


def forecasts_for(value_map: ValueMap) -> ValueMap | None:
    """The forecast an evaluative map is compared with, where it is still there."""
    found = value_map.forecast
    return found if found is not None and found.removed_at is None else None
