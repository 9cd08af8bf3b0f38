"""Reads of surveys: their questions, their rounds, and who may look at what by link."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django_scopes import scopes_disabled

from coplan.surveys.models import Answer, Feed, Question, Survey, Wave


def questions_of(survey: Survey) -> list[Question]:
    return list(Question.objects.filter(survey=survey))


@dataclass(frozen=True)
class Round:
    """A round with how many answered in it and by which way."""

    wave: Wave
    state: str
    by_way: dict[str, int]

    @property
    def many(self) -> int:
        return sum(self.by_way.values())


def waves_of(survey: Survey) -> QuerySet[Any]:
    found: QuerySet[Any] = Wave.objects.filter(survey=survey).select_related("survey")
    return found


def rounds_of(survey: Survey, today: date) -> list[Round]:
    """Every round of a survey; two queries."""
    counted: dict[int, Counter[str]] = {}
    ways = Answer.objects.filter(wave__survey=survey).values_list("wave_id", "came_by")
    for wave, way, many in ways.annotate(many=Count("pk")):
        counted.setdefault(wave, Counter())[way] = many
    return [Round(one, one.state(today), dict(counted.get(one.pk, {}))) for one in waves_of(survey)]


def by_token(token: str, *, closed_too: bool = False) -> Wave | None:
    """The round behind a link, of whichever partnership; None where there is none any more.

    In a closed partnership nobody is asked any longer, but answers may still be taken back.
    """
    with scopes_disabled():
        live = Wave.every.filter(token=token, removed_at=None, survey__removed_at=None)
        kept = live if closed_too else live.filter(partnership__closed_on=None)
        found: Wave | None = kept.select_related("survey", "partnership").first()
    return found


def feeds_of(survey: Survey) -> list[Feed]:
    """The readings made of a survey, the latest first."""
    found = Feed.objects.filter(wave__survey=survey).select_related("wave__survey", "reading__indicator")
    return list(found.order_by("-number"))


def feed_of(reading: Any) -> Feed | None:
    """The survey that a reading was made of, for its trace; None where it was entered otherwise."""
    found: Feed | None = (
        Feed.objects.filter(reading=reading).select_related("wave__survey", "reading__indicator").first()
    )
    return found
