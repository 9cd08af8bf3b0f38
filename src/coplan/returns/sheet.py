"""The form of one return: a block for each question, and what was said last time beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.forms import KitForm
from coplan.outcomes import figures as written
from coplan.returns import checks
from coplan.returns.checks import Answer, Groups
from coplan.returns.models import Figure


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=16, decimal_places=4, required=False)


@dataclass(frozen=True)
class Last:
    """What was said of the indicator the last time, in words."""

    shown: str
    period: str
    source: str = ""
    figure: Decimal | None = None
    out_of: Decimal | None = None


class QuestionForm(KitForm):
    """One question. What is typed is checked at once; what is missing only when the return is sent."""

    figure = _number(gettext_lazy("Figure"))
    out_of = _number(gettext_lazy("Out of"))
    not_known = forms.BooleanField(label=gettext_lazy("Not known"), required=False)
    why_not_known = forms.CharField(label=gettext_lazy("Why it is not known"), max_length=300, required=False)
    source = forms.CharField(
        label=gettext_lazy("Where the figure comes from"), max_length=250, required=False
    )
    note = forms.CharField(label=gettext_lazy("What happened, in a line"), max_length=500, required=False)

    def __init__(self, data: Any, question: Figure, last: Last | None, *, sending: bool) -> None:
        self.question, self.indicator, self.last, self.sending = question, question.indicator, last, sending
        self.breakdowns: tuple[Groups, ...] = checks.groups_of(self.indicator)
        super().__init__(data, prefix=f"q{question.number}", initial=self._initial())
        if self.indicator.is_percentage:
            self.fields["figure"].label = _("Count")
        else:
            del self.fields["out_of"]
        for group in self._groups:
            self.fields[f"part-{group.pk}"] = _number(group.name)
            if self.indicator.is_percentage:
                self.fields[f"of-{group.pk}"] = _number(_("%(group)s, out of") % {"group": group.name})

    def _initial(self) -> dict[str, Any]:
        one = self.question
        found: dict[str, Any] = {
            "figure": written.plain(one.figure),
            "out_of": written.plain(one.out_of),
            "not_known": one.not_known,
            "why_not_known": one.why_not_known,
            "source": one.source or (self.last.source if self.last else ""),
            "note": one.note,
        }
        for part in one.every_part:  # type: ignore[attr-defined]
            found[f"part-{part.group_id}"] = written.plain(part.figure)
            found[f"of-{part.group_id}"] = written.plain(part.out_of)
        return found

    @property
    def _groups(self) -> list[Any]:
        return [group for one in self.breakdowns for group in one.groups]

    @property
    def name(self) -> str:
        """For a screen reader: which question a field belongs to."""
        return str(self.question)

    @property
    def by_group(self) -> Iterator[tuple[str, list[tuple[Any, Any, Any]]]]:
        """Each breakdown with its groups' fields; the last is what the group's count is out of."""
        for one in self.breakdowns:
            yield (
                one.name,
                [
                    (group, self[f"part-{group.pk}"], self[f"of-{group.pk}"] if self.is_share else None)
                    for group in one.groups
                ],
            )

    @property
    def is_share(self) -> bool:
        return bool(self.indicator.is_percentage)

    @cached_property
    def answer(self) -> Answer:
        data = self.cleaned_data
        return Answer(
            figure=data.get("figure"),
            out_of=data.get("out_of"),
            not_known=data.get("not_known", False),
            why_not_known=data.get("why_not_known", ""),
            source=data.get("source", ""),
            note=data.get("note", ""),
            parts={
                group.pk: (data.get(f"part-{group.pk}"), data.get(f"of-{group.pk}")) for group in self._groups
            },
        )

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            told = (
                checks.complete(self.indicator, self.answer, self.breakdowns)
                if self.sending
                else checks.possible(self.indicator, self.answer)
            )
            for name, message in told:
                self.add_error(name, message)
        return self.cleaned_data


class ReturnForm:
    """Every question of a return; valid when each is."""

    def __init__(
        self, questions: Sequence[Figure], last: dict[int, Last], data: Any = None, *, sending: bool = False
    ) -> None:
        self.rows = [
            QuestionForm(data, one, last.get(one.indicator_id), sending=sending) for one in questions
        ]

    def is_valid(self) -> bool:
        # Every question is checked, so that every fault is told at once
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    @property
    def answers(self) -> dict[int, Answer]:
        """By the question's number."""
        return {row.question.number: row.answer for row in self.rows}

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """For the summary at the top: of which question, the message, and where to go."""
        return [
            (row.name, message, row[name].id_for_label)
            for row in self.rows
            for name, messages in row.errors.items()
            if name in row.fields
            for message in messages
        ]


def as_answer(one: Figure) -> Answer:
    """What is stored for a question, as it would be typed."""
    parts: dict[int, tuple[Decimal | None, Decimal | None]] = {
        part.group_id: (part.figure, part.out_of)
        for part in one.every_part  # type: ignore[attr-defined]
    }
    return Answer(one.figure, one.out_of, one.not_known, one.why_not_known, one.source, one.note, parts)
