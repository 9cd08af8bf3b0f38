"""What the rest of coplan holds about a person: declared by each app, for export and removal.

People come before partnerships in the order of layers, so a later app says here what it keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django_stubs_ext import StrOrPromise

if TYPE_CHECKING:
    from coplan.people.models import Person

Row = Mapping[str, str]


def _nothing_in_the_way(person: Person) -> Iterable[StrOrPromise]:
    return ()


@dataclass(frozen=True)
class Holding:
    """One kind of thing that is kept about people.

    `rows` gives it in words; `forget` takes the person out of it; `obstacles` gives a sentence for
    each reason why it cannot be done yet. `models` are the tables it covers, so that the sweep
    over all tables leaves them out.
    """

    code: str
    title: StrOrPromise
    models: tuple[type[models.Model], ...]
    rows: Callable[[Person], Iterable[Row]]
    forget: Callable[[Person, Person], None]
    obstacles: Callable[[Person], Iterable[StrOrPromise]] = _nothing_in_the_way


HOLDINGS: dict[str, Holding] = {}
OWN_WORDS: dict[type[models.Model], tuple[str, ...]] = {}


def hold(holding: Holding) -> Holding:
    """Declare a holding once; a code used twice is a mistake."""
    if holding.code in HOLDINGS:
        raise ValueError(f"The holding {holding.code!r} is declared twice.")
    HOLDINGS[holding.code] = holding
    return holding


def own_words(model: type[models.Model], *fields: str) -> None:
    """Fields of a record that are the words of the person it points at, and so belong in their export."""
    OWN_WORDS[model] = fields
