"""The screen for materiality: is an outcome relevant, is it significant, and is it counted?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coplan.engines import InvalidInput, sroi
from coplan.value.models import Ground, ValueOutcome
from coplan.value.queries import Rows


@dataclass(frozen=True)
class Line:
    """One outcome on the screen. `share` is of all value, good and bad, excluded rows among it."""

    row: ValueOutcome
    present_value: float | None
    share: float | None
    threshold: float

    @property
    def is_significant(self) -> bool:
        return self.share is not None and self.share >= self.threshold

    @property
    def is_relevant(self) -> bool:
        return bool(self.row.relevant_because)

    @property
    def is_screened(self) -> bool:
        return self.is_relevant or bool(self.row.material_reason)

    @property
    def grounds(self) -> list[str]:
        words = dict(Ground.choices)
        return [str(words.get(one, one)) for one in self.row.relevant_because]

    @property
    def share_words(self) -> str:
        return _("not worked out") if self.share is None else f"{self.share:.1%}"

    @property
    def doubt(self) -> str:
        """What a reviewer would ask, in words; nothing where the decision follows from the screen."""
        named = f"{self.row.code} {self.row.title}"
        if not self.is_screened:
            return _(
                "%(row)s was not screened: say why it is relevant, or why it is counted or left out."
            ) % {"row": named}
        if self.row.is_counted and not self.is_relevant and not self.is_significant:
            return _("%(row)s is counted, although it is neither relevant nor significant.") % {"row": named}
        if not self.row.is_counted and self.is_relevant and self.is_significant:
            return _("%(row)s is left out, although it is both relevant and significant.") % {"row": named}
        return ""


def lines(rows: Rows) -> Iterator[Line]:
    """Every outcome, counted or not, with its share of the value as if all were counted."""
    threshold = float(rows.value_map.material_share)
    values = _values(rows)
    total = sum(abs(value) for value in values.values())
    for row in rows.every_outcome:
        value = values.get(row.code)
        yield Line(row, value, abs(value) / total if value is not None and total else None, threshold)


def _values(rows: Rows) -> dict[str, float]:
    try:
        result = sroi.calculate(rows.whole_map)
    except InvalidInput:
        return {}
    return {row.code: row.present_value for row in result.outcomes}
