"""Room that text needs, without a font file: widths per character as shares of the font size.

Each width is the larger of Roboto's and Arial's, so a label fits whichever of the two a reader's
machine has. Bold is a flat eight per cent wider.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_GROUPS: Final = {
    0.19: "'", 0.22: "’‘", 0.24: "ijl", 0.26: "|", 0.28: " !,.:;I[]·", 0.33: "-`t", 0.34: "(r{}",
    0.35: ")f“\"”", 0.41: "/\\", 0.43: "*", 0.47: "^", 0.5: "vxyz", 0.51: "k", 0.52: "cs",
    0.55: "J", 0.56: "$0123456789?L_abdeghnpu€é", 0.57: "oq", 0.58: "+<=>£×", 0.61: "FTZ",
    0.62: "#", 0.66: "–", 0.67: "&ABEKPSVXY", 0.68: "~", 0.72: "CDHNRU", 0.75: "w", 0.78: "GOQ",
    0.87: "M", 0.88: "m", 0.89: "%", 0.94: "W", 1.0: "—…→", 1.02: "@",
}  # fmt: skip
_WIDTHS: Final = {ord(letter): width for width, letters in _GROUPS.items() for letter in letters}
_USUAL: Final = 0.62
_FULL_WIDTH_FROM: Final = 0x2E80
_BOLD: Final = 1.08
ELLIPSIS: Final = "…"


@dataclass(frozen=True)
class Wrapped:
    """Text in lines; `cut` when some of it did not fit."""

    whole: str
    lines: tuple[str, ...]
    cut: bool


@lru_cache(maxsize=4096)
def _ems(content: str) -> float:
    return sum(_WIDTHS.get(ord(c)) or (1.0 if ord(c) >= _FULL_WIDTH_FROM else _USUAL) for c in content)


def measure(content: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of one line of text."""
    return _ems(content) * size * (_BOLD if bold else 1)


def shorten(content: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `width`."""
    content = " ".join(content.split())
    if measure(content, size, bold=bold) <= width:
        return content
    kept = content
    while kept and measure(kept + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,.;:–-") + ELLIPSIS


def wrap(content: str, width: float, size: float, *, most: int = 3, bold: bool = False) -> Wrapped:
    """The text in at most `most` lines no wider than `width`; an ellipsis ends the last if more is left."""
    words = _breakable(content.split(), width, size, bold)
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    whole = " ".join(content.split())
    if len(lines) <= most:
        return Wrapped(whole, tuple(lines), cut=False)
    last = shorten(" ".join(lines[most - 1 :]), width, size, bold=bold)
    return Wrapped(whole, (*lines[: most - 1], last), cut=True)


def _breakable(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    """Words with any that are wider than a whole line broken to fit."""
    pieces: list[str] = []
    for word in words:
        while measure(word, size, bold=bold) > width and len(word) > 1:
            fits = 1
            while fits < len(word) and measure(word[: fits + 1], size, bold=bold) <= width:
                fits += 1
            pieces.append(word[:fits])
            word = word[fits:]
        pieces.append(word)
    return pieces
