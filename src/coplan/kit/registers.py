"""Register: list, detail, add, edit, remove with undo, import, export and history from one declaration.

    class Risks(Register):
        model = Risk
        prefix = "risks"
        section = Section.RUN
        columns = [Column("reference", sort="number"), Column("title", link=True), "owner", "score"]
        fields = ["title", "probability", "impact", "owner"]
        filters = ["status", "owner"]
        search = ["title", "description"]
        view_action, change_action = SEE_RISKS, CHANGE_RISKS

`urls()` gives the addresses; every one of them carries its action, and every saved row is found
again in the permitted queryset before the transaction ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q
from django.forms import ModelForm
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import classproperty

from coplan.kit import filters, register_views, shell, tables
from coplan.kit.access import Action, Refused, allowed, recheck, requires
from coplan.kit.models import PartnershipModel, show_at
from coplan.kit.register_forms import record_form

PAGE = 25


def asked_for(request: HttpRequest, name: str, rows: models.QuerySet[Any]) -> Any:
    """The one of `rows` whose number the address names, as in `?risk=12`; None where it names none."""
    number = request.GET.get(name, "")
    return rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None


class Register:
    """One kind of record with everything people do to it. Subclasses declare; they rarely override."""

    model: ClassVar[type[PartnershipModel]]
    prefix: ClassVar[str]
    section: ClassVar[shell.Section]
    order: ClassVar[int] = 50
    columns: ClassVar[Sequence[str | tables.Column]]
    fields: ClassVar[Sequence[str]]
    groups: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    filters: ClassVar[Sequence[str]] = ()
    default_filters: ClassVar[dict[str, str]] = {}
    search: ClassVar[Sequence[str]] = ()
    related: ClassVar[Sequence[str]] = ()
    ordering: ClassVar[str] = "-number"
    view_action: ClassVar[Action]
    change_action: ClassVar[Action]
    form: ClassVar[type[ModelForm[Any]] | None] = None
    guidance: ClassVar[str] = ""
    summary: ClassVar[str] = ""
    example: ClassVar[str] = ""
    list_template: ClassVar[str] = "kit/register/list.html"
    detail_template: ClassVar[str] = "kit/register/detail.html"
    can_add: ClassVar[bool] = True
    can_import: ClassVar[bool] = True
    # Set when the record is shown on a page of its own kind instead of the register's detail
    in_navigation: ClassVar[bool] = True

    # What a subclass may say about its pages

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        """More for the list page; `found` is the filtered list. A `total` saves counting it again."""
        return {}

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """More for the detail page."""
        return {}

    def prepare(self, request: HttpRequest, record: Any) -> None:
        """Set what the person does not type, before a new record is checked."""

    def saved(self, request: HttpRequest, record: Any, *, added: bool) -> None:
        """What follows from saving, inside the same transaction."""

    def resting(self, record: Any) -> list[PartnershipModel]:
        """The live records that rest on this one: while there are any, it is not removed."""
        return []

    def refusal(self, request: HttpRequest, record: Any) -> str:
        """Another reason why a record is not removed, with what to do about it."""
        return ""

    def leaving(self, request: HttpRequest, rows: models.QuerySet[Any]) -> tuple[models.QuerySet[Any], str]:
        """The rows that may leave as a file or on paper, and a sentence on those left out."""
        return rows, ""

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        return allowed(request, self.change_action, record)

    # Names and addresses

    @classproperty
    def title(cls) -> str:
        return str(cls.model._meta.verbose_name_plural).capitalize()

    @classproperty
    def one(cls) -> str:
        return str(cls.model._meta.verbose_name)

    @classmethod
    def name(cls, part: str = "") -> str:
        """The address's name: `raid:risks`, `raid:risks-edit` …"""
        return f"{cls.model._meta.app_label}:{cls.prefix}{'-' if part else ''}{part}"

    @classmethod
    def url(cls, part: str, slug: str, *args: Any) -> str:
        return reverse(cls.name(part), args=[slug, *args])

    @classmethod
    def urls(cls) -> list[URLPattern]:
        register = cls()
        show_at(cls.model, lambda slug, number: cls.url("detail", slug, number))
        if cls.in_navigation:
            shell.register_tool(
                shell.Tool(cls.section, cls.title, cls.name(), cls.view_action.code, cls.order)
            )
        one = f"{cls.prefix}/<int:number>/"
        see, change = requires(cls.view_action), requires(cls.change_action)
        views = register_views
        found = [
            (f"{cls.prefix}/", "", see(views.listing(register))),
            (f"{cls.prefix}/export.<str:form>", "export", see(views.export(register))),
            (one, "detail", see(views.detail(register))),
            (f"{one}edit/", "edit", change(views.edit(register))),
            (f"{one}remove/", "remove", change(views.remove(register))),
            (f"{one}restore/", "restore", change(views.restore(register))),
            (f"{one}comments/", "comment", see(views.comment(register))),
            (f"{one}files/", "attach", change(views.attach(register))),
            (f"{one}files/<int:file>/", "file", see(views.attachment(register))),
            (f"{one}files/<int:file>/remove/", "detach", change(views.detach(register))),
        ]
        if cls.can_add:
            found.append((f"{cls.prefix}/add/", "add", change(views.add(register))))
        if cls.can_add and cls.can_import:
            found.append((f"{cls.prefix}/import/", "import", change(views.importing(register))))
        return [
            path(route, view, name=f"{cls.prefix}{'-' if part else ''}{part}") for route, part, view in found
        ]

    # Rows

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows this person may see, within the open scope."""
        return cast("models.QuerySet[Any]", self.model.objects.select_related(*self.related))

    def get(self, request: HttpRequest, number: int, *, removed: bool = False) -> Any:
        rows = self.model.every.removed() if removed else self.queryset(request)
        record = rows.filter(number=number).first()
        if record is None:
            raise Http404
        recheck(request, self.view_action, record)
        return record

    def get_to_change(self, request: HttpRequest, number: int, *, removed: bool = False) -> Any:
        """The record, for a page that changes it: what `may_change` closes is closed to every such page."""
        record = self.get(request, number, removed=removed)
        if not self.may_change(request, record):
            raise Refused(self.change_action)
        return record

    def found_again(self, request: HttpRequest, record: Any) -> None:
        """A saved row must be among those the person may see; else nothing is saved."""
        if not self.queryset(request).filter(pk=record.pk).exists():
            raise PermissionDenied

    @classmethod
    @cache
    def all_columns(cls) -> tuple[tables.Column, ...]:
        return tables.as_columns(cls.columns)

    def sort_of(self, request: HttpRequest) -> str:
        asked = request.GET.get("sort", "")
        known = {column.name for column in self.all_columns() if column.ordering(self.model)}
        return asked if asked.lstrip("-") in known else ""

    def sorted(self, rows: models.QuerySet[Any], sort: str) -> models.QuerySet[Any]:
        if not sort:
            return rows.order_by(self.ordering, "-number")
        column = next(c for c in self.all_columns() if c.name == sort.lstrip("-"))
        field = models.F(column.ordering(self.model).replace(".", "__"))
        way = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
        return rows.order_by(way, "-number")

    def searched(self, rows: models.QuerySet[Any], words: str) -> models.QuerySet[Any]:
        """Rows in which every word is found; a reference such as R-014 finds its record."""
        letter = self.model.letter
        for word in words.split()[:8]:
            match = Q()
            for field in self.search:
                match |= Q(**{f"{field}__icontains": word})
            mark, dash, tail = word.upper().partition("-")
            if letter and mark == letter and dash and tail.isdecimal() and len(tail) < 9:
                match |= Q(number=int(tail))
            rows = rows.filter(match)
        return rows

    def shows_bin(self, request: HttpRequest) -> bool:
        """What was removed is only for those who may put it back."""
        return bool(request.GET.get("removed")) and self.may_change(request)

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        """The filter form and the rows that pass it, searched and sorted."""
        in_bin = self.shows_bin(request)
        rows = self.model.every.removed() if in_bin else self.queryset(request)
        chosen = filters.filter_set(type(self), request, rows)
        kept = chosen.qs if chosen is not None and chosen.is_valid() else rows
        kept = self.searched(kept, request.GET.get("q", "")) if self.search else kept
        return chosen, self.sorted(kept, self.sort_of(request))

    def page(self, request: HttpRequest, rows: models.QuerySet[Any], total: int | None = None) -> Page[Any]:
        paginator = Paginator(rows, PAGE)
        if total is not None:
            paginator.count = total
        return paginator.get_page(request.GET.get("page"))

    def form_for(self, request: HttpRequest, record: Any, data: Any = None) -> ModelForm[Any]:
        """The form, built now: a foreign key to a scoped model cannot be declared at import."""
        made = record_form(type(self))
        return made(data, instance=record, request=request)

    def blank(self, request: HttpRequest) -> Any:
        record = self.model(partnership=request.partnership)  # type: ignore[attr-defined]
        self.prepare(request, record)
        return record
