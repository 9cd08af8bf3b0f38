"""The sheet: every input, outcome and scenario of a map in one form, also for two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from coplan.value import services
from coplan.value.queries import Rows
from coplan.value.row_forms import (
    Choices,
    InputRow,
    OutcomeRow,
    OutcomeRows,
    RowForm,
    ScenarioRow,
    choices_for,
    codes_in,
    is_same,
)

BLANK = 3
MOST = 1000


def _formset(form: type[RowForm], base: type[Any] = BaseFormSet) -> type[Any]:
    return formset_factory(form, formset=base, extra=BLANK, max_num=MOST, absolute_max=MOST)


PARTS = {
    "inputs": _formset(InputRow),
    "outcomes": _formset(OutcomeRow, OutcomeRows),
    "scenarios": _formset(ScenarioRow),
}


@dataclass(frozen=True)
class Clash:
    """A cell that somebody else saved differently since this sheet was opened."""

    row: str
    label: str
    theirs: str
    yours: str
    taken: bool


class Sheet:
    """The three parts, empty or filled in; `data` is what was sent."""

    def __init__(self, rows: Rows, data: Any = None) -> None:
        self.rows = rows
        self.data = data
        self.choices: Choices = choices_for(rows.every_outcome, approved=rows.value_map.is_evaluative)
        stored_rows = {
            "inputs": rows.inputs,
            "outcomes": rows.every_outcome,
            "scenarios": rows.every_scenario,
        }
        self.parts: dict[str, Any] = {}
        for name, made in PARTS.items():
            stored = stored_rows[name]
            initial = [self._initial(made.form, record) for record in stored] if data is None else None
            self.parts[name] = made(
                data, prefix=name, initial=initial, form_kwargs={"choices": self.choices}, auto_id="id_%s"
            )
            self._tie(self.parts[name], stored)

    def _initial(self, form: type[RowForm], record: Any) -> dict[str, Any]:
        cells = form.read(record, self.choices)
        return {"row": record.number, "version": record.version, **cells}

    def _tie(self, part: Any, stored: Any) -> None:
        """Give each row the record it stands for."""
        known = {str(record.number): record for record in stored}
        for form in part.forms:
            form.record = known.get(str(form["row"].value() or ""))

    @property
    def forms(self) -> Iterator[RowForm]:
        for part in self.parts.values():
            yield from part.forms

    def is_valid(self) -> bool:
        sound = [part.is_valid() for part in self.parts.values()]
        return all(sound) and self._scenario_codes_are_known()

    def _scenario_codes_are_known(self) -> bool:
        known = {
            form.cleaned_data.get("code") for form in self.parts["outcomes"].forms if not form.is_removed
        }
        known |= {row.code for row in self.rows.every_outcome if row.number not in self._sent("outcomes")}
        sound = True
        for form in self.parts["scenarios"].forms:
            strange = [code for code in codes_in(form.cleaned_data.get("codes", "")) if code not in known]
            if strange and not form.is_removed:
                form.add_error("codes", _("No outcome has the code %(code)s.") % {"code": strange[0]})
                sound = False
        return sound

    def _sent(self, name: str) -> set[int]:
        return {form.record.number for form in self.parts[name].forms if form.record is not None}

    def errors(self) -> Iterator[tuple[str, str]]:
        """Every fault with the id of its cell, for the summary."""
        for part in self.parts.values():
            for error in part.non_form_errors():
                yield "", str(error)
            for form in part.forms:
                for name, errors in form.errors.items():
                    target = form[name].id_for_label if name in form.fields else ""
                    yield target, f"{_row_words(form)}: {errors[0]}"

    def save(self, *, by: Any) -> bool:
        """Save what changed; False where a row was refused, with the error at its cell."""
        removed = [form.record for form in self.forms if form.is_removed and form.record is not None]
        kept = [form for form in self.forms if not form.is_removed and not form.is_untouched]
        changed = {id(record): (record, form) for form in kept if (record := self._changed(form)) is not None}
        try:
            services.save_sheet(
                value_map=self.rows.value_map,
                changed=[record for record, _form in changed.values()],
                removed=removed,
                by=by,
            )
        except services.RowsRefusedError as refused:
            for record, error in refused.rows:
                _show(changed[id(record)][1], error)
            return False
        return True

    def _changed(self, form: RowForm) -> Any:
        """The record with its new cells, or None where nothing in the row changed."""
        if form.record is None:
            record = form.model(
                partnership_id=self.rows.value_map.partnership_id, value_map=self.rows.value_map
            )
        else:
            record = form.record
            before, now = form.read(record, self.choices), form.values()
            if all(is_same(now[name], before[name]) for name in form.cell_names):
                return None
        form.write(record)
        return record


def _show(form: RowForm, error: ValidationError) -> None:
    faults = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, messages in faults.items():
        form.add_error(name if name in form.fields else form.cell_names[0], messages)


def _row_words(form: RowForm) -> str:
    for name in ("code", "name", "title"):
        if name in form.fields and (value := form[name].value()):
            return str(value)
    return _("New row")


def meet(sheet: Sheet) -> tuple[Sheet, tuple[Clash, ...]]:
    """Bring in what others saved since this sheet was opened.

    Rows nobody else touched stay as typed. Of a row both changed, each cell keeps what this person
    typed, or takes the other's text where this person had not touched it; every such cell is told.
    """
    for part in sheet.parts.values():
        part.is_valid()
    data, clashes = sheet.data.copy(), []
    for form in sheet.forms:
        if not form.is_new:
            clashes += list(_meet_row(sheet, form, data))
    if data == sheet.data:
        return sheet, ()
    return Sheet(sheet.rows, data), tuple(clashes)


def _meet_row(sheet: Sheet, form: RowForm, data: Any) -> Iterator[Clash]:
    current, typed = form.record, form.values()
    if current is not None and str(current.version) == str(form["version"].value()):
        return
    before = _as_opened(sheet, form)
    touched = before is None or any(not is_same(typed[name], before[name]) for name in form.cell_names)
    if current is None:
        yield from _row_gone(form, data, touched)
        return
    data[form.add_prefix("version")] = str(current.version)
    theirs = form.read(current, sheet.choices)
    for name in form.cell_names:
        began = theirs[name] if before is None else before[name]
        if is_same(typed[name], theirs[name]) or (before is not None and is_same(theirs[name], began)):
            continue
        mine = before is None or not is_same(typed[name], began)
        yours = _shown(form, name, typed[name])
        if not mine:
            data[form.add_prefix(name)] = _typed(form, name, theirs[name])
        if touched:
            label = str(form.fields[name].label)
            yield Clash(_row_words(form), label, _shown(form, name, theirs[name]), yours, not mine)


def _as_opened(sheet: Sheet, form: RowForm) -> dict[str, Any] | None:
    """The cells at the version this person began from."""
    opened = form.cleaned_data.get("version")
    old = form.model.history.filter(
        partnership_id=sheet.rows.value_map.partnership_id,
        number=form.cleaned_data.get("row"),
        version=opened,
    ).first()
    return form.read(old, sheet.choices) if old is not None else None


def _row_gone(form: RowForm, data: Any, touched: bool) -> Iterator[Clash]:
    """Somebody removed the row: what was typed becomes a new row, an untouched row goes."""
    data[form.add_prefix("row")] = data[form.add_prefix("version")] = ""
    if touched:
        words = _("removed this row; what you typed is kept as a new row")
        yield Clash(_row_words(form), _("The whole row"), words, _row_words(form), False)
        return
    for name in form.cell_names:
        data[form.add_prefix(name)] = ""


def _typed(form: RowForm, name: str, value: Any) -> str:
    shown = form.fields[name].prepare_value(value)
    return "" if shown is None else str(shown)


def _shown(form: RowForm, name: str, value: Any) -> str:
    return str(value) if hasattr(value, "pk") else _typed(form, name, value)
