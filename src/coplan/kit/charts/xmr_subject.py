"""What an XmR chart is drawn from, and what it says of each point and of limits it cannot draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.engines.spc import ENOUGH_POINTS, Group, PlottedPoint, Result

from .figures import COUNT, Unit, written

CAUSES: Final = {
    "none": gettext_lazy("Usual ups and downs"),
    "outside_limits_high": gettext_lazy("above the upper limit"),
    "outside_limits_low": gettext_lazy("below the lower limit"),
    "trend_up": gettext_lazy("one of 7 or more rising in a row"),
    "trend_down": gettext_lazy("one of 7 or more falling in a row"),
    "two_of_three_high": gettext_lazy("one of 2 in 3 near the upper limit"),
    "two_of_three_low": gettext_lazy("one of 2 in 3 near the lower limit"),
    "shift_high": gettext_lazy("one of 7 or more in a row above the mean"),
    "shift_low": gettext_lazy("one of 7 or more in a row below the mean"),
}
KINDS: Final = {
    "common": gettext_lazy("Usual ups and downs"),
    "improvement": gettext_lazy("Improvement"),
    "concern": gettext_lazy("Concern"),
    "neutral": gettext_lazy("Change"),
    "unjudged": gettext_lazy("Too few readings for limits"),
}


@dataclass(frozen=True)
class Annotation:
    """Something that happened on a day and may explain a change."""

    on: date
    label: str
    href: str = ""


@dataclass(frozen=True)
class Xmr:
    """A worked-out series; None before the first reading. `hrefs` leads from a day to its reading."""

    title: str
    result: Result | None
    annotations: tuple[Annotation, ...] = ()
    hrefs: Mapping[date, str] = field(default_factory=dict)
    unit: Unit = COUNT

    @property
    def lines_unit(self) -> Unit:
        """Means and limits fall between figures: one decimal more, but money stays as it is."""
        return self.unit if self.unit.before else replace(self.unit, decimals=self.unit.decimals + 1)


def kind_of(result: Result, point: PlottedPoint) -> str:
    """One of KINDS; a point whose limits rest on too little is not judged."""
    if not any(group.enough_points for group in result.groups if group.number == point.group):
        return "unjudged"
    return point.point_type.removeprefix("special_cause_").split("_")[0]


def shows(kind: str, point: PlottedPoint) -> str:
    """'Concern: above the upper limit'."""
    if kind in ("common", "unjudged"):
        return str(KINDS[kind])
    return f"{KINDS[kind]}: {CAUSES[point.special_cause]}"


def too_few(short: Group) -> str:
    """Why a group has no limits in the picture."""
    words = _("Limits need %(enough)s readings; from %(date)s they would rest on %(count)s.")
    return words % {"enough": ENOUGH_POINTS, "date": written(short.start), "count": short.base}
