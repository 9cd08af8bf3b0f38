"""What the record of the need says of the gates' criteria."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.need import queries
from coplan.need.models import Evidence, Need
from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership

ENOUGH = 3


def _needs(partnership: Partnership) -> str:
    return reverse("need:needs", args=[partnership.slug])


@automatic("need.has_statement")
def has_statement(partnership: Partnership, today: date) -> Met:
    need = Need.objects.order_by("number").first()
    if need is None:
        return Met(False, _("State the need."), _needs(partnership))
    return Met(True, need.title, need.get_absolute_url())


@automatic("need.has_trigger")
def has_trigger(partnership: Partnership, today: date) -> Met:
    need = Need.objects.exclude(trigger="").order_by("number").first()
    if need is None:
        return Met(False, _("Write down what set this off."), _needs(partnership))
    return Met(True, need.trigger, need.get_absolute_url())


@automatic("need.evidence_3")
def evidence(partnership: Partnership, today: date) -> Met:
    many = Evidence.objects.filter(need__removed_at=None).count()
    url = reverse("need:evidence", args=[partnership.slug])
    return Met(many >= ENOUGH, _("%(many)s pieces of evidence") % {"many": many}, url)


@automatic("need.shared_definition")
def shared_definition(partnership: Partnership, today: date) -> Met:
    """Every partner agrees to one need at least as it reads now."""
    views = queries.agreements(list(Need.objects.order_by("number")), today)
    if agreed := next((view for view in views if view.by_all), None):
        return Met(
            True, _("All agree: %(need)s") % {"need": agreed.need.title}, agreed.need.get_absolute_url()
        )
    waiting = ", ".join(str(view.partner) for view in views[0].waiting) if views else ""
    words = _("Not agreed yet by %(names)s.") % {"names": waiting} if waiting else _("Nobody has agreed yet.")
    return Met(False, words, _needs(partnership))
