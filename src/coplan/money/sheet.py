"""One form for all lines of a year: a month's spending, or a round of forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.money import months, services
from coplan.money.forms import pounds
from coplan.money.models import Entry, Forecast
from coplan.money.variance import Position


class MonthHead(KitForm):
    """What the entries of a month share."""

    on = forms.DateField(label=gettext_lazy("Date of the entries"))
    text = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Stands with every entry. For example: ledger of October."),
    )


class RoundHead(KitForm):
    """What the forecasts of a round share."""

    dated_on = forms.DateField(label=gettext_lazy("Made on"))
    name = forms.CharField(
        label=gettext_lazy("Round"),
        max_length=60,
        help_text=gettext_lazy("For example: half-year forecast."),
    )


class SpentRow(KitForm):
    """What one line cost in the month."""

    amount = pounds(gettext_lazy("Spent in the month"), required=False)
    document = forms.CharField(label=gettext_lazy("Reference"), max_length=80, required=False)

    def __init__(self, data: Any, position: Position) -> None:
        self.position = position
        super().__init__(data, prefix=f"b{position.line.number}")

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("amount"))

    def entry(self, on: date, text: str) -> Entry:
        line = self.position.line
        data = self.cleaned_data
        return Entry(
            partnership_id=line.partnership_id,
            line=line,
            on=on,
            amount=data["amount"],
            document=data["document"],
            text=text,
        )


class ForecastRow(KitForm):
    """What one line will have cost by the end of the year."""

    outturn = pounds(gettext_lazy("Whole year"), min_value=0, required=False)
    reason = forms.CharField(label=gettext_lazy("What it rests on"), max_length=500, required=False)

    def __init__(self, data: Any, position: Position) -> None:
        self.position = position
        super().__init__(data, prefix=f"b{position.line.number}")

    @property
    def is_filled(self) -> bool:
        return self.cleaned_data.get("outturn") is not None

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors or not self.is_filled:
            return data
        if not data.get("reason", "").strip():
            self.add_error("reason", _("Say what the forecast rests on."))
        if data["outturn"] < self.position.spent:
            self.add_error("outturn", _("More than that is spent already."))
        return data

    def forecast(self, dated_on: date, name: str) -> Forecast:
        line = self.position.line
        return Forecast(
            partnership_id=line.partnership_id,
            line=line,
            dated_on=dated_on,
            name=name,
            outturn=self.cleaned_data["outturn"],
            reason=self.cleaned_data["reason"],
        )


class Sheet:
    """The head and a row for each line; valid when all are."""

    def __init__(
        self,
        positions: Sequence[Position],
        today: date,
        day: date,
        data: Any = None,
        *,
        forecasts: bool = False,
    ) -> None:
        self.today, self.forecasts = today, forecasts
        self.head: KitForm
        if forecasts:
            self.head = RoundHead(data, initial={"dated_on": today})
        else:
            self.head = MonthHead(data, initial={"on": min(months.last_day(day), today)})
        row: Any = ForecastRow if forecasts else SpentRow
        self.rows: list[Any] = [row(data, one) for one in positions]

    def is_valid(self) -> bool:
        checked = [self.head.is_valid(), *(row.is_valid() for row in self.rows)]
        if all(checked):
            self._check_days()
        return self.head.is_valid() and all(row.is_valid() for row in self.rows)

    def _check_days(self) -> None:
        if self.forecasts:
            if self.head.cleaned_data["dated_on"] > self.today:
                self.head.add_error("dated_on", _("A forecast is dated to the day it was made, not later."))
            return
        for row in self.rows:
            fault = services.fault_of_day(row.position.line, self.head.cleaned_data["on"], self.today)
            if fault and row.is_filled:
                self.head.add_error("on", fault)
                return

    @cached_property
    def filled(self) -> list[Any]:
        head = self.head.cleaned_data
        rows = [row for row in self.rows if row.is_filled]
        if self.forecasts:
            return [row.forecast(head["dated_on"], head["name"]) for row in rows]
        return [row.entry(head["on"], head["text"]) for row in rows]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """For the summary at the top: of what, the message, and where to go."""
        found = [
            (str(self.head[name].label), message, self.head[name].id_for_label)
            for name, told in self.head.errors.items()
            if name in self.head.fields
            for message in told
        ]
        return found + [
            (str(row.position.line), message, row[name].id_for_label)
            for row in self.rows
            for name, told in row.errors.items()
            for message in told
        ]

    @property
    def total(self) -> Decimal:
        return sum((row.position.spent for row in self.rows), months.NOTHING)
