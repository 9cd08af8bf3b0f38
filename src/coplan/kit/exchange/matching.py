"""Which column is which field, and which stored value a cell stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from coplan.kit.exchange.cells import BETWEEN, as_text, day, folded, moment_of
from coplan.kit.exchange.writing import FileColumn, file_columns, reference_heading
from coplan.kit.models import PartnershipModel

if TYPE_CHECKING:
    from coplan.kit.registers import Register

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})
_NAMED = 5


class BadCell(Exception):
    """A cell that stands for nothing; the text says what to write."""


class Options:
    """The choices of one field, found by their words."""

    def __init__(
        self, pairs: Iterable[tuple[Any, Sequence[str]]], rows: dict[Any, Any] | None = None
    ) -> None:
        self.rows = rows or {}
        self._values: dict[str, set[Any]] = {}
        self._labels: list[str] = []
        for value, names in pairs:
            self._labels.append(names[0])
            for name in names:
                self._values.setdefault(folded(name), set()).add(value)

    def find(self, text: str) -> Any:
        found = self._values.get(folded(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise BadCell(
                _("More than one is called “%(text)s”. Choose it on the page instead.") % {"text": text}
            )
        raise BadCell(
            _("“%(text)s” is not one of the choices. Use one of: %(labels)s.")
            % {"text": text[:60], "labels": self._some()}
        )

    def _some(self) -> str:
        if not self._labels:
            return _("none, as there is nothing to choose from yet")
        shown, left = "; ".join(self._labels[:_NAMED]), len(self._labels) - _NAMED
        return _("%(shown)s and %(left)s more") % {"shown": shown, "left": left} if left > 0 else shown


def options_of(field: forms.Field) -> Options | None:
    """The choices of a field, or None where anything may be typed."""
    if isinstance(field, forms.ModelChoiceField):
        rows = {field.prepare_value(row): row for row in field.queryset or ()}
        named = [(value, _names(field, row)) for value, row in rows.items()]
        return Options(sorted(named, key=lambda pair: folded(pair[1][0])), rows)
    if isinstance(field, forms.ChoiceField):
        pairs = [(value, label) for value, label in _flat(field.choices) if value not in ("", None)]
        return Options((value, (label, str(value))) for value, label in pairs)
    return None


def _names(field: Any, row: Any) -> list[str]:
    names = [str(field.label_from_instance(row)), str(row)]
    if isinstance(row, PartnershipModel) and row.letter:
        names += [row.reference, row.label]
    return names


def _flat(choices: Any) -> Iterator[tuple[Any, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, str(label)


def form_value(field: forms.Field, cell: Any, options: Options | None) -> Any:
    """What a person would have sent from the page. Raises BadCell where no choice is meant."""
    text = as_text(cell)
    if options is not None:
        if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            return [options.find(part) for part in text.split(BETWEEN.strip()) if part.strip()]
        return options.find(text) if text else ""
    if isinstance(field, forms.BooleanField):
        return _yes_or_no(field, text)
    if isinstance(field, forms.DateTimeField):
        moment = cell if isinstance(cell, datetime) else moment_of(text)
        return moment.strftime("%Y-%m-%dT%H:%M") if moment else text
    if isinstance(field, forms.DateField):
        found = day(text)
        return found.isoformat() if isinstance(found, date) else text
    return text


def _yes_or_no(field: forms.BooleanField, text: str) -> str:
    word = folded(text)
    if isinstance(field, forms.NullBooleanField) and not word:
        return "unknown"
    if word not in _YES | _NO:
        raise BadCell(_("Enter Yes or No."))
    return "true" if word in _YES else "false"


@dataclass(frozen=True)
class Plan:
    """Where each field stands in the file. `reference` is the place of the reference, if there is one."""

    reference: int | None
    places: tuple[tuple[FileColumn, int], ...]
    notices: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def names(self) -> set[str]:
        return {column.name for column, _at in self.places}


def plan(register: Register, headings: tuple[str, ...], form: forms.BaseForm) -> Plan:
    """Read the heading row against the register's fields."""
    known = file_columns(register)
    fields = {column.name: column for column in known if column.name in form.fields}
    by_heading = {_folded_heading(column.heading): column for column in known if column.name not in fields}
    for name, column in fields.items():
        by_heading |= {_folded_heading(words): column for words in (name, form[name].label, column.heading)}
    reference, places, unknown, faults = None, {}, [], []
    for at, heading in enumerate(headings):
        word = _folded_heading(heading)
        column_found = by_heading.get(word)
        if word == _folded_heading(reference_heading()):
            reference = at
        elif column_found is None:
            unknown += [heading] if word else []
        elif column_found.name in places:
            faults.append(_("Two columns are headed “%(heading)s”. Keep one of them.") % {"heading": heading})
        elif column_found.name in fields:
            places[column_found.name] = (column_found, at)
    return Plan(
        reference, tuple(places.values()), _notices(reference, unknown), tuple(faults + _none(places, fields))
    )


def _folded_heading(words: Any) -> str:
    return folded(as_text(words)).rstrip(" *:")


def _none(places: dict[str, Any], fields: dict[str, FileColumn]) -> list[str]:
    if places:
        return []
    first = ", ".join(column.heading for column in list(fields.values())[:_NAMED])
    return [
        _("None of the columns is known here. The first row must hold headings such as: %(first)s.")
        % {"first": first}
    ]


def _notices(reference: int | None, unknown: list[str]) -> tuple[str, ...]:
    told = []
    if reference is None:
        told.append(_("The file has no column “Reference”, so every row would be added as a new one."))
    if unknown:
        names = ", ".join(f"“{heading[:60]}”" for heading in unknown[:20])
        told.append(_("These columns are not known here and are left out: %(names)s.") % {"names": names})
    return tuple(told)


def form_hint(field: forms.Field) -> str:
    """What a column takes, for the page that explains the file."""
    several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    if isinstance(field, forms.ModelChoiceField):
        told = _("the name, as it is written here")
    elif isinstance(field, forms.ChoiceField):
        labels = [label for value, label in _flat(field.choices) if value not in ("", None)]
        told = (
            _("one of: %(labels)s") % {"labels": "; ".join(labels)}
            if len(labels) <= 12
            else _("one of the choices")
        )
    else:
        told = _plain_hint(field)
    return _("%(told)s; several with a semicolon between") % {"told": told} if several else told


def _plain_hint(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes or No")
    if isinstance(field, forms.DateTimeField):
        return _("a date and time, like 2027-03-03 14:30")
    if isinstance(field, forms.DateField):
        return _("a date, like 3 March 2027, 03/03/2027 or 2027-03-03")
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return _("a number")
    return _("text")
