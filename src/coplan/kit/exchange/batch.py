"""One file's rows against one register: what each would do, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import BaseForm, ModelChoiceField, ModelMultipleChoiceField
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from coplan.kit import frozen, history
from coplan.kit.access import allowed, recheck
from coplan.kit.exchange import writing
from coplan.kit.exchange.cells import as_text, same
from coplan.kit.exchange.matching import BadCell, Options, Plan, form_value, options_of, plan
from coplan.kit.exchange.reading import Sheet
from coplan.kit.models import queue

if TYPE_CHECKING:
    from coplan.kit.registers import Register

_OURS = frozenset({"why", "version"})


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True)
class Difference:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Checked:
    """What one row would do. `form` is valid for new and changed rows."""

    row: int
    kind: Kind
    label: str = ""
    differences: tuple[Difference, ...] = ()
    errors: tuple[str, ...] = ()
    form: Any = None


class ChangedMeanwhile(Exception):
    """Somebody saved one of the named records after the person looked."""


class NothingStored(Exception):
    """Some rows are wrong, so none was stored; carries every row as it was checked."""

    def __init__(self, rows: list[Checked]) -> None:
        super().__init__()
        self.rows = rows


class Batch:
    """The rows of a sheet, to be checked or stored through the register's own form."""

    def __init__(self, register: Register, request: HttpRequest, sheet: Sheet, filename: str) -> None:
        self.register = register
        self.request = request
        self.sheet = sheet
        self.why = _("Imported from %(file)s") % {"file": filename}
        self.blank_form: Any = register.form_for(request, register.blank(request))
        self.plan: Plan = plan(register, sheet.headings, self.blank_form)
        # A form of its own may differ from record to record
        self._is_alike = register.form is None and type(register).form_for.__qualname__ == "Register.form_for"

    @cached_property
    def _options(self) -> dict[str, Options | None]:
        return {name: options_of(field) for name, field in self.blank_form.fields.items()}

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        """What an empty page would send."""
        form: BaseForm = self.blank_form
        return {
            name: field.prepare_value(form.get_initial_for_field(field, name))
            for name, field in form.fields.items()
            if name not in _OURS
        }

    @cached_property
    def _numbers(self) -> set[int]:
        return {number for _row, cells in self.sheet.rows if (number := self._number(cells)) is not None}

    @cached_property
    def _records(self) -> dict[int, Any]:
        """The rows of the register that the file names, by number."""
        rows = self.register.queryset(self.request).filter(number__in=self._numbers)
        return {record.number: record for record in rows}

    @cached_property
    def _readers(self) -> dict[str, writing.Cell]:
        records = list(self._records.values())
        return {column.name: writing.reader(column, records) for column, _at in self.plan.places}

    @property
    def seen(self) -> str:
        """A short mark of every named record's version: it differs once somebody saves one of them."""
        versions = sorted((record.pk, record.version) for record in self._records.values())
        return frozen.mark(versions)

    # The whole file

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file as a whole."""
        if self.plan.faults or not any(self._reference(cells) == "" for _row, cells in self.sheet.rows):
            return self.plan.faults
        missing = [
            str(self.blank_form[name].label)
            for name, field in self.blank_form.fields.items()
            if field.required
            and name not in self.plan.names | _OURS
            and self._defaults[name] in (None, "", [])
        ]
        if not missing:
            return ()
        return (
            _("The file has no column for %(missing)s, which every new row needs. Add it and try again.")
            % {"missing": ", ".join(f"“{label}”" for label in missing)},
        )

    def check(self) -> list[Checked]:
        """What every row would do; nothing is stored."""
        used: set[int] = set()
        return [self._row(row, cells, used) for row, cells in self.sheet.rows]

    def store(self, *, only_good: bool, seen: str) -> list[Checked]:
        """Store all rows or none; with `only_good`, those without a mistake.

        Raises NothingStored, or ChangedMeanwhile where the records are no longer as `seen`.
        """
        used: set[int] = set()
        with transaction.atomic():
            # The records are read only after that
            queue(self.blank_form.instance.partnership_id)
            if self.seen != seen:
                raise ChangedMeanwhile
            done = [self._stored(row, cells, used) for row, cells in self.sheet.rows]
            if not only_good and any(row.kind is Kind.ERROR for row in done):
                raise NothingStored(done)
        return done

    # One row

    def _reference(self, cells: Sequence[Any]) -> str:
        at = self.plan.reference
        return as_text(cells[at]) if at is not None and at < len(cells) else ""

    def _number(self, cells: Sequence[Any]) -> int | None:
        letter = self.register.model.letter
        text = self._reference(cells).upper()
        digits = text.removeprefix(f"{letter}-") if letter else text
        return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 9 else None

    def _row(self, row: int, cells: Sequence[Any], used: set[int]) -> Checked:
        reference = self._reference(cells)
        if not reference:
            return self._new(row, cells)
        record = self._records.get(self._number(cells) or 0)
        if record is None:
            wrong = _("%(reference)s is not in this list. To add it as a new one, leave the cell empty.")
            return _wrong(row, writing.reference_heading(), wrong % {"reference": reference[:40]})
        if record.number in used:
            return _wrong(row, writing.reference_heading(), _("%s is in the file twice.") % record.reference)
        used.add(record.number)
        return self._existing(row, cells, record)

    def _new(self, row: int, cells: Sequence[Any]) -> Checked:
        record = self.register.blank(self.request)
        # An empty cell of a new row takes what the page would begin with
        filled = {column.name: cell for column, at in self.plan.places if as_text(cell := _at(cells, at))}
        sent, errors = self._sent(self._defaults, filled)
        form: Any = self._form(record, sent)
        told = (*errors.values(), *_errors(form, set(errors)))
        if told:
            return Checked(row, Kind.ERROR, errors=told)
        return Checked(row, Kind.NEW, str(form.instance), form=form)

    def _existing(self, row: int, cells: Sequence[Any], record: Any) -> Checked:
        before = {name: read(record) for name, read in self._readers.items()}
        cells_of = {column.name: _at(cells, at) for column, at in self.plan.places}
        altered = {name: cell for name, cell in cells_of.items() if not same(cell, before[name])}
        if not altered:
            return Checked(row, Kind.UNCHANGED, record.label)
        if not allowed(self.request, self.register.change_action, record):
            return _wrong(row, record.label, _("You may see this one but not change it."))
        label = record.label
        kept = {**self._defaults, **self._stored_values(record), "version": record.version, "why": self.why}
        sent, errors = self._sent(kept, altered)
        form: Any = self._form(record, sent)
        told = (*errors.values(), *_errors(form, set(errors)))
        if told:
            return Checked(row, Kind.ERROR, label, errors=told)
        changed = [name for name in form.changed_data if name not in _OURS]
        if not changed:
            return Checked(row, Kind.UNCHANGED, label)
        told_apart = tuple(self._difference(form, name, before.get(name)) for name in changed)
        return Checked(row, Kind.CHANGED, label, told_apart, form=form)

    def _form(self, record: Any, sent: Any) -> Any:
        """The register's form for one row. Alike forms are made from one class and look nobody up twice."""
        if not self._is_alike:
            return self.register.form_for(self.request, record, sent)
        form = type(self.blank_form)(sent, instance=record, request=self.request)
        for name, options in self._options.items():
            if options is not None and _is_single(field := form.fields[name]):
                field.to_python = partial(_known, options.rows, field.to_python)
        return form

    def _stored_values(self, record: Any) -> dict[str, Any]:
        fields = self.blank_form.fields
        return {
            name: fields[name].prepare_value(value)
            for name, value in model_to_dict(record, fields=list(fields)).items()
            if name in fields
        }

    def _sent(
        self, kept: dict[str, Any], cells: dict[str, Any]
    ) -> tuple[MultiValueDict[str, Any], dict[str, str]]:
        """What the page would have sent, and the cells that stand for nothing."""
        values, errors = dict(kept), {}
        for name, cell in cells.items():
            try:
                values[name] = form_value(self.blank_form.fields[name], cell, self._options[name])
            except BadCell as error:
                errors[name] = f"{self.blank_form[name].label}: {error}"
        lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
        return MultiValueDict({name: value for name, value in lists.items() if value != [None]}), errors

    def _difference(self, form: Any, name: str, before: Any) -> Difference:
        column = next((column for column, _at in self.plan.places if column.name == name), None)
        value = form.cleaned_data.get(name)
        if column is None or column.field is None or column.field.many_to_many:
            after = "; ".join(map(str, value)) if hasattr(value, "__iter__") else str(value or "")
        else:
            after = as_text(writing.reader(column, [form.instance])(form.instance))
        return Difference(str(form[name].label), as_text(before), after)

    def _stored(self, row: int, cells: Sequence[Any], used: set[int]) -> Checked:
        try:
            with transaction.atomic():
                checked = self._row(row, cells, used)
                if checked.kind in {Kind.NEW, Kind.CHANGED}:
                    self._save(checked)
                return checked
        except PermissionDenied:
            return Checked(
                row, Kind.ERROR, errors=(_("You may not save this row: it would be out of your reach."),)
            )
        except IntegrityError:
            return Checked(row, Kind.ERROR, errors=(_("This row clashes with one that is already there."),))

    def _save(self, checked: Checked) -> None:
        record = checked.form.instance
        added = checked.kind is Kind.NEW
        if not added:
            record.version += 1
        history.note(record, by=self.request.user, why=self.why)
        checked.form.save()
        self.register.saved(self.request, record, added=added)
        recheck(self.request, self.register.change_action, record)
        self.register.found_again(self.request, record)


def _is_single(field: Any) -> bool:
    return isinstance(field, ModelChoiceField) and not isinstance(field, ModelMultipleChoiceField)


def _known(rows: dict[Any, Any], look_up: Callable[[Any], Any], value: Any) -> Any:
    return rows[value] if value in rows else look_up(value)


def _at(cells: Sequence[Any], at: int) -> Any:
    return cells[at] if at < len(cells) else None


def _wrong(row: int, label: str, error: str) -> Checked:
    return Checked(row, Kind.ERROR, errors=(f"{label}: {error}",))


def _errors(form: Any, told: set[str]) -> list[str]:
    """The form's own messages, each with its field, leaving out fields already told."""
    found = []
    for name, messages in form.errors.items():
        if name in told:
            continue
        label = "" if name == NON_FIELD_ERRORS or name not in form.fields else str(form[name].label)
        found += [
            message if not label or message.startswith(label) else f"{label}: {message}"
            for message in messages
        ]
    return found
