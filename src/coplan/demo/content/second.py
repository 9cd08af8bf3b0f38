"""A second, young partnership: the first one's coordinator is only a partner in it."""

from coplan.demo.rows import Row, row
from coplan.partnerships.models import Participant, Partner, PartnerRole, Partnership, PersonaRole

BEGUN = -40

PARTNERSHIP: tuple[Row, ...] = (
    row(
        Partnership,
        "getting-about",
        who="ruth",
        on=BEGUN,
        name="Getting about in Ewart",
        slug="getting-about-in-ewart",
        summary="An invented partnership that has only begun: how people without a car reach clinics, groups and shops.",
        formed_on=BEGUN,
        is_example=True,
    ),
)

TABLE: tuple[Row, ...] = (
    row(
        Partner,
        "buses",
        who="ruth",
        on=BEGUN,
        organisation="buses",
        role=PartnerRole.LEAD_THIRD,
        joined_on=BEGUN,
    ),
    row(
        Partner,
        "ferry-2",
        who="ruth",
        on=BEGUN,
        organisation="ferry-house",
        role=PartnerRole.PARTNER,
        joined_on=BEGUN,
    ),
    row(
        Participant,
        "aileen",
        who="ruth",
        on=BEGUN,
        person="aileen",
        partner="buses",
        role=PersonaRole.COORDINATOR,
        is_contact=True,
        starts_on=BEGUN,
    ),
    row(
        Participant,
        "isla-2",
        who="aileen",
        on=BEGUN + 5,
        person="isla",
        partner="ferry-2",
        role=PersonaRole.PARTNER,
        is_contact=True,
        starts_on=BEGUN + 5,
    ),
)
