"""What every record of a partnership has: an owner, a number, a version, a history and a recycle bin."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import Any, ClassVar, Self, cast

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager, get_scope
from simple_history.models import HistoricalRecords

from coplan.kit import history

OWNER = "partnerships.Partnership"


class RecordQuerySet(models.QuerySet[Any]):
    """Rows of one partnership. Nothing here is unscoped: the manager refuses."""

    def removed(self) -> Self:
        return self.filter(removed_at__isnull=False)

    def live(self) -> Self:
        return self.filter(removed_at__isnull=True)


class LiveManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Everything that has not been put in the recycle bin."""

    def get_queryset(self) -> RecordQuerySet:
        found: RecordQuerySet = super().get_queryset()
        return found.live()


class EveryManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Live and removed alike."""


class PartnershipModel(models.Model):
    """A record that one partnership owns.

    `kind` is the short word stored wherever a record is pointed at from anywhere (comments,
    attachments, traces); it never changes once released. `letter` begins the reference people use: R-014.
    """

    kind: ClassVar[str] = ""
    letter: ClassVar[str] = ""

    partnership = models.ForeignKey(OWNER, models.CASCADE, related_name="+", editable=False)
    number = models.PositiveIntegerField(_("Number"), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("Added"), default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    history = HistoricalRecords(inherit=True, bases=[history.HistoryBase])

    objects: ClassVar[Any] = ScopedManager(partnership="partnership", _manager_class=LiveManager)
    every: ClassVar[Any] = ScopedManager(partnership="partnership", _manager_class=EveryManager)

    class Meta:
        abstract = True
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="%(app_label)s_%(class)s_number")
        ]
        indexes = [
            models.Index(
                fields=["partnership", "removed_at", "-number"], name="%(app_label).10s_%(class).12s_live"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if self.number is None:
                self.number = self._next_number()
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of(type(self), self.owner_slug, self.number)

    @property
    def reference(self) -> str:
        return f"{self.letter}-{self.number:03d}" if self.letter else str(self.number)

    @property
    def label(self) -> str:
        """How the record is named in a sentence or a link."""
        return f"{self.reference} {self}" if self.letter else str(self)

    @property
    def owner_slug(self) -> str:
        """The partnership's part of the address, without a query when its scope is open."""
        current = get_scope().get("partnership")
        if current is not None and current.pk == self.partnership_id:
            return str(current.slug)
        return str(self.partnership.slug)

    @property
    def kind_in_words(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def has_page(self) -> bool:
        """Whether records of this kind are shown at an address."""
        return type(self) in _addresses

    def resting(self, *, apart_from: Container[str] = ()) -> list[PartnershipModel]:
        """Live records of other kinds that point at this one; `apart_from` names the kinds that are parts of it."""
        found: list[PartnershipModel] = []
        for relation in self._meta.get_fields(include_hidden=True):
            kind: Any = relation.related_model if relation.one_to_many else None
            if kind is None or not issubclass(kind, PartnershipModel) or kind.kind in apart_from:
                continue
            needs = getattr(kind, "LABEL_NEEDS", ())
            name = relation.field.name  # type: ignore[union-attr]
            found += in_sight(kind).filter(**{name: self}).select_related(*needs)[:20]
        return found

    def clean(self) -> None:
        """Related rows must belong to the same partnership: foreign keys are not scoped."""
        super().clean()
        for field in self._meta.concrete_fields:
            if not field.is_relation or field.name == "partnership" or getattr(self, field.attname) is None:
                continue
            if not issubclass(cast("type", field.related_model), PartnershipModel):
                continue
            related = getattr(self, field.name)
            if related.partnership_id != self.partnership_id:
                raise ValidationError({field.name: _("Choose one that belongs to this partnership.")})

    def _next_number(self) -> int:
        """One more than any number ever used here, removed records included."""
        queue(self.partnership_id)
        used = (
            type(self)._base_manager.filter(partnership_id=self.partnership_id).aggregate(most=Max("number"))
        )
        return int(used["most"] or 0) + 1

    def hold(self) -> None:
        """Read the row anew; nobody else changes it until the transaction ends.

        Without it a verb decides on, and writes into the history, what somebody has changed meanwhile.
        """
        queue(self.partnership_id)
        try:
            self.refresh_from_db(from_queryset=type(self).objects.all())
        except type(self).DoesNotExist:
            raise ValidationError(_("Somebody removed this meanwhile. Look in the recycle bin.")) from None

    def remove(self) -> None:
        """Put in the recycle bin."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])

    def restore(self) -> None:
        self.removed_at = None
        self.save(update_fields=["removed_at"])


def queue(partnership_id: int) -> None:
    """Wait until nobody else writes in the partnership; the first thing in a transaction that checks, then writes.

    Whoever locks a single row too does so after this, or two people could wait for each other. SQLite
    queues by itself.
    """
    owners = apps.get_model(OWNER)._default_manager.select_for_update(no_key=True)
    owners.filter(pk=partnership_id).values_list("pk").first()


_addresses: dict[type[PartnershipModel], Any] = {}


def show_at(model: type[PartnershipModel], address: Any) -> None:
    """Tell where a kind of record is shown: a function of the partnership's slug and the number."""
    _addresses[model] = address


def address_of(model: type[PartnershipModel], slug: str, number: int) -> str:
    return str(_addresses[model](slug, number))


def in_sight(kind: Any) -> models.QuerySet[Any]:
    """Live rows whose whole is live too: a row goes out of sight with what it is a part of."""
    found: models.QuerySet[Any] = kind.objects.all()
    for field in kind._meta.concrete_fields:
        is_part = field.is_relation and field.remote_field.on_delete is models.CASCADE
        if is_part and issubclass(field.related_model, PartnershipModel):
            found = found.filter(**{f"{field.name}__removed_at": None})
    return found


@cache
def model_of_kind(kind: str) -> type[PartnershipModel]:
    """The model a stored kind stands for; LookupError when it stands for none."""
    for model in apps.get_models():
        if issubclass(model, PartnershipModel) and model.kind == kind:
            return model
    raise LookupError(f"No record is of the kind {kind!r}.")


class AboutRecord(models.Model):
    """Something said of, or put with, any record of a partnership."""

    partnership = models.ForeignKey(OWNER, models.CASCADE, related_name="+", editable=False)
    kind = models.CharField(max_length=30, editable=False)
    record_id = models.BigIntegerField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = ScopedManager(partnership="partnership", _manager_class=LiveManager)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["partnership", "kind", "record_id"], name="kit_%(class).14s_record")]

    @classmethod
    def of(cls, record: PartnershipModel) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = cls.objects.filter(kind=record.kind, record_id=record.pk)
        return found.select_related("by")


class Comment(AboutRecord):
    """What somebody said about a record."""

    text = models.TextField(_("Comment"), max_length=4000)

    def __str__(self) -> str:
        return self.text[:80]


class Attachment(AboutRecord):
    """A file kept with a record: stored outside the web root, served only through the access check."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)

    def __str__(self) -> str:
        return self.name
