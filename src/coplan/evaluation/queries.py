"""Reads used by the pages and the due list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from coplan.evaluation import ranking
from coplan.evaluation.models import Assessment, Choice, Finding, Ground, Question, Scorer, Source, State
from coplan.outcomes import queries as outcomes
from coplan.outcomes.models import OUTCOME_TIERS, Element

OWNER = ("owner__person", "owner__partner__organisation")


def questions() -> QuerySet[Any]:
    """Questions with how each will be known and what was found; three queries."""
    sources = Source.objects.select_related("indicator", *OWNER).order_by("due_on", "number")
    found = Finding.objects.order_by("number")
    rows: QuerySet[Any] = Question.objects.select_related("outcome").prefetch_related(
        Prefetch("sources", sources, to_attr="live_sources"),
        Prefetch("findings", found, to_attr="live_findings"),
    )
    return rows


@dataclass(frozen=True)
class Coverage:
    """What the framework leaves out."""

    outcomes: tuple[Element, ...]
    questions: tuple[Question, ...]
    late: tuple[Source, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.outcomes or self.questions or self.late)


def coverage(rows: list[Question], today: date) -> Coverage:
    """Outcomes nobody asks about, questions without a source, and collection that is late; one query."""
    asked = {one.outcome_id for one in rows}
    found = outcomes.in_columns(outcomes.elements().filter(tier__in=OUTCOME_TIERS))
    return Coverage(
        outcomes=tuple(one for one in found if one.pk not in asked),
        questions=tuple(one for one in rows if not one.live_sources),  # type: ignore[attr-defined]
        late=tuple(source for one in rows for source in one.live_sources if source.is_late(today)),  # type: ignore[attr-defined]
    )


def sources_due() -> QuerySet[Any]:
    """What is still to be collected, the first due first."""
    found: QuerySet[Any] = Source.objects.filter(question__removed_at=None).exclude(state=State.DONE)
    return found.select_related("question", "owner__person").order_by("due_on")


def answers_due() -> QuerySet[Any]:
    """What was promised in answer to findings and is not done yet."""
    found: QuerySet[Any] = Finding.objects.filter(answer_due_on__isnull=False, answer_done_on=None)
    return found.select_related("answer_owner__person").order_by("answer_due_on")


def findings() -> QuerySet[Any]:
    grounds = Ground.objects.select_related("indicator", "item")
    found: QuerySet[Any] = Finding.objects.select_related(
        "question", "answer_owner__person", "answer_owner__partner__organisation"
    ).prefetch_related(Prefetch("grounds", grounds, to_attr="live_grounds"))
    return found


def scorer_of(choice: Choice, person: Any) -> Scorer | None:
    found: Scorer | None = Scorer.objects.filter(choice=choice, person=person).first()
    return found


def may_see_scores(choice: Choice, scorers: list[Scorer], person: Any) -> bool:
    """Whether somebody may see scores, averages, order and how many have sent.

    A scorer: once the own ones are in. The conflicted: never. Others: once everybody's are in.
    """
    mine = next((one for one in scorers if one.person_id == person.pk), None)
    if choice.opened_at is None or (mine is not None and mine.is_conflicted):
        return False
    if mine is not None and choice.decided_on is None:
        return mine.sent_at is not None
    return choice.decided_on is not None or all_in(scorers)


def all_in(scorers: list[Scorer]) -> bool:
    """Everybody without a conflict has sent, and there is somebody."""
    counting = [one for one in scorers if not one.is_conflicted]
    return bool(counting) and all(one.sent_at for one in counting)


@dataclass(frozen=True)
class Row:
    """A candidate in the result, with what each scorer gave and why."""

    candidate: Any
    place: ranking.Place
    points: float
    means: tuple[tuple[str, float | None], ...]
    sheets: tuple[Assessment, ...]


def result(choice: Choice, scorers: list[Scorer]) -> list[Row]:
    """The candidates in order. Call only for somebody who may see scores; three queries."""
    criteria = list(choice.criteria.filter(removed_at=None).order_by("number"))
    candidates = {one.pk: one for one in choice.candidates.filter(removed_at=None)}
    counting = {one.pk: one for one in scorers if one.counts}
    given: dict[int, list[Assessment]] = {key: [] for key in candidates}
    for one in Assessment.objects.filter(scorer__in=list(counting)).order_by("scorer__number"):
        if one.candidate_id in given:
            one.scorer = counting[one.scorer_id]
            given[one.candidate_id].append(one)
    weights = {one.number: one.weight for one in criteria}
    sheets = {key: [_scores(one) for one in found] for key, found in given.items()}
    rows = []
    for place in ranking.rank(weights, sheets):
        known = dict(place.means)
        means = tuple(
            (one.title, float(known[one.number]) if one.number in known else None) for one in criteria
        )
        sheet = tuple(given[place.candidate])
        rows.append(Row(candidates[place.candidate], place, float(place.points), means, sheet))
    return rows


def _scores(one: Assessment) -> dict[int, int]:
    return {int(key): value for key, value in one.scores.items() if key.isdecimal()}
