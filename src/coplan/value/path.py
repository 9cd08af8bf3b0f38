"""The six steps of an account of social value: what each asks, what the record holds, what is missing.

Steps as in A Guide to Social Return on Investment (Cabinet Office 2009, updated 2012), which the Scottish
Government's guide to public social partnerships (2011) follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.value import material
from coplan.value.checks.model import Facts, Principle, State
from coplan.value.checks.people import groups_of, has_say
from coplan.value.models import How, Part
from coplan.value.queries import without_range, without_reason


@dataclass(frozen=True)
class Task:
    """One thing a step needs: whether it is there, in words, and where it is done."""

    is_done: bool
    words: str
    href: str = ""


@dataclass(frozen=True)
class Step:
    """One of the six, with its tasks and the texts it asks for."""

    number: int
    name: str
    purpose: str
    tasks: tuple[Task, ...]
    parts: tuple[str, ...]

    @property
    def done(self) -> int:
        return sum(task.is_done for task in self.tasks)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.tasks)

    @property
    def tone(self) -> str:
        return "good" if self.is_done else ("warn" if self.done else "none")

    @property
    def state(self) -> str:
        if self.is_done:
            return _("Done, as far as the record shows")
        return _("%(done)s of %(all)s") % {"done": self.done, "all": len(self.tasks)}


Tasks = Callable[[Facts, tuple[Principle, ...]], Iterator[Task]]


def steps(facts: Facts, principles: tuple[Principle, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(number, str(name), str(purpose), tuple(_all(facts, principles, tasks, parts)), parts)
        for number, (name, purpose, tasks, parts) in enumerate(STEPS, 1)
    )


def _all(
    facts: Facts, principles: tuple[Principle, ...], tasks: Tasks, parts: tuple[str, ...]
) -> Iterator[Task]:
    for part in parts:
        words = str(Part(part).label).split(":")[0]
        told = _("%(part)s is written") if facts.text(part) else _("%(part)s is still to be written")
        yield Task(bool(facts.text(part)), told % {"part": words}, f"{facts.urls['path']}#id_{part}")
    yield from tasks(facts, principles)


def _count(words: str, there: int, of: int, href: str) -> Task:
    return Task(bool(of) and there == of, words % {"there": there, "of": of}, href)


def _scope(facts: Facts, principles: tuple[Principle, ...]) -> Iterator[Task]:
    groups = groups_of(facts)
    asked = sum(has_say(facts, group) for group in groups)
    words = _("%(there)s of %(of)s stakeholder groups of the map have had a say")
    yield _count(words, asked, len(groups), facts.urls["say"])


def _outcomes(facts: Facts, principles: tuple[Principle, ...]) -> Iterator[Task]:
    rows, sheet = facts.rows.outcomes, facts.urls["path"].replace("/path/", "/sheet/")
    inputs = len(facts.rows.inputs)
    yield Task(bool(inputs), _("What is put in: %(many)s rows") % {"many": inputs}, f"{sheet}#inputs")
    yield Task(bool(rows), _("What changes: %(many)s rows") % {"many": len(rows)}, f"{sheet}#outcomes")
    for words, there in (
        (
            _("%(there)s of %(of)s outcomes name whom they happen to"),
            [row for row in rows if row.stakeholder_id],
        ),
        (
            _("%(there)s of %(of)s outcomes are linked to the logic model"),
            [row for row in rows if row.outcome_id],
        ),
    ):
        yield _count(words, len(there), len(rows), f"{sheet}#outcomes")


def _evidence(facts: Facts, principles: tuple[Principle, ...]) -> Iterator[Task]:
    rows, sheet = facts.rows.outcomes, facts.urls["path"].replace("/path/", "/sheet/")
    read = [
        row
        for row in rows
        if facts.readings[row.pk] or (not facts.rows.value_map.is_evaluative and row.quantity_reason)
    ]
    valued = [row for row in rows if row.proxy_name and row.proxy_source and row.proxy_year]
    lasting = [row for row in rows if row.duration_years_reason]
    for words, there in (
        (_("%(there)s of %(of)s quantities rest on a reading or give a reason"), read),
        (_("%(there)s of %(of)s proxies have a name, a source and a price year"), valued),
        (_("%(there)s of %(of)s durations give a reason"), lasting),
    ):
        yield _count(words, len(there), len(rows), f"{sheet}#outcomes")


def _impact(facts: Facts, principles: tuple[Principle, ...]) -> Iterator[Task]:
    rows = facts.rows.outcomes
    taken = {"deadweight", "displacement", "attribution", "drop_off"}
    explained = [row for row in rows if not taken & set(without_reason(row))]
    words = _("%(there)s of %(of)s outcomes explain what is taken off")
    yield _count(words, len(explained), len(rows), facts.urls["path"].replace("/path/", "/sheet/"))
    screened = [line for line in material.lines(facts.rows) if line.is_screened]
    words = _("%(there)s of %(of)s outcomes were screened for whether they matter")
    yield _count(words, len(screened), len(facts.rows.every_outcome), facts.urls["material"])
    twice = [
        one for each in principles for one in each.verdicts if one.check.code in ("twice", "chain", "groups")
    ]
    settled = sum(one.state != State.OPEN for one in twice)
    checks = facts.urls["path"].replace("/path/", "/checks/")
    words = _("%(there)s of %(of)s checks for double counting are settled")
    yield _count(words, settled, len(twice), f"{checks}#over-claim")


def _result(facts: Facts, principles: tuple[Principle, ...]) -> Iterator[Task]:
    value_map, rows = facts.rows.value_map, facts.rows
    sheet = facts.urls["path"].replace("/path/", "/sheet/")
    yield Task(facts.answer is not None, _("The map can be worked out"), value_map.get_absolute_url())
    ranged = [row for row in rows.outcomes if len(without_range(row)) < 7]
    words = _("%(there)s of %(of)s outcomes have a range")
    yield _count(words, len(ranged), len(rows.outcomes), sheet)
    many = len(rows.scenarios)
    yield Task(bool(many), _("Scenarios that test it: %(many)s") % {"many": many}, f"{sheet}#scenarios")
    yield Task(bool(value_map.price_year), _("The price year is stated"), facts.urls["edit"])


def _report(facts: Facts, principles: tuple[Principle, ...]) -> Iterator[Task]:
    settled = sum(not principle.open for principle in principles)
    words = _("%(there)s of %(of)s principles have every check settled")
    yield _count(words, settled, len(principles), facts.urls["path"].replace("/path/", "/checks/"))
    back = any(say.how == How.READ for say in facts.says)
    yield Task(back, _("People it happens to have read and corrected the result"), facts.urls["say"])
    words = _("Assurance packs made: %(many)s") % {"many": facts.packs}
    yield Task(bool(facts.packs), words, facts.urls["assurance"])


STEPS: tuple[tuple[object, object, Tasks, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Scope and stakeholders"),
        gettext_lazy("Draw the line around what is accounted for, and find out who changes because of it."),
        _scope,
        (Part.PURPOSE, Part.AUDIENCE, Part.SCOPE, Part.BOUNDARIES, Part.INVOLVEMENT),
    ),
    (
        gettext_lazy("Map outcomes"),
        gettext_lazy("With the people concerned, say what goes in, what is done and what changes, welcome or not."),
        _outcomes,
        (Part.NEGATIVE,),
    ),
    (
        gettext_lazy("Evidence outcomes and value them"),
        gettext_lazy("Find out whether it happened, for how many, for how long, and what one change is worth."),
        _evidence,
        (),
    ),
    (
        gettext_lazy("Establish impact"),
        gettext_lazy("Take off what would have happened anyway, moved from elsewhere, or was down to others."),
        _impact,
        (),
    ),
    (
        gettext_lazy("Calculate"),
        gettext_lazy("Add up, discount, compare with what was put in, and see how sure the answer is."),
        _result,
        (),
    ),
    (
        gettext_lazy("Report, use and embed"),
        gettext_lazy("Take it back to the people, have it checked, and change something because of it."),
        _report,
        (Part.VERIFICATION, Part.USE, Part.CHANGE),
    ),
)  # fmt: skip
