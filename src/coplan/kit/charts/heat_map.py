"""Heat map: how many risks or issues stand at each probability and impact."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .lettering import measure
from .svg import fitted, join, line, link, number, path, quiet, rect, safe_href, text

_LEFT: Final = 134
_TOP: Final = 8
_WIDE: Final = 108
_HIGH: Final = 68
_GAP: Final = 4


@dataclass(frozen=True)
class Band:
    """Scores from `lowest` up to the next band; `tone` is its colour in the palette."""

    name: str
    lowest: int
    tone: str


@dataclass(frozen=True)
class HeatCell:
    """How many stand at one probability and impact (both from 1), and where they are listed."""

    probability: int
    impact: int
    count: int
    href: str = ""


def usual_bands() -> tuple[Band, ...]:
    """Four bands of a five by five matrix."""
    return (
        Band(_("Low"), 1, "low"),
        Band(_("Medium"), 5, "medium"),
        Band(_("High"), 10, "high"),
        Band(_("Very high"), 16, "very_high"),
    )


def usual_probabilities() -> tuple[str, ...]:
    """Words for probability 1 to 5."""
    return (
        _("Very unlikely"),
        _("Unlikely"),
        _("Possible"),
        _("Likely"),
        _("Almost certain"),
    )


def usual_impacts() -> tuple[str, ...]:
    """Words for impact 1 to 5."""
    return (
        _("Very small"),
        _("Small"),
        _("Moderate"),
        _("Large"),
        _("Very large"),
    )


@dataclass(frozen=True)
class HeatMap:
    """What to draw. `tolerance` is the highest score accepted; `selected` is (probability, impact)."""

    title: str
    cells: tuple[HeatCell, ...]
    tolerance: int | None = None
    selected: tuple[int, int] | None = None
    bands: tuple[Band, ...] = field(default_factory=usual_bands)
    probability_words: tuple[str, ...] = field(default_factory=usual_probabilities)
    impact_words: tuple[str, ...] = field(default_factory=usual_impacts)
    draw_empty: bool = False


def heat_map(subject: HeatMap) -> Chart:
    """Probability upwards, impact to the right; each cell has its count, score and band in words."""
    for c in subject.cells:
        if not (
            1 <= c.probability <= len(subject.probability_words)
            and 1 <= c.impact <= len(subject.impact_words)
        ):
            raise ValueError(
                f"Probability {c.probability} and impact {c.impact} are off the map; both count from 1."
            )
    key, found = key_of("heat-map", subject), [c for c in subject.cells if c.count]
    heads = columns(_("Probability"), _("Impact"), _("#Score"), _("Band"), _("#Number"))
    if not found and not subject.draw_empty:
        message = _("Nothing is scored yet. Give a risk a probability and an impact and it appears here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    rows, cols = len(subject.probability_words), len(subject.impact_words)
    width, height = _LEFT + cols * _WIDE + 6, _TOP + rows * _HIGH + 118
    linked = any(safe_href(c.href) for c in subject.cells)
    return compose(
        key,
        quiet(_axis_words(subject)),
        *_cells(subject),
        quiet(_tolerance(subject), _legend(subject)),
        title=subject.title,
        description=_sentence(subject, found),
        table=Table(heads, tuple(_rows(subject, found))),
        width=width,
        height=height,
        linked=linked,
    )


def _band(subject: HeatMap, score: int) -> Band:
    return [band for band in subject.bands if band.lowest <= score][-1]


def _corner(subject: HeatMap, probability: int, impact: int) -> tuple[float, float]:
    """The top left of a cell's slot."""
    return _LEFT + (impact - 1) * _WIDE, _TOP + (len(subject.probability_words) - probability) * _HIGH


def _cells(subject: HeatMap) -> Iterator[SafeString]:
    known = {(c.probability, c.impact): c for c in subject.cells}
    for probability in range(len(subject.probability_words), 0, -1):
        for impact in range(1, len(subject.impact_words) + 1):
            here = known.get((probability, impact), HeatCell(probability, impact, 0))
            yield _one_cell(subject, here)


def _one_cell(subject: HeatMap, here: HeatCell) -> SafeString:
    x, y = _corner(subject, here.probability, here.impact)
    score = here.probability * here.impact
    band = _band(subject, score)
    ink = palette.BAND_INKS[band.tone]
    box = rect(
        x + _GAP / 2, y + _GAP / 2, _WIDE - _GAP, _HIGH - _GAP, fill=palette.BAND_GROUNDS[band.tone], radius=3
    )
    foot = fitted(x + 10, y + _HIGH - 11, f"{score} · {band.name}", _WIDE - 20, size=12, fill=ink)
    count = text(x + _WIDE / 2, y + 36, str(here.count), size=24, fill=ink, anchor="middle", bold=True)
    drawn = join(box, foot, count if here.count else "", _ring(subject, here, x, y))
    if not here.count and not here.href:
        return quiet(drawn)
    return link(here.href, _cell_words(here, score, band), drawn)


def _ring(subject: HeatMap, here: HeatCell, x: float, y: float) -> SafeString:
    """The mark of the chosen cell: dark outside, white inside, so it shows on every band."""
    if subject.selected != (here.probability, here.impact):
        return join()
    outer = rect(
        x + 3, y + 3, _WIDE - 6, _HIGH - 6, fill="none", stroke=palette.INK, stroke_width=3, radius=3
    )
    inner = rect(
        x + 5.5, y + 5.5, _WIDE - 11, _HIGH - 11, fill="none", stroke=palette.PAPER, stroke_width=2, radius=2
    )
    return join(outer, inner)


def _cell_words(here: HeatCell, score: int, band: Band) -> str:
    return _("Probability %(p)s, impact %(i)s, score %(score)s %(band)s: %(count)s here") % {
        "p": here.probability,
        "i": here.impact,
        "score": score,
        "band": band.name,
        "count": here.count,
    }


def _axis_words(subject: HeatMap) -> SafeString:
    rows, cols = len(subject.probability_words), len(subject.impact_words)
    floor = _TOP + rows * _HIGH
    parts = [text(0, _TOP + 18, _("Probability"), bold=True)]
    for step, word in enumerate(subject.probability_words, start=1):
        middle = _TOP + (rows - step) * _HIGH + _HIGH / 2 + 5
        first = middle if step < rows else middle + 10
        parts.append(text(_LEFT - 14, first, str(step), anchor="end", bold=True))
        parts.append(
            fitted(_LEFT - 32, first, str(word), _LEFT - 40, size=13, fill=palette.MUTED, anchor="end")
        )
    for step, word in enumerate(subject.impact_words, start=1):
        middle = _LEFT + (step - 0.5) * _WIDE
        parts.append(text(middle, floor + 20, str(step), anchor="middle", bold=True))
        parts.append(
            fitted(middle, floor + 38, str(word), _WIDE - 6, size=13, fill=palette.MUTED, anchor="middle")
        )
    parts.append(text(_LEFT + cols * _WIDE / 2, floor + 62, _("Impact"), anchor="middle", bold=True))
    return join(*parts)


def _tolerance(subject: HeatMap) -> SafeString:
    """The stair between the cells within tolerance and those above it."""
    if subject.tolerance is None:
        return join()
    steps = "".join(_stair(subject, subject.tolerance))
    halo = path(steps, stroke=palette.PAPER, width=6, cap="round")
    return join(halo, path(steps, stroke=palette.INK, width=2.5, cap="round"))


def _stair(subject: HeatMap, limit: int) -> Iterator[str]:
    for probability in range(1, len(subject.probability_words) + 1):
        for impact in range(1, len(subject.impact_words) + 1):
            if probability * impact <= limit:
                continue
            x, y = _corner(subject, probability, impact)
            if impact > 1 and probability * (impact - 1) <= limit:
                yield f"M{number(x)} {number(y)}v{_HIGH}"
            if probability > 1 and (probability - 1) * impact <= limit:
                yield f"M{number(x)} {number(y + _HIGH)}h{_WIDE}"


def _legend(subject: HeatMap) -> SafeString:
    """Bands with their scores, and the tolerance, in one centred line."""
    entries = [(f"{band.name} {band.lowest}–{top}", band.tone) for band, top in _ranges(subject)]
    if subject.tolerance is not None:
        entries.append((_("Tolerance %(score)s") % {"score": subject.tolerance}, ""))
    y = _TOP + len(subject.probability_words) * _HIGH + 96
    whole = sum(24 + measure(words, 13) + 18 for words, _tone in entries) - 18
    x, parts = max(_LEFT + len(subject.impact_words) * _WIDE - whole, 0), []
    for words, tone in entries:
        mark = rect(x, y - 12, 16, 16, fill=palette.BAND_GROUNDS[tone], radius=2) if tone else ""
        stair = "" if tone else line(x, y - 4, x + 18, y - 4, stroke=palette.INK, width=2.5)
        parts.append(join(mark, stair, text(x + 24, y + 1, words, size=13)))
        x += 24 + measure(words, 13) + 18
    return join(*parts)


def _ranges(subject: HeatMap) -> list[tuple[Band, int]]:
    tops = [band.lowest - 1 for band in subject.bands[1:]]
    tops.append(len(subject.probability_words) * len(subject.impact_words))
    return list(zip(subject.bands, tops, strict=True))


def _sentence(subject: HeatMap, found: list[HeatCell]) -> str:
    total = sum(c.count for c in found)
    words = _("%(n)s scored by probability and impact.") % {"n": total}
    if subject.tolerance is not None:
        above = sum(c.count for c in found if c.probability * c.impact > subject.tolerance)
        words += " " + _("%(above)s above the tolerance of %(limit)s.") % {
            "above": above,
            "limit": subject.tolerance,
        }
    return words


def _rows(subject: HeatMap, found: list[HeatCell]) -> Iterator[tuple[Cell, ...]]:
    for here in sorted(found, key=lambda c: (-c.probability * c.impact, -c.probability)):
        score = here.probability * here.impact
        yield (
            f"{here.probability} {subject.probability_words[here.probability - 1]}",
            f"{here.impact} {subject.impact_words[here.impact - 1]}",
            str(score),
            str(_band(subject, score).name),
            cell(str(here.count), here.href),
        )
