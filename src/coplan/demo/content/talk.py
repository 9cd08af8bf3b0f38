"""What people said about records, and the files they put with them."""

from coplan.demo import onepage
from coplan.governance.models import Meeting
from coplan.need.models import Evidence, Need
from coplan.outcomes.models import Indicator
from coplan.partnerships.models import Gate
from coplan.planning.models import Milestone
from coplan.raid.models import Risk
from coplan.sustainability.models import Route
from coplan.value.models import ValueMap

# model, key, who, when, what
COMMENTS = (
    (Need, "at-risk", "jean", -962, "Please name the buses. Half of us cannot come at six because nobody gets home after it."),
    (Need, "at-risk", "isla", -960, "Done: see the second version. Thank you."),
    (Risk, "money", "helen", -55, "The trust cannot carry a third year. Better you hear it now than in spring."),
    (Risk, "money", "morag", -22, "The board's letter helps. I need the value map before the seminar, with its ranges."),
    (Risk, "unequal", "tom", -198, "I asked on the line. They would come at noon if there is soup."),
    (Indicator, "confident", "david", -290, "We should have asked this from the first day. There is no baseline, so it shows where people end, not what changed."),
    (Indicator, "wait", "lesley", -130, "The summer dip was holidays at two practices."),
    (Milestone, "shift", "euan", -20, "The works council has a room. It wants it in writing who pays for the heating."),
    (Route, "mainstream", "anwar", -60, "The board decides a month before the council. We can say yes under a condition."),
    (ValueMap, "published", "david", -10, "The figures are those of the published report, so that anybody can check that the sum comes to £5.80 for £1."),
    (ValueMap, "published", "callum", -8, "Read the ranges before the ratio, please."),
)  # fmt: skip

_ADVICE = """Advice on the pilot (example)

1. The pilot is small, has an end, and tries something out. Say so in the plan.
2. Keep what is learned where every later bidder can read it.
3. Write down who decided, when, and on what grounds.
"""

_MINUTES = """Steering group, minutes (example)

Present: Morag Sinclair (chair), Callum Fraser, Anwar Malik, Jean Kerr, Euan Munro, Helen Ogilvie, Isla Reid (secretary).
1. The draft value map goes to every partner before the seminar.
2. The risk that no budget is found is taken up here at each meeting.
"""

_TIMETABLE = (
    "village,last bus home\nKirkhaven,22:40\nInverlaw,17:55\nBalnacraig,17:20\nArdmore of Ewart,16:45\n"
)

_SIGNATURES = (
    "Memorandum of understanding of Living well together (example): last page",
    "",
    "Signed on paper, one person for each organisation:",
    "Morag Sinclair, Glen Ewart Council",
    "Callum Fraser, Ferry House",
    "Anwar Malik, NHS Ewart",
    "Peter Nowak, Step by Step Ewart",
    "Grant Duffy, The Kitchen Table Project",
    "Euan Munro, Ewart Third Sector Interface",
    "Helen Ogilvie, The Larchwood Trust",
    "David Achebe, University of Strathewart",
)

# model, key, who, name, content
FILES = (
    (Gate, "pilot", "morag", "advice-on-the-pilot.txt", _ADVICE.encode()),
    (Gate, "design", "callum", "memorandum-last-page.pdf", onepage.pdf(_SIGNATURES)),
    (Meeting, "steering -20", "isla", "minutes.txt", _MINUTES.encode()),
    (Evidence, "buses", "isla", "last-buses.csv", _TIMETABLE.encode()),
)
