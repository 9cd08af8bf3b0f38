"""What reporting holds about a person, for their export and their removal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scopes_disabled

from coplan.people.holdings import Holding, Row, hold
from coplan.returns.models import Link, Quiet, Reminder


def _rows(person: Any) -> Iterator[Row]:
    for quiet in Quiet.objects.filter(person=person):
        yield {_("What"): _("You want no reminders by e-mail"), _("On"): _moment(quiet.since)}
    with scopes_disabled():
        reminders = list(
            Reminder.objects.filter(person=person).select_related(
                "partnership", "in_return__round", "in_return__partner__organisation"
            )
        )
        links = list(
            Link.objects.filter(person=person).select_related(
                "partnership", "in_return__round", "in_return__partner__organisation"
            )
        )
        for row in [*reminders, *links]:
            what = _("You were reminded") if isinstance(row, Reminder) else _("You were sent a link")
            yield {
                _("What"): what,
                _("Partnership"): row.partnership.name,
                _("Return"): str(row.in_return),
                _("On"): _moment(row.at if isinstance(row, Reminder) else row.made_at),
            }


def _moment(when: Any) -> str:
    return date_format(timezone.localtime(when))


def _forget(person: Any, by: Any) -> None:
    """Links and reminders only served to reach the person."""
    Quiet.objects.filter(person=person).delete()
    with scopes_disabled():
        Reminder.objects.filter(person=person).delete()
        Link.objects.filter(person=person).delete()


hold(
    Holding(
        code="reporting",
        title=gettext_lazy("Reminders and links to report figures"),
        models=(Quiet, Reminder, Link),
        rows=_rows,
        forget=_forget,
    )
)
