"""Is one outcome counted twice: in two rows, for one person in two groups, or in another map?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.stakeholders.models import Sort
from coplan.value.checks.model import Check, Facts, Found
from coplan.value.checks.people import groups_of
from coplan.value.models import ValueOutcome

# Two titles that share this part of their words are likely the same change said twice
ALIKE = 0.6
PEOPLE = (Sort.SERVICE_USERS, Sort.CARERS, Sort.STAFF, Sort.COMMUNITY)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset({"and", "the", "for", "with", "their", "who", "from", "are", "people", "more"})


def _words(row: ValueOutcome) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(row.title.lower()) if word not in _SMALL)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _pair(facts: Facts, one: ValueOutcome, other: ValueOutcome, kind: str, words: str) -> Found:
    first, second = sorted((one, other), key=lambda row: row.number)
    told = words % {"one": f"{one.code} {one.title}", "other": f"{other.code} {other.title}"}
    links = (*facts.about(first), *facts.about(second))
    return Found(f"{kind} {first.number} {second.number}", told, links)


def same_change(facts: Facts) -> Iterator[Found]:
    """Each pair of rows once, for the strongest sign that they are one."""
    titles = {row.pk: _words(row) for row in facts.rows.outcomes}
    for one, other in combinations(facts.rows.outcomes, 2):
        read = {reading.pk for reading in facts.readings[one.pk]}
        if read & {reading.pk for reading in facts.readings[other.pk]}:
            words = _("%(one)s and %(other)s take their quantity from the same reading.")
            yield _pair(facts, one, other, "reading", words)
        elif _likeness(titles[one.pk], titles[other.pk]) >= ALIKE:
            yield _pair(facts, one, other, "title", _("%(one)s and %(other)s say nearly the same."))
        elif _same_proxy(one, other):
            yield _pair(facts, one, other, "proxy", _("%(one)s and %(other)s are valued by the same proxy."))


def _same_proxy(one: ValueOutcome, other: ValueOutcome) -> bool:
    if one.library_proxy_id is not None:
        return one.library_proxy_id == other.library_proxy_id
    named = one.proxy_name.strip().lower()
    return bool(named) and named == other.proxy_name.strip().lower()


def chain_of_events(facts: Facts) -> Iterator[Found]:
    for one in facts.rows.outcomes:
        for other in facts.rows.outcomes:
            if one.outcome_id and other.outcome_id in facts.leads_to.get(one.outcome_id, frozenset()):
                words = _(
                    "In the logic model %(one)s leads to %(other)s, and both are valued: the second may hold the value "
                    "of the first."
                )
                yield _pair(facts, one, other, "chain", words)


def people_in_two_groups(facts: Facts) -> Iterator[Found]:
    for one, other in combinations(groups_of(facts), 2):
        if one.sort == other.sort and one.sort in PEOPLE:
            words = _(
                "%(one)s and %(other)s are both “%(sort)s”: a person in both groups may be counted twice."
            ) % {"one": one, "other": other, "sort": one.get_sort_display()}
            first, second = sorted((one.number, other.number))
            links = ((str(one), one.get_absolute_url()), (str(other), other.get_absolute_url()))
            yield Found(f"groups {first} {second}", words, links)


def valued_elsewhere(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        for reading in facts.readings[row.pk]:
            if reading.pk in facts.elsewhere:
                words = _("The quantity of %(row)s is valued in another map too: %(map)s.") % {
                    "row": f"{row.code} {row.title}",
                    "map": facts.elsewhere[reading.pk],
                }
                yield Found(f"elsewhere {row.number}", words, facts.about(row))
                break


TWICE = (
    Check(
        "twice",
        "over-claim",
        gettext_lazy("Is one change counted in two rows?"),
        gettext_lazy("No two rows share a reading, a proxy or nearly the same words."),
        same_change,
    ),
    Check(
        "chain",
        "over-claim",
        gettext_lazy("Are a change and what follows from it both valued?"),
        gettext_lazy("No valued outcome leads to another valued one in the logic model."),
        chain_of_events,
    ),
    Check(
        "groups",
        "over-claim",
        gettext_lazy("Could one person be in two groups?"),
        gettext_lazy("No two groups of the map are of the same people, as far as their kind tells."),
        people_in_two_groups,
    ),
    Check(
        "elsewhere",
        "over-claim",
        gettext_lazy("Is it claimed in another map of the partnership?"),
        gettext_lazy("No quantity is valued in another map as well."),
        valued_elsewhere,
    ),
)
