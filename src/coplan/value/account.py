"""Writing what people say about a map: its texts, replies to checks, the screen for materiality."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.value.checks.model import Found
from coplan.value.models import Ground, Part, Reply, Statement, ValueMap, ValueOutcome
from coplan.value.versions import touch


class WrittenMeanwhileError(Exception):
    """Somebody else saved another text since the writer opened it."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__(theirs)
        self.theirs, self.version = theirs, version


def write(*, value_map: ValueMap, part: str, text: str, version: int, by: Any) -> bool:
    """Keep the words for one part in place of those of `version`, 0 where there were none. Whether it changed."""
    if part not in Part.values:
        raise ValidationError(_("There is no such part of the account."))
    text = text.strip()
    queue(value_map.partnership_id)
    kept = Statement.objects.filter(value_map=value_map, part=part).first()
    if (kept.text if kept else "") == text:
        return False
    if kept is None:
        kept = Statement(partnership_id=value_map.partnership_id, value_map=value_map, part=part)
    elif kept.version != version:
        raise WrittenMeanwhileError(kept.text, kept.version)
    else:
        kept.version += 1
    kept.text = text
    history.keep(kept, by=by)
    return True


@transaction.atomic
def reply(*, value_map: ValueMap, check: str, found: Found, text: str, version: int, by: Any) -> None:
    """Keep what somebody answers to a finding as it reads now; an empty text takes the reply back."""
    queue(value_map.partnership_id)
    kept = Reply.objects.filter(value_map=value_map, check_code=check, subject=found.subject).first()
    if kept is not None and kept.version != version:
        raise WrittenMeanwhileError(kept.text, kept.version)
    if not text.strip():
        if kept is not None:
            history.note(kept, by=by)
            kept.remove()
        return
    if kept is None:
        kept = Reply(
            partnership_id=value_map.partnership_id,
            value_map=value_map,
            check_code=check,
            subject=found.subject,
        )
    else:
        kept.version += 1
    kept.found, kept.text = found.words[:1000], text.strip()
    history.keep(kept, by=by)


@transaction.atomic
def screen(
    *, row: ValueOutcome, grounds: list[str], counted: bool, reason: str, version: int, by: Any
) -> bool:
    """Say whether an outcome is relevant and counted, with the reason. Whether anything changed."""
    row.hold()
    reason = reason.strip()
    if (row.relevant_because, row.is_counted, row.material_reason) == (grounds, counted, reason):
        return False
    if row.version != version:
        raise ValidationError(
            _("Somebody changed this outcome meanwhile. Look at it as it is now, and save again.")
        )
    if unknown := set(grounds) - set(Ground.values):
        raise ValidationError(_("There is no such ground: %(ground)s") % {"ground": sorted(unknown)[0]})
    if not counted and not reason:
        raise ValidationError(_("Say why it is left out: a reader will ask."))
    row.relevant_because, row.is_counted, row.material_reason = grounds, counted, reason
    row.version += 1
    history.note(row, by=by, why=reason)
    row.full_clean()
    row.save()
    touch(value_map=row.value_map, by=by)
    return True
