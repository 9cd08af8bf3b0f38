"""What people said, showed and wrote, and what they agreed to. Invented, and no picture shows a person."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from coplan.demo.rows import Row, change, row
from coplan.evidence.models import About, Consent, Item, Manner, Naming, Sort, Tag

# key, kind, who, day, title, words, about, called, source, period, shows, does not show, tags (outcomes), indicators
_ITEMS: tuple[tuple[Any, ...], ...] = (
    ("four-years", Sort.QUOTE, "callum", -118, "Cooking for others again",
     "I had not cooked for anybody in four years. Now there are six of us on a Thursday, and I am the one who is told off for the salt.",
     About.ADULT, "a man of 67, Inverlaw", "Interview after the last session", "First half of last year",
     "That the cooking evenings can bring company as well as a better diet.",
     "How many found company: he was chosen because he likes to talk.", ("network", "diet"), ()),
    ("bus-stop", Sort.PHOTO, "peter-walks", -96, "Where the walks begin",
     "The walk in Balnacraig begins where the bus stops, so that nobody needs a car. Drawn from a photo: no person is in it.",
     About.NOBODY, "", "Walk leaders, on the first wet Tuesday", "Spring", "That the walks can be reached by bus.",
     "That people come by bus.", ("active",), ()),
    ("marion", Sort.CASE_STUDY, "callum", -82, "Marion, who nearly stopped after the second session",
     "Marion came because her practice nurse filled in the form with her. After the second session she stayed away: she could not read the recipe sheet and did not want to say so.\n"
     "Her coach noticed that she took the sheet home each time without looking at it, and asked her to help with the shopping instead. From then on the recipes were drawn.\n"
     "She finished all eight sessions, walks on Tuesdays and has asked to help at the next course.",
     About.ADULT, "Marion (a made-up name), 58", "Three talks with her and one with her coach", "Eight months",
     "What made the difference for somebody who reads with difficulty, and that the sheets were changed because of her.",
     "That drawn recipes keep others: nobody counted that.", ("confident", "diet", "mood"), ("finishing",)),
    ("recall", Sort.DOCUMENT, "lesley", -75, "What two practices wrote about recalls",
     "A letter from two practices: follow-up that a coach has taken over is closed in their own lists, which frees about an hour of a nurse's week.",
     About.NOBODY, "", "Letter from two practices, signed by the managers", "Last year",
     "That two of five practices have changed how they work.", "What the other three do.", ("capacity",), ("handed-over",)),
    ("lunch", Sort.OBSERVATION, "euan", -54, "An hour in the canteen of the fish plant",
     "Eleven people stayed in the room after the soup; four of them had never been to an evening session. Two left early for the line. The room was too loud to talk about anything private.",
     About.ADULT, "people on the day shift", "One visit, notes made the same afternoon", "One day",
     "That people on shifts come at noon.", "That they would come every week.", ("network", "active"), ()),
    ("why-left", Sort.QUOTE, "david", -47, "Somebody who left",
     "It was good people. But it was always about what I ate. I was not lonely because of what I ate.",
     About.ADULT, "a woman of 44 who came three times", "Telephone interview with people who stopped", "Last autumn",
     "That the sessions do not suit somebody who comes for company.", "Why the others stopped: nine could not be reached.",
     ("network", "mood"), ("finishing",)),
    ("kitchen", Sort.PHOTO, "grant-helper", -43, "The kitchen table in Kirkhaven",
     "The table laid for twelve in the old school kitchen. Drawn from a photo: no person is in it.",
     About.NOBODY, "", "Kitchen Table Project", "Winter", "That twelve places are laid.", "Who sits there.", ("diet", "family-diet"), ()),
    ("granddaughter", Sort.QUOTE, "callum", -38, "What a granddaughter noticed",
     "Gran has stopped asking if there is pudding. She asks if I want to go round the harbour.",
     About.CHILD, "a granddaughter of nine", "Said at the family evening", "Winter",
     "That a family sees the change.", "How often that is so.", ("family-diet", "active"), ("family",)),
    ("taxi", Sort.QUOTE, "peter-walks", -31, "Getting home",
     "If the late taxi goes, so do I. There is no other way to say it.",
     About.ADULT, "a woman of 72, Ardmore of Ewart", "Said in the reference group", "Winter",
     "That for some the way home decides.", "For how many.", ("network",), ()),
    ("silent", Sort.QUOTE, "callum", -12, "Written on the back of a form",
     "You were the first who asked what I wanted.",
     About.ADULT, "somebody at the last session", "Feedback form, handed in without a name", "Last month",
     "Nothing yet: we do not know who wrote it, and nobody has agreed to its use.", "", ("confident",), ()),
)  # fmt: skip

# The cook who collected the picture of the kitchen has left; his successor's part stands for it
_COLLECTED = {"grant-helper": "peter-cooks"}
_WHO = {"peter-walks": "peter", "grant-helper": "peter"}

ITEMS: tuple[Row, ...] = tuple(
    row(
        Item, key, who=_WHO.get(who, who), on=on, sort=sort, title=title, text=text, about=about, called=called,
        collected_on=on - 2, collected_by=_COLLECTED.get(who, who), source=source, period=period, shows=shows,
        does_not_show=does_not_show,
    )
    for key, sort, who, on, title, text, about, called, source, period, shows, does_not_show, _o, _i in _ITEMS
)  # fmt: skip

TAGS: tuple[Row, ...] = tuple(
    row(Tag, f"{one[0]} {field} {tag}", who=_WHO.get(one[2], one[2]), on=one[3], item=one[0], **{field: tag})
    for one in _ITEMS
    for field, tags in (("element", one[12]), ("indicator", one[13]))
    for tag in tags
)

_CABINET = "Grey cabinet in Ferry House, second drawer"

CONSENTS: tuple[Row, ...] = (
    row(Consent, "four-years", who="callum", on=-118, item="four-years", given_by="Consent form 14", given_on=-120,
        for_reports=True, for_published=True, until=310, proof=_CABINET),
    # Ends soon: it stands in the list of what is due
    row(Consent, "marion", who="callum", on=-82, item="marion", given_by="Consent form 17", given_on=-84,
        for_reports=True, for_training=True, naming=Naming.NAMED, name_shown="Marion", until=41, proof=_CABINET),
    row(Consent, "lunch", who="euan", on=-54, item="lunch", given_by="Notice on the door, nobody objected", given_on=-56,
        manner=Manner.RECORDED, proof="Euan's notebook of the visit"),
    row(Consent, "why-left", who="david", on=-47, item="why-left", given_by="Consent form 21", given_on=-49,
        manner=Manner.RECORDED, for_reports=True, until=500, proof="Recording at the university, folder 3"),
    row(Consent, "granddaughter", who="callum", on=-38, item="granddaughter", given_by="Consent form 22",
        given_on=-40, manner=Manner.GUARDIAN, capacity="Her mother signed; she herself wants to be in it and said so.",
        for_reports=True, proof=_CABINET),
    row(Consent, "taxi", who="peter", on=-31, item="taxi", given_by="Consent form 23", given_on=-33, for_training=True,
        proof=_CABINET,
        then=(change(-9, "isla", "Consent withdrawn", withdrawn_on=-9,
                     withdrawn_reason="She has been recognised by a neighbour."),)),
)  # fmt: skip


@cache
def _stop() -> bytes:
    """A bus stop by the sea, drawn."""
    made = Image.new("RGB", (900, 600), "#cfe3ee")
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 330, 900, 430), fill="#7fa7bb")
    pen.polygon([(0, 430), (900, 400), (900, 600), (0, 600)], fill="#8a9a6b")
    pen.polygon([(300, 600), (430, 430), (470, 430), (640, 600)], fill="#c9bfa8")
    pen.polygon([(500, 330), (650, 190), (830, 330)], fill="#6d8795")
    pen.rectangle((150, 200, 164, 560), fill="#3b4650")
    pen.rectangle((100, 150, 214, 230), fill="#0065bd")
    pen.rectangle((120, 175, 194, 190), fill="#ffffff")
    pen.rectangle((120, 200, 170, 210), fill="#ffffff")
    pen.rectangle((220, 400, 420, 414), fill="#5a4632")
    for leg in (240, 390):
        pen.rectangle((leg, 414, leg + 10, 480), fill="#5a4632")
    return _png(made)


@cache
def _table() -> bytes:
    """A long table laid for twelve, drawn from above."""
    made = Image.new("RGB", (900, 600), "#e9dfcf")
    pen = ImageDraw.Draw(made)
    for plank in range(0, 600, 60):
        pen.line((0, plank, 900, plank), fill="#d8c9b0", width=3)
    pen.rounded_rectangle((90, 160, 810, 440), 24, fill="#a8744a", outline="#7a5232", width=6)
    for place in range(6):
        for top in (185, 345):
            x = 125 + place * 114
            pen.ellipse((x, top, x + 74, top + 70), fill="#fbfbf8", outline="#c9ced6", width=4)
            pen.ellipse((x + 18, top + 18, x + 56, top + 52), fill="#e2ece2")
    for x in (220, 450, 680):
        pen.ellipse((x - 26, 272, x + 26, 324), fill="#c0492f")
        pen.ellipse((x - 10, 284, x + 14, 306), fill="#e07a3f")
    return _png(made)


def _png(made: Image.Image) -> bytes:
    kept = io.BytesIO()
    made.save(kept, "PNG")
    return kept.getvalue()


_LETTER = """Letter of two practices (example)

Since the coach took over, we have closed our own recall for those who go to the programme.
It frees about an hour of a nurse's week in each practice.
"""

# item, who, name, content
FILES = (
    ("bus-stop", "peter", "where the walks begin.png", _stop),
    ("kitchen", "peter", "kitchen table.png", _table),
    ("recall", "lesley", "letter of two practices.txt", lambda: _LETTER.encode()),
)

# A pack for the coaches' training, with words that were taken back later
PACK_ON = -25
PACK_TITLE, PACK_FOR = "Two voices for the training day", "New coaches of Ferry House"
PACKED = ("marion", "taxi")
