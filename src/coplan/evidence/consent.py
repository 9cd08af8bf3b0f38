"""Whether an item may leave the workspace: one function, asked by every way out.

A list as a file or on paper, a pack and each later download of it, a document, and the pages of
those who read from outside (funders, observers) all ask `may_leave`. What it cannot allow, it refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coplan.evidence.models import OUTWARD, Consent, Item, Manner, Naming, Use
from coplan.kit.templatetags.kit import day

DAYS_BEFORE_END = 60


@dataclass(frozen=True)
class Verdict:
    """The answer, and why in a sentence that names nobody."""

    allowed: bool
    words: str


@dataclass(frozen=True)
class Badge:
    """How an item stands, in few words and a tone."""

    words: str
    tone: str


def in_force(item: Item) -> list[Consent]:
    """The consents that count: neither removed nor renewed since. No query where they were prefetched."""
    live = [one for one in item.consents.all() if one.removed_at is None]
    renewed = {one.replaces_id for one in live}
    return [one for one in live if one.pk not in renewed]


def may_leave(item: Item, use: str, today: date) -> Verdict:
    """Whether the item may be used so today. Everybody it is about must have agreed, and still agree."""
    if item.erased_on:
        return Verdict(False, _("It was erased on %(day)s.") % {"day": day(item.erased_on)})
    if item.removed_at:
        return Verdict(False, _("It is in the recycle bin."))
    if not item.is_about_somebody:
        return Verdict(True, _("No person can be told from it, so no consent is needed."))
    found = in_force(item)
    if not found:
        return Verdict(False, _("No consent is recorded, so it stays inside the workspace."))
    fault = next((fault for one in found if (fault := _fault(item, one, use, today))), "")
    return Verdict(False, fault) if fault else Verdict(True, _agreed(found))


def _fault(item: Item, consent: Consent, use: str, today: date) -> str:
    if consent.withdrawn_on and consent.withdrawn_on <= today:
        return _("The consent was withdrawn on %(day)s.") % {"day": day(consent.withdrawn_on)}
    if consent.until and consent.until < today:
        return _("The consent ended on %(day)s.") % {"day": day(consent.until)}
    if item.is_spoken_for and (consent.manner != Manner.GUARDIAN or not consent.capacity.strip()):
        return _("Nobody who may decide for the person has agreed.")
    if not consent.covers(use):
        return _("The consent does not cover this: %(use)s.") % {"use": Use(use).label}
    return ""


def _agreed(found: list[Consent]) -> str:
    ends = min((one.until for one in found if one.until), default=None)
    if ends is None:
        return _("There is consent, without an end.")
    return _("There is consent until %(day)s.") % {"day": day(ends)}


def attribution(item: Item) -> str:
    """What the person is called outside: the name they chose, where all agreed to names; else the role."""
    found = in_force(item)
    if found and all(one.naming == Naming.NAMED for one in found):
        return " · ".join(dict.fromkeys(one.name_shown for one in found))
    return item.called or (_("Somebody who took part") if item.is_about_somebody else "")


def badge(item: Item, today: date) -> Badge:
    """What may be done with it, for a card."""
    if not item.is_about_somebody and not item.erased_on:
        return Badge(_("About no person"), "info")
    uses = [use for use in OUTWARD if may_leave(item, use, today).allowed]
    if uses:
        short = {
            Use.REPORTS: _("reports"),
            Use.PUBLISHED: _("publication"),
            Use.TRAINING: _("training"),
        }
        return Badge(_("Consent: %(uses)s") % {"uses": ", ".join(short[use] for use in uses)}, "good")
    return _why_it_stays(item, today)


def _why_it_stays(item: Item, today: date) -> Badge:
    if item.erased_on:
        return Badge(_("Erased"), "none")
    found = in_force(item)
    if any(one.withdrawn_on for one in found):
        return Badge(_("Consent withdrawn"), "bad")
    if any(one.until and one.until < today for one in found):
        return Badge(_("Consent ended"), "warn")
    if may_leave(item, Use.INSIDE, today).allowed:
        return Badge(_("Stays inside"), "none")
    return Badge(_("No consent yet"), "warn")


def part(items: Iterable[Item], use: str, today: date) -> tuple[list[Item], list[tuple[Item, str]]]:
    """Those that may leave for a use, and those that may not with the reason."""
    going: list[Item] = []
    staying: list[tuple[Item, str]] = []
    for item in items:
        verdict = may_leave(item, use, today)
        if verdict.allowed:
            going.append(item)
        else:
            staying.append((item, verdict.words))
    return going, staying


def left_out_in_words(staying: list[tuple[Item, str]]) -> str:
    """How many were left out and why, for the foot of a file; empty where none was."""
    if not staying:
        return ""
    counted: dict[str, int] = {}
    for _item, why in staying:
        counted[why] = counted.get(why, 0) + 1
    reasons = "; ".join(f"{many} × {why}" for why, many in counted.items())
    return _("Left out because consent does not allow it: %(many)s. %(reasons)s") % {
        "many": len(staying),
        "reasons": reasons,
    }
