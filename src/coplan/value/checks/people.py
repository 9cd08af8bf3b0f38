"""Were the people it happens to asked, did anybody look for harm, does each row rest on the logic model?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.stakeholders.models import Sort, StakeholderGroup
from coplan.value.checks.model import Check, Facts, Found
from coplan.value.models import Part


def groups_of(facts: Facts) -> list[StakeholderGroup]:
    """Each group to whom something happens in the map, once; who only pays is not asked here."""
    found = {
        row.stakeholder_id: row.stakeholder for row in facts.rows.outcomes if row.stakeholder is not None
    }
    return sorted(found.values(), key=lambda group: group.name)


def has_say(facts: Facts, group: StakeholderGroup) -> bool:
    if any(say.stakeholder_id == group.pk for say in facts.says):
        return True
    return group.sort == Sort.SERVICE_USERS and facts.has_seats


def not_asked(facts: Facts) -> Iterator[Found]:
    for group in groups_of(facts):
        if not has_say(facts, group):
            words = _("%(group)s: nothing says that they were asked what changes for them.") % {
                "group": group
            }
            link = (_("Record how they had a say"), facts.urls["say"])
            yield Found(f"group {group.number}", words, ((str(group), group.get_absolute_url()), link))


def nobody_named(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        if row.stakeholder_id is None:
            words = _("%(row)s names no stakeholder group.") % {"row": f"{row.code} {row.title}"}
            yield Found(f"row {row.number}", words, facts.about(row, "stakeholder"))


def no_word_of_involvement(facts: Facts) -> Iterator[Found]:
    if not facts.text(Part.INVOLVEMENT):
        yield Found("", _("Nobody has written how stakeholders were chosen and involved."), facts.step(1))


def nothing_negative(facts: Facts) -> Iterator[Found]:
    if not any(row.proxy < 0 for row in facts.rows.every_outcome) and not facts.text(Part.NEGATIVE):
        words = _(
            "No row is a change for the worse, and nobody has written where unwelcome changes were looked for."
        )
        yield Found("", words, facts.step(2))


def outside_the_model(facts: Facts) -> Iterator[Found]:
    for row in facts.rows.outcomes:
        if row.outcome_id is None:
            words = _("%(row)s is not linked to the logic model, so nothing shows how it comes about.") % {
                "row": f"{row.code} {row.title}"
            }
            yield Found(f"row {row.number}", words, facts.about(row, "outcome"))


PEOPLE = (
    Check(
        "asked",
        "involve",
        gettext_lazy("Was every group that changes asked?"),
        gettext_lazy("Every group of the map had a say, and it is recorded."),
        not_asked,
    ),
    Check(
        "named",
        "involve",
        gettext_lazy("Does every row say whom it happens to?"),
        gettext_lazy("Every row names its stakeholder group."),
        nobody_named,
    ),
    Check(
        "involved",
        "involve",
        gettext_lazy("Is it written how people were chosen and involved?"),
        gettext_lazy("It is written how stakeholders were chosen and involved."),
        no_word_of_involvement,
    ),
    Check(
        "negative",
        "understand",
        gettext_lazy("Were changes for the worse looked for?"),
        gettext_lazy("A change for the worse is in the map, or it is written where they were looked for."),
        nothing_negative,
    ),
    Check(
        "linked",
        "understand",
        gettext_lazy("Does every row rest on the logic model?"),
        gettext_lazy("Every row is linked to an outcome of the logic model."),
        outside_the_model,
    ),
)
