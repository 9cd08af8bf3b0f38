"""What an XmR chart says in short: one icon for the variation, one for the target, and their words.

The ideas of the icons are NHS England's Making Data Count; the drawings are our own. Each has a
letter or a line of its own, so that none depends on its colour.
"""

from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.engines.spc import Assurance, Improvement, Variation

from . import palette
from .chart import FONT
from .svg import circle, group, join, line, number, path, tag, text
from .xmr_marks import COLOURS, mark

VARIATION_LABELS: Final = {
    "common_cause": gettext_lazy("Usual ups and downs"),
    "improvement_high": gettext_lazy("Improvement, upwards"),
    "improvement_low": gettext_lazy("Improvement, downwards"),
    "concern_high": gettext_lazy("Concern, upwards"),
    "concern_low": gettext_lazy("Concern, downwards"),
    "neutral_high": gettext_lazy("Change, upwards"),
    "neutral_low": gettext_lazy("Change, downwards"),
}
ASSURANCE_LABELS: Final = {
    "pass": gettext_lazy("Always meets the target"),
    "fail": gettext_lazy("Always misses the target"),
    "hit_or_miss": gettext_lazy("Meets the target by chance"),
}
_VARIATIONS: Final = {
    "common_cause": gettext_lazy("The latest figure shows only the usual ups and downs, no real change."),
    "improvement_high": gettext_lazy(
        "A real change for the better: the latest figures have moved upwards, beyond the usual ups and downs."
    ),
    "improvement_low": gettext_lazy(
        "A real change for the better: the latest figures have moved downwards, beyond the usual "
        "ups and downs."
    ),
    "concern_high": gettext_lazy(
        "A real change for the worse: the latest figures have moved upwards, beyond the usual ups and downs."
    ),
    "concern_low": gettext_lazy(
        "A real change for the worse: the latest figures have moved downwards, beyond the usual "
        "ups and downs."
    ),
    "neutral_high": gettext_lazy(
        "A real change: the latest figures have moved upwards, beyond the usual ups and downs."
    ),
    "neutral_low": gettext_lazy(
        "A real change: the latest figures have moved downwards, beyond the usual ups and downs."
    ),
}
_ASSURANCES: Final = {
    "pass": gettext_lazy("As things are, the target is met every time."),
    "fail": gettext_lazy(
        "As things are, the target is missed every time; only a change of the work can meet it."
    ),
    "hit_or_miss": gettext_lazy("As things are, chance decides whether the target is met."),
}
_DIRECTIONS: Final = {
    "increase": gettext_lazy("Higher is better"),
    "decrease": gettext_lazy("Lower is better"),
    "neutral": gettext_lazy("Neither way is better"),
}

RADIUS: Final = 18
_SIZE: Final = 2 * RADIUS + 4


def in_words(variation: Variation, assurance: Assurance | None, improvement: Improvement) -> str:
    """One plain sentence for each icon, and which way is better where that explains it."""
    sentences = [variation_in_words(variation)]
    if variation != "common_cause" or assurance:
        sentences.append(f"{direction_in_words(improvement)}.")
    if assurance:
        sentences.append(assurance_in_words(assurance))
    return " ".join(sentences)


def in_one_sentence(variation: Variation, assurance: Assurance | None) -> str:
    """What both icons say together: 'A real change for the better: …; as things are, the target is met …'."""
    if assurance is None:
        return variation_in_words(variation)
    first, second = variation_in_words(variation), assurance_in_words(assurance)
    return f"{first.rstrip('.')}; {second[:1].lower()}{second[1:]}"


def variation_in_words(variation: Variation) -> str:
    """The sentence of the first icon alone."""
    return str(_VARIATIONS[variation])


def assurance_in_words(assurance: Assurance) -> str:
    """The sentence of the second icon alone."""
    return str(_ASSURANCES[assurance])


def direction_in_words(improvement: Improvement) -> str:
    """'Higher is better'."""
    return str(_DIRECTIONS[improvement])


def variation_icon(variation: Variation) -> SafeString:
    """The variation as a picture of its own, named by its sentence."""
    return _alone(variation_sign(variation), variation_in_words(variation))


def assurance_icon(assurance: Assurance) -> SafeString:
    """The assurance as a picture of its own, named by its sentence."""
    return _alone(assurance_sign(assurance), assurance_in_words(assurance))


def variation_sign(variation: Variation) -> SafeString:
    """A ring of 18 pixels around 0, 0: a wave, or H or L beside points that climb or fall."""
    kind, _way, end = variation.partition("_")
    colour = COLOURS[kind]
    ring = _ring(colour)
    if kind == "common":
        wave = path("M-11 0q2.75 -9 5.5 0t5.5 0t5.5 0t5.5 0", stroke=colour, width=2.25, cap="round")
        return join(ring, wave)
    climb = 4 if end == "high" else -4
    # small points in the shape they have on the chart
    dots = [mark(kind, x, -turn * climb, 0.4) for turn, x in ((-1, 2.5), (0, 7.0), (1, 11.5))]
    # Translators may have other words for high and low.
    letter = _("H") if end == "high" else _("L")
    return join(ring, text(-7, 5, letter, size=14, fill=colour, anchor="middle", bold=True), *dots)


def assurance_sign(assurance: Assurance) -> SafeString:
    """A ring of 18 pixels around 0, 0: a dashed target line with the figures above, below or across it."""
    colour = {"pass": palette.ACCENT, "fail": palette.WARN, "hit_or_miss": palette.MUTED}[assurance]
    letter = {"pass": _("P"), "fail": _("F"), "hit_or_miss": "?"}[assurance]
    dashes = line(-11, 9, 11, 9, stroke=colour, width=1.75, dashes="4 3")
    return join(_ring(colour), text(0, 5, letter, size=16, fill=colour, anchor="middle", bold=True), dashes)


def at(sign: SafeString, x: float, y: float) -> SafeString:
    """A sign with its middle at a place."""
    return group(sign, transform=f"translate({number(x)} {number(y)})")


def _ring(colour: str) -> SafeString:
    return circle(0, 0, RADIUS - 1.25, fill=palette.PAPER, stroke=colour, stroke_width=2.5)


def _alone(sign: SafeString, words: str) -> SafeString:
    return tag(
        "svg",
        tag("title", words),
        at(sign, _SIZE / 2, _SIZE / 2),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_SIZE} {_SIZE}",
        width=_SIZE,
        height=_SIZE,
        role="img",
        aria_label=words,
        font_family=FONT,
    )
