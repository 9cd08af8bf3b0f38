"""What a check is, what it finds, and when it is content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.outcomes.models import Reading
from coplan.value.models import Part, Reply, Say, ValueOutcome
from coplan.value.queries import Answer, Rows

PRINCIPLES = (
    ("involve", gettext_lazy("Involve stakeholders")),
    ("understand", gettext_lazy("Understand what changes")),
    ("value", gettext_lazy("Value the things that matter")),
    ("material", gettext_lazy("Only include what is material")),
    ("over-claim", gettext_lazy("Do not over-claim")),
    ("transparent", gettext_lazy("Be transparent")),
    ("verify", gettext_lazy("Verify the result")),
)


@dataclass(frozen=True)
class Found:
    """One thing a check found: about what, in words, and where it is put right.

    `subject` names the rows by what does not change, so that a reply stays with its finding.
    """

    subject: str
    words: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything the checks look at, read once."""

    rows: Rows
    answer: Answer | None
    said: Mapping[str, str]
    says: tuple[Say, ...]
    summed: Mapping[int, tuple[Reading, ...]]
    leads_to: Mapping[int, frozenset[int]]
    elsewhere: Mapping[int, str]
    has_seats: bool
    packs: int
    today: date
    urls: Mapping[str, str]

    def text(self, part: str) -> str:
        return self.said.get(part, "")

    def about(self, row: ValueOutcome, edit: str = "") -> tuple[tuple[str, str], ...]:
        """The link to a row, or to the cell of it where it is put right."""
        address = row.get_absolute_url() + (f"edit/#id_{edit}" if edit else "")
        return ((f"{row.code} {row.title}", address),)

    def step(self, number: int) -> tuple[tuple[str, str], ...]:
        return (
            (_("Step %(number)s of the path") % {"number": number}, f"{self.urls['path']}#step-{number}"),
        )

    @cached_property
    def readings(self) -> dict[int, tuple[Reading, ...]]:
        """The readings behind each quantity, by outcome."""
        return {
            row.pk: (row.reading,) if row.reading is not None else self.summed.get(row.pk, ())
            for row in self.rows.outcomes
        }


@dataclass(frozen=True)
class Check:
    """One question that a page asks of a map by itself."""

    code: str
    principle: str
    question: Any
    content: Any
    find: Callable[[Facts], Iterator[Found]]


class State(StrEnum):
    GOOD = "good"
    ANSWERED = "answered"
    OPEN = "open"


@dataclass(frozen=True)
class Finding:
    """What was found, with the reply somebody gave."""

    found: Found
    reply: Reply | None

    @property
    def is_answered(self) -> bool:
        return self.reply is not None and self.reply.found == self.found.words[:1000]

    @property
    def has_changed(self) -> bool:
        """There is a reply, but to something else than what is found now."""
        return self.reply is not None and not self.is_answered


@dataclass(frozen=True)
class Verdict:
    """A check with all it found. Silence never makes it content: only no findings, or a reply to each."""

    check: Check
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        if not self.findings:
            return State.GOOD
        return State.ANSWERED if all(one.is_answered for one in self.findings) else State.OPEN

    @property
    def open(self) -> int:
        return sum(not one.is_answered for one in self.findings)

    @property
    def words(self) -> str:
        if self.state == State.GOOD:
            return str(self.check.content)
        if self.state == State.ANSWERED:
            return _("Found, and answered by the partnership. A reviewer judges the answer.")
        return _("%(open)s of %(all)s still to put right or to answer.") % {
            "open": self.open,
            "all": len(self.findings),
        }

    @property
    def tone(self) -> str:
        return {State.GOOD: "good", State.ANSWERED: "info", State.OPEN: "warn"}[self.state]

    @property
    def state_words(self) -> str:
        words = {State.GOOD: _("Nothing found"), State.ANSWERED: _("Answered"), State.OPEN: _("Open")}
        return words[self.state]


@dataclass(frozen=True)
class Principle:
    """One principle with its checks."""

    code: str
    name: str
    number: int
    verdicts: tuple[Verdict, ...]

    @property
    def open(self) -> int:
        return sum(verdict.state == State.OPEN for verdict in self.verdicts)


ASKED: tuple[str, ...] = tuple(Part.values)
