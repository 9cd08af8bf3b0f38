"""The need, what shows it, who agrees to it and whom it touches. Every figure here is invented."""

from coplan.demo.rows import Row, change, row
from coplan.need.models import Agreement, Evidence, Level, Need
from coplan.stakeholders.models import Sort, StakeholderGroup

NEEDS: tuple[Row, ...] = (
    row(
        Need,
        "at-risk",
        who="isla",
        on=-990,
        title="About 900 people in Glen Ewart are at risk of type 2 diabetes and get a leaflet, but no help to change.",
        description="A blood test tells people that they are at risk. The practice hands over a leaflet and asks "
        "them back in a year. Groups that could help exist, but practices do not know them, they meet at hours when "
        "buses do not run, and nobody asks afterwards what changed.",
        trigger="Example: the public health report of NHS Ewart, and three practices asking the council what they "
        "could offer instead of a leaflet.",
        affected="Adults with raised blood sugar, and those who cook and eat with them",
        people=900,
        level=Level.HIGH,
        owner="isla",
        then=(
            change(
                -960,
                "isla",
                "Jean and Tom asked that the hours of the buses be named.",
                description="A blood test tells people that they are at risk. The practice hands over a leaflet and "
                "asks them back in a year. Groups that could help exist, but practices do not know them, they meet at "
                "hours when buses do not run, and nobody asks afterwards what changed. Whoever works shifts or has no "
                "car is left out twice.",
            ),
        ),
    ),
    row(
        Need,
        "alone",
        who="jean",
        on=-940,
        title="People who try to change how they live do it alone and give up within months.",
        description="What people miss most, they said, is somebody beside them who is trying the same.",
        trigger="Example: two evenings in the library, asked for by people who had stopped going to a class.",
        affected="People who have been told that they are at risk",
        people=400,
        level=Level.MODERATE,
        owner="callum",
    ),
)

# key, need, what, source, dated on, said by
_EVIDENCE = (
    (
        "tests",
        "at-risk",
        "Example: 912 adults had a blood test result in the range of raised risk within one year.",
        "Example: practice registers of five practices",
        -1040,
        "NHS Ewart, public health team",
    ),
    (
        "leaflets",
        "at-risk",
        "Example: four in five of them were given a leaflet and nothing more.",
        "Example: audit of 200 records",
        -1025,
        "Lesley Tait, practice nurse",
    ),
    (
        "costs",
        "at-risk",
        "Example: care for one person with type 2 diabetes cost the board £2,140 a year.",
        "Example: finance team's costing",
        -1010,
        "NHS Ewart, finance team",
    ),
    (
        "buses",
        "at-risk",
        "Example: seven of nine villages have no bus home after 6 p.m.",
        "Example: timetable survey",
        -985,
        "Glen Ewart Council, transport team",
    ),
    (
        "library",
        "alone",
        "Example: 31 of 38 people had stopped a class within three months; most said they knew nobody there.",
        "Example: two evenings in the library",
        -945,
        "People who came, written down by Jean Kerr",
    ),
    (
        "waiting",
        "alone",
        "Example: the one existing group had a waiting list of 64 people.",
        "Example: register of Ferry House",
        -930,
        "Ferry House",
    ),
    (
        "market",
        "at-risk",
        "Example: 14 bodies within reach offer cooking, walking or company; three would take referrals now.",
        "Example: survey of the market",
        -905,
        "Ewart Third Sector Interface",
    ),
    (
        "update",
        "at-risk",
        "Example: a year later the number of new results in the range had risen by 6%.",
        "Example: practice registers of five practices",
        -610,
        "NHS Ewart, public health team",
    ),
)

EVIDENCE: tuple[Row, ...] = tuple(
    row(
        Evidence,
        key,
        who="anwar" if "NHS" in said_by else "isla",
        on=dated + 12,
        need=need,
        what=what,
        source=source,
        dated_on=dated,
        said_by=said_by,
    )
    for key, need, what, source, dated, said_by in _EVIDENCE
)

_AGREE = (
    ("council", "morag", -955),
    ("nhs", "anwar", -955),
    ("ferry-house", "callum", -954),
    ("step-by-step", "peter-walks", -950),
    ("kitchen-table", "peter-cooks", -950),
    ("interface", "euan", -948),
)

# The second need is agreed by fewer: the health page says who is missing
AGREEMENTS: tuple[Row, ...] = (
    *(
        row(
            Agreement,
            partner,
            who="isla",
            on=day,
            need="at-risk",
            partner=partner,
            by=part,
            need_version=2,
            agreed_on=day,
        )
        for partner, part, day in _AGREE
    ),
    *(
        row(
            Agreement,
            f"{partner} alone",
            who="isla",
            on=day + 25,
            need="alone",
            partner=partner,
            by=part,
            need_version=1,
            agreed_on=day + 25,
        )
        for partner, part, day in _AGREE[:4]
    ),
)

# key, name, kind, how many, interest, influence, how we involve them
_GROUPS = (
    (
        "people",
        "People in the programme",
        Sort.SERVICE_USERS,
        248,
        5,
        3,
        "Two seats where decisions are taken; the reference group reads every plan first; asked before, after and six months on.",
    ),
    (
        "family",
        "Family and friends",
        Sort.CARERS,
        230,
        4,
        2,
        "Welcome at every cooking session; asked once a year what changed at home.",
    ),
    (
        "volunteers",
        "Volunteers",
        Sort.STAFF,
        7,
        4,
        3,
        "Own training, own evening each quarter, expenses paid the same week.",
    ),
    (
        "staff",
        "Project staff",
        Sort.STAFF,
        4,
        5,
        3,
        "In the operational group; asked alone, once a year, what gets in the way.",
    ),
    (
        "host",
        "The charity that runs it (Ferry House here, Westbank in the report)",
        Sort.THIRD,
        1,
        5,
        4,
        "Leads for the third sector; its board gets the highlight report.",
    ),
    (
        "gym",
        "The gym that takes referrals (Westbank gym in the report)",
        Sort.OTHER,
        1,
        3,
        2,
        "A named person for referrals; a short call each month.",
    ),
    (
        "practices",
        "GP practices",
        Sort.PUBLIC,
        5,
        3,
        5,
        "One page each quarter: who came, who finished. A nurse in the operational group.",
    ),
    (
        "support-group",
        "Local diabetes support group",
        Sort.COMMUNITY,
        24,
        4,
        1,
        "Free room, and the floor at the yearly gathering.",
    ),
    (
        "nhs-all",
        "NHS as a whole",
        Sort.PUBLIC,
        None,
        3,
        5,
        "Through the steering group; figures in its own format for its planning round.",
    ),
    (
        "funder",
        "Funder of the pilot",
        Sort.FUNDERS,
        1,
        4,
        5,
        "Readings each quarter, visit twice a year, bad news first.",
    ),
    (
        "shift",
        "People who work shifts and could not come",
        Sort.SERVICE_USERS,
        300,
        2,
        1,
        "Met where they work: two lunch hours at the fish plant each year.",
    ),
)

GROUPS: tuple[Row, ...] = tuple(
    row(
        StakeholderGroup,
        key,
        who="isla",
        on=-925 + place,
        name=name,
        sort=sort,
        people=people,
        interest=interest,
        influence=influence,
        strategy=strategy,
    )
    for place, (key, name, sort, people, interest, influence, strategy) in enumerate(_GROUPS)
)
