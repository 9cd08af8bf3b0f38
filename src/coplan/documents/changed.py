"""What has changed in the logic model since partners last signed a document that rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django_scopes import get_scope

from coplan.documents.models import Decision, SignOff
from coplan.outcomes.models import Element, Indicator, Target


def last_signed() -> datetime | None:
    """When the newest document that a partner approved was issued."""
    words = SignOff.objects.filter(replaced_at=None, decision=Decision.APPROVED)
    found: datetime | None = (
        words.order_by("-document__issued_at").values_list("document__issued_at", flat=True).first()
    )
    return found


def elements_changed_since_signed() -> Iterable[int]:
    """Keys of parts of the logic model that changed since, by themselves, an indicator or a target.

    Two queries; none but the first where nobody has signed.
    """
    since = last_signed()
    if since is None:
        return frozenset()
    later = {"history_date__gt": since, "partnership_id": get_scope()["partnership"].pk}
    parts = Element.history.filter(**later).order_by().values_list("id")
    indicators = Indicator.history.filter(**later).order_by().values_list("outcome_id")
    targets = Target.history.filter(**later).order_by().values_list("indicator__outcome_id")
    return frozenset(key for (key,) in parts.union(indicators, targets) if key is not None)
