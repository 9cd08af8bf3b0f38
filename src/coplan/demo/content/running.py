"""How the partnership is steered: groups, seats, meetings, milestones and the pilot."""

from coplan.demo.rows import Row, after, change, quarter_end, quarter_start, row
from coplan.governance.models import Group, Meeting, MeetingState, Seat, SeatRole
from coplan.partnerships.models import Stage
from coplan.pilots.models import Pilot
from coplan.planning.models import Milestone

GROUPS: tuple[Row, ...] = (
    row(
        Group,
        "steering",
        who="isla",
        on=-900,
        name="Steering group",
        is_steering=True,
        rhythm="Every two months",
        purpose="Decides at each gate, holds the budget and answers for the whole.",
    ),
    row(
        Group,
        "operational",
        who="isla",
        on=-880,
        name="Operational group",
        reports_to="steering",
        rhythm="Every month",
        purpose="Runs the pilot from week to week and brings the readings together.",
    ),
    row(
        Group,
        "reference",
        who="isla",
        on=-890,
        name="Reference group of people who use it",
        reports_to="steering",
        rhythm="Every two months, two weeks before the steering group",
        purpose="Reads what the steering group will decide, first, and says what it would change.",
    ),
)

# group, participant, role, from
_SEATS = (
    ("steering", "morag", SeatRole.CHAIR, -900),
    ("steering", "callum", SeatRole.MEMBER, -900),
    ("steering", "anwar", SeatRole.MEMBER, -900),
    ("steering", "jean", SeatRole.MEMBER, -885),
    ("steering", "euan", SeatRole.MEMBER, -885),
    ("steering", "peter-walks", SeatRole.MEMBER, -690),
    ("steering", "helen", SeatRole.ADVISER, -850),
    ("steering", "david", SeatRole.ADVISER, -700),
    ("steering", "isla", SeatRole.SECRETARY, -900),
    ("operational", "isla", SeatRole.CHAIR, -880),
    ("operational", "lesley", SeatRole.MEMBER, -390),
    ("operational", "peter-walks", SeatRole.MEMBER, -880),
    ("operational", "grant", SeatRole.MEMBER, -880),
    ("operational", "david", SeatRole.ADVISER, -700),
    ("operational", "tom", SeatRole.MEMBER, -600),
    ("reference", "jean", SeatRole.CHAIR, -890),
    ("reference", "tom", SeatRole.MEMBER, -890),
    ("reference", "isla", SeatRole.SECRETARY, -890),
)

SEATS: tuple[Row, ...] = tuple(
    row(
        Seat,
        f"{group} {part}",
        who="isla",
        on=starts,
        group=group,
        participant=part,
        role=role,
        starts_on=starts,
        then=(change(-210, "isla", "Left the project for a job elsewhere.", ends_on=-210),)
        if part == "grant"
        else (),
    )
    for group, part, role, starts in _SEATS
)

# group, day, place, decided
_HELD = (
    ("steering", -895, "Town hall, Kirkhaven", "The statement of the need is shared. Go on to form the partnership."),
    ("reference", -870, "Library, Kirkhaven", "Asks that every date in the plan is tested against the bus timetable."),
    ("steering", -835, "Ferry House", "The partnership is formed. Two seats for people who use the service."),
    ("steering", -715, "Town hall, Kirkhaven", "Design may go on, with two conditions. See the gate before design."),
    ("steering", -650, "Ferry House", "The pilot starts. Eight sessions instead of six, because the reference group asked for time to practise."),
    ("operational", -420, "Health centre, Inverlaw", "Two practices join late. Walks move to the bus stop."),
    ("steering", -395, "Online", "The aim of people helped is lowered from 360 to 300 (the last quarter's from 97 to 37), to keep groups small enough to talk."),
    ("reference", -200, "Library, Kirkhaven", "Shift workers are missing. Tom will ask at the fish plant."),
    ("steering", -120, "Town hall, Kirkhaven", "A seminar on how to sustain the service is set. The council looks at its own budget first."),
    ("operational", -40, "Health centre, Inverlaw", "The summer dip in first meetings is made up. One kitchen closes for repairs in spring."),
    ("reference", -34, "Library, Kirkhaven", "The question on confidence is asked too early; ask it again after six months."),
    ("steering", -20, "Town hall, Kirkhaven", "The draft value map goes to every partner. Helen names the trust's deadlines."),
)  # fmt: skip

MEETINGS: tuple[Row, ...] = (
    *(
        row(
            Meeting,
            f"{group} {day}",
            who="isla",
            on=day - 30,
            group=group,
            held_on=day,
            place=place,
            agenda="1. What changed since we last met\n2. Readings\n3. Risks above tolerance\n4. What we decide today",
            then=(
                change(
                    day + 2,
                    "isla",
                    "Minutes agreed by the chair.",
                    state=MeetingState.HELD,
                    decisions=decided,
                ),
            ),
        )
        for group, day, place, decided in _HELD
    ),
    row(
        Meeting,
        "steering planned",
        who="isla",
        on=-15,
        group="steering",
        held_on=37,
        place="Town hall, Kirkhaven",
        agenda="1. Gate before sustain: what is still missing\n2. Routes\n3. Budget of the last two quarters",
    ),
    row(
        Meeting,
        "operational planned",
        who="isla",
        on=-15,
        group="operational",
        held_on=12,
        place="Health centre, Inverlaw",
        agenda="1. First meetings this month\n2. The kitchen's repairs",
    ),
    row(
        Meeting,
        "reference planned",
        who="isla",
        on=-15,
        group="reference",
        held_on=23,
        place="Library, Kirkhaven",
        agenda="1. Should it go on? What we would say to the council",
    ),
    row(
        Meeting,
        "operational off",
        who="isla",
        on=-190,
        group="operational",
        held_on=-160,
        place="Health centre, Inverlaw",
        then=(change(-161, "isla", "Snow: the pass was closed.", state=MeetingState.CANCELLED),),
    ),
)

# key, what is reached, stage, first due, owner, changes
_MILESTONES: tuple[tuple[str, str, Stage, object, str, tuple[object, ...]], ...] = (
    ("need", "The need is put in one sentence that all share", Stage.NEED, -930, "isla",
     (change(-955, "isla", "", done_on=-955),)),
    ("formed", "The partnership is formed and the steering group sits", Stage.FORM, -840, "morag",
     (change(-835, "morag", "", done_on=-835),)),
    ("memorandum", "The memorandum of understanding is signed", Stage.FORM, -780, "callum",
     (change(-800, "callum", "The council's lawyers asked for more time.", due_on=-745),
      change(-748, "callum", "", done_on=-748))),
    ("baselines", "Baselines are measured", Stage.DESIGN, -700, "david", (change(-705, "david", "", done_on=-705),)),
    ("start", "The first group of the pilot meets", Stage.PILOT, quarter_start(-6), "isla",
     (change(after(quarter_start(-6), 3), "isla", "", done_on=after(quarter_start(-6), 3)),)),
    ("hundred", "100 people have joined", Stage.PILOT, -400, "isla", (change(-385, "isla", "", done_on=-385),)),
    ("practices", "All five practices refer people", Stage.PILOT, -480, "lesley",
     (change(-490, "lesley", "Two practices changed their computer system first.", due_on=-300),
      change(-310, "lesley", "", done_on=-310))),
    ("mid", "Mid-pilot evaluation is read by every partner", Stage.PILOT, -150, "david",
     (change(-148, "david", "", done_on=-148),)),
    ("shift", "A group for people who work shifts has begun", Stage.PILOT, -45, "tom",
     (change(-50, "isla", "", progress="Two lunch hours at the fish plant held; the works council wants to talk about rooms."),)),
    ("value", "The value map is agreed with the people it counts", Stage.PILOT, 30, "david", ()),
    ("seminar", "A seminar on how to sustain the service", Stage.SUSTAIN, 40, "morag",
     (change(-21, "morag", "The council's budget day moved, and the seminar needs its figures.", due_on=68),)),
    ("business-case", "The full business case is issued", Stage.SUSTAIN, after(quarter_end(1), -60), "isla", ()),
    ("decision", "The route is decided", Stage.SUSTAIN, after(quarter_end(1), -20), "morag", ()),
    ("end", "The pilot's money ends; whatever goes on has begun", Stage.SUSTAIN, quarter_end(1), "isla", ()),
)  # fmt: skip

MILESTONE_KEYS = tuple(one[0] for one in _MILESTONES)

MILESTONES: tuple[Row, ...] = tuple(
    row(
        Milestone,
        key,
        who="isla",
        on=-960,
        title=title,
        stage=stage,
        due_on=due,
        first_due_on=due,
        owner=owner,
        then=changes,
    )
    for key, title, stage, due, owner, changes in _MILESTONES
)

PILOTS: tuple[Row, ...] = (
    row(Pilot, "main", who="isla", on=-690, name="Eight sessions in five villages", area="Kirkhaven and four villages",
        service="A first meeting with a coach within five weeks of the referral. Then eight weekly sessions in a group "
        "of ten on food, movement and mood, each with half an hour of cooking together; a walk every week; and a warm "
        "hand-over to what goes on afterwards. Family are welcome at the table.",
        provider="ferry-house", owner="isla", starts_on=quarter_start(-6), ends_on=quarter_end(1)),
    row(Pilot, "lunch", who="isla", on=-60, name="Lunch-hour sessions at work", area="The fish plant, Kirkhaven harbour",
        service="The same eight sessions in the lunch hour, with food brought along, for people who work shifts.",
        provider="kitchen-table", owner="tom", starts_on=20, ends_on=quarter_end(1),
        short_reason="A trial within the pilot: it must end with the money, and asks one question only, whether "
        "people who work shifts will come."),
)  # fmt: skip
