"""Makes the example's rows into records, each with the history it would have had."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone
from django_scopes import scope

from coplan.demo.rows import Change, Ref, Row, When
from coplan.kit import attachments, history
from coplan.kit.models import Comment, PartnershipModel
from coplan.partnerships.models import Partnership
from coplan.people.models import Person

MORNING = time(10, 0)


class Maker:
    """Keeps what it made by model and key, so that later rows can name it."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.partnership: Partnership | None = None
        self._made: dict[tuple[type[models.Model], str], models.Model] = {}
        self._numbers: Counter[tuple[int, type[models.Model]]] = Counter()
        self._minutes: Counter[date] = Counter()
        self._until: date | None = None
        self._waiting: list[Row | tuple[models.Model, Change]] = []

    def pause_at(self, on: When) -> None:
        """From now on, what is dated later waits, with what rests on it, until `go_on`."""
        self._until = self.day(on)

    def go_on(self) -> None:
        """Make what waited, in the order it came."""
        self._until, waiting, self._waiting = None, self._waiting, []
        with scope(partnership=self.partnership):
            for one in waiting:
                if isinstance(one, Row):
                    self.add(one)
                else:
                    self._change(*one)

    def within(self, key: str) -> None:
        """The rows that follow belong to this partnership."""
        found = self.made(Partnership, key)
        assert isinstance(found, Partnership)
        self.partnership = found

    def made(self, model: type[models.Model], key: str) -> models.Model:
        return self._made[model, key]

    def add_all(self, rows: tuple[Row, ...]) -> None:
        with scope(partnership=self.partnership) if self.partnership else nullcontext():
            for one in rows:
                self.add(one)

    def add(self, one: Row) -> None:
        if self._must_wait(one):
            self._waiting.append(one)
            return
        record = one.model(**self._values(one.model, one.fields))
        if isinstance(record, PartnershipModel):
            self._own(record)
        self._sign(record, one)
        self._save(record, one.on, one.who, "")
        self._made[one.model, one.key] = record
        for each in one.changes:
            if self._is_later(each.on):
                self._waiting.append((record, each))
            else:
                self._change(record, each)

    def say(self, model: type[models.Model], key: str, *, who: str, on: When, text: str) -> None:
        """A comment on a record."""
        record = self.made(model, key)
        assert isinstance(record, PartnershipModel)
        with scope(partnership=self.partnership):
            Comment.objects.create(
                partnership=self.partnership,
                kind=record.kind,
                record_id=record.pk,
                by=self.made(Person, who),
                at=self._moment(on),
                text=text,
            )

    def attach(self, model: type[models.Model], key: str, *, who: str, name: str, content: bytes) -> None:
        """A file with a record, through the same checks as any other."""
        record = self.made(model, key)
        assert isinstance(record, PartnershipModel)
        with scope(partnership=self.partnership):
            fault = attachments.add(record, SimpleUploadedFile(name, content), by=self.made(Person, who))
        if fault:
            raise ValueError(f"{name}: {fault}")

    def change(self, model: type[models.Model], key: str, made: Change) -> None:
        """What somebody changed of a record that could not be told with it."""
        with scope(partnership=self.partnership):
            self._change(self.made(model, key), made)

    def set_back(self, record: PartnershipModel, on: When) -> None:
        """Date a record that a service made just now, and its history, to another day."""
        moment = self._moment(on)
        known = {field.name for field in record._meta.concrete_fields}
        names = {"created_at", "issued_at", "published_at", "at"} & known
        dates = dict.fromkeys(names, moment)
        type(record)._base_manager.filter(pk=record.pk).update(**dates)
        record.history.update(history_date=moment, **dates)
        record.refresh_from_db(fields=names)

    def day(self, value: Any) -> date:
        if callable(value):
            found: date = value(self.today)
            return found
        return value if isinstance(value, date) else self.today + timedelta(days=value)

    def _must_wait(self, one: Row) -> bool:
        if self._until is None:
            return False
        return self._is_later(one.on) or not all(key in self._made for key in _rests_on(one))

    def _is_later(self, on: When) -> bool:
        return self._until is not None and self.day(on) > self._until

    def _own(self, record: PartnershipModel) -> None:
        assert self.partnership is not None
        record.partnership = self.partnership
        counted = (self.partnership.pk, type(record))
        # Numbered here: asking the database for the next number would double the time of loading
        self._numbers[counted] += 1
        record.number = self._numbers[counted]

    def _change(self, record: models.Model, made: Change) -> None:
        for name, value in self._values(type(record), made.fields).items():
            setattr(record, name, value)
        if hasattr(record, "version"):
            record.version += 1
        self._save(record, made.on, made.who, made.why)

    def _save(self, record: Any, on: When, who: str, why: str) -> None:
        author = self._made.get((Person, who))
        history.note(record, by=author, why=why)
        record._history_date = self._moment(on)
        record.save()

    def _sign(self, record: models.Model, one: Row) -> None:
        """The day and the person that a record keeps of its own making."""
        fields = {field.name: field for field in record._meta.concrete_fields}
        for name in {"created_at", "at"} & set(fields):
            setattr(record, name, self._moment(one.on))
        if "by" in fields and "by" not in one.fields and fields["by"].related_model is Person:
            record.by = self.made(Person, one.who)  # type: ignore[attr-defined]

    def _moment(self, on: When) -> datetime:
        """Ten in the morning and a minute more for each act of the day, never after now."""
        day = self.day(on)
        self._minutes[day] += 1
        moment = timezone.make_aware(datetime.combine(day, MORNING) + timedelta(minutes=self._minutes[day]))
        return min(moment, timezone.now())

    def _values(self, model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(model, name, value) for name, value in fields.items()}

    def _value(self, model: type[models.Model], name: str, value: Any) -> Any:
        field: Any = model._meta.get_field(name)
        if value is None:
            return None
        if isinstance(value, Ref):
            return self._made[value.model, value.key].pk
        if field.is_relation:
            return self._made[field.related_model, value]
        if isinstance(field, models.DateTimeField):
            return self._moment(value)
        if isinstance(field, models.DateField):
            return self.day(value)
        return value(self.today) if callable(value) else value


def _rests_on(one: Row) -> list[tuple[type[models.Model], str]]:
    """The records that a row names, as the maker keeps them."""
    found = []
    for name, value in one.fields.items():
        field: Any = one.model._meta.get_field(name)
        if isinstance(value, Ref):
            found.append((value.model, value.key))
        elif field.is_relation and value is not None:
            found.append((field.related_model, value))
    return found
