"""History in words: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Kept by the record itself; not news to a reader
_SILENT = frozenset({"version", "score", "partnership", "created_at", "number", "position"})


class HistoryBase(models.Model):
    """Base of every history table."""

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Change:
    """One field that changed, as people read it."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One moment in a record's history."""

    at: datetime
    who: str
    act: str
    why: str
    changes: tuple[Change, ...]


def entries(record: models.Model, limit: int = 50) -> list[Entry]:
    """The newest first. Three queries whatever the length: rows, people, and one a kind of related record."""
    rows = list(record.history.select_related("history_user")[: limit + 1])  # type: ignore[attr-defined]
    names = _related_names(type(record), rows)
    found = []
    for newer, older in zip(rows, [*rows[1:], None], strict=False):
        if older is None and len(rows) > limit:
            break
        found.append(_entry(type(record), newer, older, names))
    return [entry for entry in found if entry.changes or entry.act != _("changed")]


def entries_of_many(
    model: type[models.Model], keys: Iterable[Any], start: datetime
) -> dict[Any, tuple[Entry, ...]]:
    """The entries since a moment of many records of one kind, by record; queries do not grow with them."""
    rows = list(
        model.history.filter(id__in=list(keys))  # type: ignore[attr-defined]
        .select_related("history_user")
        .order_by("id", "-history_date", "-history_id")
    )
    names = _related_names(model, rows)
    found: dict[Any, list[Entry]] = {}
    for newer, older in zip(rows, [*rows[1:], None], strict=False):
        if newer.history_date < start:
            continue
        entry = _entry(model, newer, older if older is not None and older.id == newer.id else None, names)
        if entry.changes or entry.act != _("changed"):
            found.setdefault(newer.id, []).append(entry)
    return {key: tuple(kept) for key, kept in found.items()}


def _entry(model: type[models.Model], newer: Any, older: Any, names: dict[tuple[str, Any], str]) -> Entry:
    changes = () if older is None else tuple(_changes(model, newer, older, names))
    return Entry(
        at=newer.history_date,
        who=str(newer.history_user) if newer.history_user else _("coplan"),
        act=_act(newer, older),
        why=newer.history_change_reason or "",
        changes=changes,
    )


def _act(newer: Any, older: Any) -> str:
    if newer.history_type == "+" or older is None:
        return _("added")
    if newer.history_type == "-":
        return _("deleted")
    removed_now, removed_before = getattr(newer, "removed_at", None), getattr(older, "removed_at", None)
    if removed_now and not removed_before:
        return _("removed")
    if removed_before and not removed_now:
        return _("put back")
    return _("changed")


def _shown(model: type[models.Model]) -> Iterable[Any]:
    return (f for f in model._meta.concrete_fields if f.name not in _SILENT | {"id", "removed_at"})


def _changes(
    model: type[models.Model], newer: Any, older: Any, names: dict[tuple[str, Any], str]
) -> Iterable[Change]:
    for field in _shown(model):
        if not hasattr(newer, field.attname):
            continue
        before, after = getattr(older, field.attname), getattr(newer, field.attname)
        if before != after:
            yield Change(
                str(field.verbose_name), _in_words(field, before, names), _in_words(field, after, names)
            )


def _in_words(field: Any, value: Any, names: dict[tuple[str, Any], str]) -> str:
    if value is None or value == "":
        return _("nothing")
    if field.is_relation:
        return names.get((field.name, value), _("someone or something since removed"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return date_format(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _related_names(model: type[models.Model], rows: list[Any]) -> dict[tuple[str, Any], str]:
    """The words for every related record named in these rows, one query a field."""
    names: dict[tuple[str, Any], str] = {}
    for field in _shown(model):
        if not field.is_relation:
            continue
        keys = {getattr(row, field.attname, None) for row in rows} - {None}
        if len({getattr(row, field.attname, None) for row in rows}) < 2:
            continue
        found = field.related_model._base_manager.filter(pk__in=keys)
        related = getattr(field.related_model, "LABEL_NEEDS", ())
        names |= {(field.name, one.pk): str(one) for one in found.select_related(*related)}
    return names


def note(record: Any, *, by: Any, why: str = "") -> None:
    """Say who saves a record next and why; the history row takes it."""
    record._history_user = by
    record._change_reason = why[:1000] or None


def keep(record: models.Model, *, by: Any, why: str = "") -> None:
    """Save a record with who did it and why, once its own rules hold; raises ValidationError where they do not.

    A new record's number is given as it is saved, so it is not checked before.
    """
    note(record, by=by, why=why)
    record.full_clean(exclude=["number"])
    record.save()
