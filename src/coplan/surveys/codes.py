"""The four words a person keeps so that two of their answers can be told to belong together.

Three words are drawn by chance from a closed list and the fourth follows from them, so a slip of the pen
is noticed before anything is paired wrongly. Any two words of the list differ in three letters at least,
so that the meant word can be offered. Only a keyed digest is stored: nobody can read a code from it.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from itertools import product

from django.conf import settings

_LIST = """
acorn almond amber anchor ankle arrow atlas autumn badge bamboo banana banjo barley barn basket beach beaver
berry biscuit blossom bonnet bottle bracken brother bubble butter cabbage cabin cactus camera canoe carpet
castle cedar celery cello chalk chimney circle clover cobweb coffee comet compass copper coral cotton cousin
cradle crayon cricket crystal curtain cushion daisy dancer desert diamond dolphin donkey drawer drummer
eagle elbow elephant engine envelope falcon farmer feather fiddle finger flannel flute forest fossil
fountain garden garlic gentle giant giraffe glacier goblet guitar hamster harbour harvest hazel hedgehog
helmet heron horizon igloo island ivory jasmine jigsaw jungle kitchen ladder lagoon lamp lantern lavender
lettuce library lilac linen lobster locket magnet marble meadow melody mirror mitten morning mosaic muffin
mustard napkin needle nutmeg oasis ocean olive onion orange orchard palace pancake panda paper parcel
pavement peanut pencil penguin picnic pigeon pillow plum pony poplar potato prairie pudding pumpkin puppet
purple quilt rabbit radish rainbow raisin ribbon river rosemary scarf seagull season shell shovel slipper
smoke snow soap spider spinach spoon spring squirrel stable station sunset swallow sweater tailor teapot
temple thimble thunder toast tractor trumpet tulip tunnel umbrella vanilla village violet waffle walnut
wheat whistle window wizard zebra
"""
WORDS = tuple(_LIST.split())
# A prime, so that the check notices one wrong word and two neighbours that changed places
MANY = 199
_PLACE = {word: place for place, word in enumerate(WORDS)}
_ROUNDS = 100_000
_MOST_MEANT = 3


@dataclass(frozen=True)
class Code:
    """A code as it is written, or what may have been meant where it has a slip in it."""

    text: str = ""
    meant: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return bool(self.text)


def new_code() -> str:
    """Four words: 'island rabbit teapot plum'."""
    drawn = [secrets.randbelow(MANY) for _place in range(3)]
    return " ".join(WORDS[place] for place in (*drawn, _check(drawn)))


def _check(drawn: list[int]) -> int:
    """The fourth place: a + 2b + 3c + 4d leaves nothing when divided by 199."""
    one, two, three = drawn
    return -(one + 2 * two + 3 * three) * pow(4, -1, MANY) % MANY


def read(typed: str) -> Code:
    """The code in what somebody typed; capitals, commas and spaces do not matter."""
    found = re.findall(r"[^\W\d_]+", typed.casefold()[:200])
    if len(found) != 4:
        return Code()
    if _is_whole(found):
        return Code(" ".join(found))
    near = [_near(word) for word in found]
    known = [list(words) for words in product(*near) if _is_whole(list(words))]
    swapped = [words for words in _swaps(found) if _is_whole(words)]
    return Code(meant=tuple(" ".join(words) for words in (known or swapped)[:_MOST_MEANT]))


def _is_whole(words: list[str]) -> bool:
    if any(word not in _PLACE for word in words):
        return False
    *drawn, last = (_PLACE[word] for word in words)
    return _check(drawn) == last


def _swaps(words: list[str]) -> list[list[str]]:
    """The words with two neighbours changed over."""
    found = []
    for at in range(3):
        other = list(words)
        other[at], other[at + 1] = other[at + 1], other[at]
        found.append(other)
    return found


def _near(word: str) -> list[str]:
    """The word itself where it is on the list, else those at most two letters away."""
    if word in _PLACE:
        return [word]
    return [one for one in WORDS if abs(len(one) - len(word)) <= 2 and distance(one, word) <= 2][:8]


def distance(one: str, other: str) -> int:
    """Letters to change, add, leave out or swap with a neighbour to make one word of the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i]
        for j, wanted in enumerate(other, 1):
            steps = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps = min(steps, before[j - 2] + 1)
            now.append(steps)
        before, last = last, now
    return last[-1]


def digest(code: str, salt: str) -> str:
    """What is stored of a code: slow to make, and useless without the site's own secret.

    The same person has another digest in another survey, so answers to two surveys cannot be joined.
    """
    slow = pbkdf2_hmac("sha256", code.encode(), salt.encode(), _ROUNDS)
    return hmac.new(settings.SECRET_KEY.encode(), slow, "sha256").hexdigest()
