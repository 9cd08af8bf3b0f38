"""What partners wrote for the outline business case, what was issued and who signed it."""

from dataclasses import dataclass

from coplan.demo.rows import Row, row
from coplan.documents.models import Decision, Passage

BUSINESS_CASE, HIGHLIGHT_REPORT = "outline-business-case", "highlight-report"

# Whatever is dated later is made later: the documents show the record as it stood on this day
ISSUED_ON = -24

_DECISION = """\
The partners are asked to agree to two things. First, that the eight sessions go on in the five villages, as described here, until the pilot's money ends. Second, that the same sessions are tried in the lunch hour at the fish plant, for people whom the villages' evenings leave out.
No partner is asked to put in more than it has offered. Whoever says no is asked to say what would have to change.\
"""

_OPTIONS = """\
1. Doing nothing. People would go on getting a leaflet and a date a year later. It costs the partners nothing now; the practices' own figures say that about one in three would be back with diabetes within ten years, and the board would pay for their care.
2. Places in the leisure centre's classes. Cheap to buy, about £60 a person, and ready at once. But the classes are in Kirkhaven in the evening, seven villages have no bus home, and people told us that they leave where they know nobody.
3. A course on the telephone. It reaches every village and could be doubled within a month. Few of those we asked wanted it: what they miss is company, and nobody learns to cook on the telephone.
4. Eight sessions in a group, in the villages, with a coach. About £125,000 a year. It is slow to grow and leans on kitchens, buses and volunteers; it is also the only way of the four that people who use services helped to draw up.\
"""

_PREFERRED = """\
Twelve people compared the four ways over one afternoon: two from each sector's lead, one from every other partner, and Jean and Tom for those who would come. Everybody scored each way alone before anyone spoke, on five questions that the reference group had set: would I go, would I stay, who is left out, what does it cost for each person who finishes, and what happens if a key person leaves.
The eight sessions came first on the first three questions and last on cost. The group kept them because a cheaper way that nobody finishes is not cheaper. Leaving things as they are came last on all but cost.
The lunch hour at the plant was added when the readings showed that people who work shifts do not come. It was set against a later bus and against sessions on Saturdays; the plant's works council and the reference group both chose it.\
"""

PASSAGES: tuple[Row, ...] = tuple(
    row(Passage, part, who="isla", on=day, code=BUSINESS_CASE, part=part, text=text)
    for part, day, text in (
        ("decision", -32, _DECISION),
        ("options", -34, _OPTIONS),
        ("preferred", -33, _PREFERRED),
    )
)


@dataclass(frozen=True)
class Issue:
    """One document issued on `ISSUED_ON`."""

    code: str
    who: str
    note: str


ISSUES = (
    Issue(BUSINESS_CASE, "isla", "For the steering group in Kirkhaven: leave to add the lunch hour at the fish plant."),
    Issue(HIGHLIGHT_REPORT, "isla", "For the steering group in Kirkhaven."),
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    """What a participant said to a document for the organisation."""

    code: str
    part: str
    on: int
    decision: str
    reason: str = ""


# The council has not spoken: whoever signs in as Morag finds it in her work
SIGNED = (
    Word(BUSINESS_CASE, "callum", -22, Decision.APPROVED),
    Word(BUSINESS_CASE, "euan", -21, Decision.APPROVED),
    Word(BUSINESS_CASE, "peter-walks", -19, Decision.APPROVED),
    Word(BUSINESS_CASE, "peter-cooks", -19, Decision.DECLINED,
         "The lunch hour needs a second tutor of ours on two days a week, and no budget line pays for one. "
         "Put it in, and we approve."),
    Word(BUSINESS_CASE, "anwar", -16, Decision.APPROVED, "On the understanding that blood results stay with the practices."),
)  # fmt: skip
