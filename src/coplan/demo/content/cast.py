"""Who is who: invented organisations and people, the partnership and everyone's part in it."""

from coplan.demo.rows import Row, change, quarter_end, row
from coplan.partnerships.models import Participant, Partner, PartnerRole, Partnership, PersonaRole
from coplan.people.models import Affiliation, Organisation, Person, Sector, SizeBand

FORMED = -1000

_ORGANISATIONS = (
    ("council", "Glen Ewart Council", Sector.PUBLIC, SizeBand.LARGE),
    ("nhs", "NHS Ewart", Sector.PUBLIC, SizeBand.LARGE),
    ("ferry-house", "Ferry House", Sector.THIRD, SizeBand.SMALL),
    ("step-by-step", "Step by Step Ewart", Sector.THIRD, SizeBand.MICRO),
    ("kitchen-table", "The Kitchen Table Project", Sector.THIRD, SizeBand.MICRO),
    ("interface", "Ewart Third Sector Interface", Sector.THIRD, SizeBand.SMALL),
    ("trust", "The Larchwood Trust", Sector.THIRD, SizeBand.SMALL),
    ("university", "University of Strathewart", Sector.OTHER, SizeBand.LARGE),
    ("buses", "Ewart Community Transport", Sector.THIRD, SizeBand.MICRO),
)

# key, name, e-mail (none: does not sign in), programme team
_PEOPLE = (
    ("isla", "Isla Reid", "isla.reid@example.org", False),
    ("callum", "Callum Fraser", "callum.fraser@example.org", False),
    ("morag", "Morag Sinclair", "morag.sinclair@example.org", False),
    ("anwar", "Anwar Malik", "anwar.malik@example.org", False),
    ("jean", "Jean Kerr", "jean.kerr@example.org", False),
    ("tom", "Tom Baird", None, False),
    ("helen", "Helen Ogilvie", "helen.ogilvie@example.org", False),
    ("david", "David Achebe", "david.achebe@example.org", False),
    ("fiona", "Fiona Laing", "fiona.laing@example.org", False),
    ("ruth", "Ruth Campbell", "ruth.campbell@example.org", True),
    ("euan", "Euan Munro", "euan.munro@example.org", False),
    ("shona", "Shona Begg", "shona.begg@example.org", False),
    ("peter", "Peter Nowak", "peter.nowak@example.org", False),
    ("lesley", "Lesley Tait", "lesley.tait@example.org", False),
    ("grant", "Grant Duffy", "grant.duffy@example.org", False),
    ("sandra", "Sandra Muir", "sandra.muir@example.org", False),
    ("kirsty", "Kirsty Hay", "kirsty.hay@example.org", False),
    ("aileen", "Aileen Ross", "aileen.ross@example.org", False),
    ("moira", "Moira Kane", "moira.kane@example.org", False),
)

# person, organisation, what they do there
_ACTS_FOR = (
    ("isla", "ferry-house", "Partnership coordinator"),
    ("callum", "ferry-house", "Chief officer"),
    ("morag", "council", "Commissioning lead, adult wellbeing"),
    ("shona", "council", "Head of adult services"),
    ("anwar", "nhs", "Public health consultant"),
    ("lesley", "nhs", "Practice nurse"),
    ("helen", "trust", "Grants officer"),
    ("david", "university", "Senior lecturer in public health"),
    ("peter", "step-by-step", "Walking groups organiser"),
    ("peter", "kitchen-table", "Trustee"),
    ("grant", "kitchen-table", "Cook and tutor"),
    ("euan", "interface", "Partnerships officer"),
    ("sandra", "step-by-step", "Secretary"),
    ("kirsty", "interface", "Network officer"),
    ("aileen", "buses", "Manager"),
    ("moira", "trust", "Head of grants"),
)

PEOPLE: tuple[Row, ...] = (
    *(
        row(Person, key, who="", on=FORMED, name=name, email=email, is_programme=programme)
        for key, name, email, programme in _PEOPLE
    ),
    *(
        row(Organisation, key, who="ruth", on=FORMED, name=name, sector=sector, size_band=size)
        for key, name, sector, size in _ORGANISATIONS
    ),
    *(
        row(
            Affiliation,
            f"{person} {body}",
            who="ruth",
            on=FORMED,
            person=person,
            organisation=body,
            job_title=title,
        )
        for person, body, title in _ACTS_FOR
    ),
)

PARTNERSHIP: tuple[Row, ...] = (
    row(
        Partnership,
        "living",
        who="ruth",
        on=FORMED - 60,
        name="Living well together",
        slug="living-well-together",
        summary="An invented partnership that tries a twelve-month healthy living programme with people who are "
        "at risk of type 2 diabetes, before anyone decides to commission it.",
        vision="People in Glen Ewart who are at risk of type 2 diabetes eat well, move more and see more of each "
        "other, and say that they run their health instead of waiting for it to run out.",
        formed_on=FORMED,
        money_ends_on=quarter_end(1),
        people_target=300,
        risk_tolerance=12,
        is_example=True,
    ),
)

# key, role, what it brings, joined (days from today)
_PARTNERS = (
    (
        "council",
        PartnerRole.LEAD_PUBLIC,
        "The commissioner's view, a room in each town, and the way to a contract.",
        0,
    ),
    ("ferry-house", PartnerRole.LEAD_THIRD, "Coaches, volunteers and ten years of wellbeing groups.", 0),
    ("nhs", PartnerRole.PARTNER, "Referrals from practices, blood tests and the public health figures.", 0),
    ("step-by-step", PartnerRole.PARTNER, "Walking groups in every village and trained walk leaders.", 20),
    ("kitchen-table", PartnerRole.PARTNER, "Two teaching kitchens and tutors whom people trust.", 20),
    ("interface", PartnerRole.UMBRELLA, "Reach to 140 smaller groups, and help with governance.", 35),
    ("trust", PartnerRole.FUNDER, "A grant for the pilot's first two years.", 90),
    (
        "university",
        PartnerRole.EVALUATOR,
        "Independent evaluation, and training in asking good questions.",
        120,
    ),
)

# key, person, partner, role, contact, from, to
_PARTS = (
    ("isla", "isla", "ferry-house", PersonaRole.COORDINATOR, True, FORMED, None),
    ("callum", "callum", "ferry-house", PersonaRole.PARTNER, True, FORMED, None),
    ("morag", "morag", "council", PersonaRole.PARTNER, True, FORMED, None),
    ("shona", "shona", "council", PersonaRole.PARTNER, True, FORMED + 10, None),
    ("anwar", "anwar", "nhs", PersonaRole.PARTNER, True, FORMED, None),
    ("lesley", "lesley", "nhs", PersonaRole.PARTNER, True, -400, None),
    ("peter-walks", "peter", "step-by-step", PersonaRole.PARTNER, True, FORMED + 20, None),
    ("peter-cooks", "peter", "kitchen-table", PersonaRole.PARTNER, True, FORMED + 20, None),
    ("grant", "grant", "kitchen-table", PersonaRole.PARTNER, True, FORMED + 20, -210),
    ("euan", "euan", "interface", PersonaRole.PARTNER, True, FORMED + 35, None),
    ("sandra", "sandra", "step-by-step", PersonaRole.PARTNER, True, -690, None),
    ("kirsty", "kirsty", "interface", PersonaRole.PARTNER, True, -690, None),
    ("helen", "helen", "trust", PersonaRole.FUNDER, True, FORMED + 90, None),
    ("david", "david", "university", PersonaRole.EVALUATOR, True, FORMED + 120, None),
    ("moira", "moira", "trust", PersonaRole.FUNDER, True, -150, None),
    ("jean", "jean", None, PersonaRole.SERVICE_USER, False, FORMED + 45, None),
    ("tom", "tom", None, PersonaRole.SERVICE_USER, False, FORMED + 45, None),
    ("fiona", "fiona", None, PersonaRole.OBSERVER, False, -300, None),
)

TABLE: tuple[Row, ...] = (
    *(
        row(
            Partner,
            key,
            who="isla",
            on=FORMED + after,
            organisation=key,
            role=role,
            brings=brings,
            joined_on=FORMED + after,
        )
        for key, role, brings, after in _PARTNERS
    ),
    *(
        row(
            Participant,
            key,
            who="isla",
            on=begins,
            person=person,
            partner=partner,
            role=role,
            is_contact=contact,
            starts_on=begins,
            then=()
            if ends is None
            else (
                change(ends, "isla", "Left the project for a job elsewhere.", ends_on=ends, is_contact=False),
            ),
        )
        for key, person, partner, role, contact, begins, ends in _PARTS
    ),
)
