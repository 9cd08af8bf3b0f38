"""The logic model: what is put in and done, and what is meant to change for whom."""

from coplan.demo.rows import Row, row
from coplan.outcomes.models import Element, Link, Tier

IN, DO, OUT, SHORT, MEDIUM, LONG = Tier

# key, column, sentence, need, stakeholder group, national outcome
_ELEMENTS = (
    ("coaches", IN, "Four coaches of Ferry House", "", "", ""),
    ("grant", IN, "Grant of the Larchwood Trust", "", "", ""),
    ("volunteers-in", IN, "Seven trained volunteers", "", "", ""),
    ("kitchens", IN, "Two teaching kitchens and walk leaders", "", "", ""),
    ("referrals", IN, "Referrals from five practices", "", "", ""),
    ("meet", DO, "First meeting with a coach: what matters to you?", "", "", ""),
    ("sessions", DO, "Eight group sessions on food, movement and mood", "", "", ""),
    ("cook", DO, "Cooking together, family welcome", "", "", ""),
    ("walk", DO, "Weekly walks that begin where the bus stops", "", "", ""),
    ("link", DO, "A warm hand-over to gym, clubs and the support group", "", "", ""),
    ("train", DO, "Training and supervision of volunteers", "", "", ""),
    ("joined", OUT, "People join the programme", "at-risk", "people", ""),
    ("finished", OUT, "People finish all eight sessions", "at-risk", "people", ""),
    ("quick", OUT, "The first meeting comes soon after the referral", "at-risk", "people", ""),
    ("room", OUT, "The support group has a room", "alone", "support-group", ""),
    ("diet", SHORT, "People eat a healthier diet", "at-risk", "people", "health"),
    ("active", SHORT, "People move more", "at-risk", "people", "health"),
    ("network", SHORT, "People have more company", "alone", "people", "communities"),
    ("family-diet", SHORT, "Family and friends eat better too", "at-risk", "family", "health"),
    ("knowledge", SHORT, "Volunteers know more about health", "alone", "volunteers", "education"),
    ("joined-up", SHORT, "Local bodies work together more closely", "at-risk", "gym", "communities"),
    ("weight", MEDIUM, "People lose weight and keep it off", "at-risk", "people", "health"),
    ("mood", MEDIUM, "People feel better in mind", "alone", "people", "health"),
    ("confident", MEDIUM, "People feel that they run their own health", "at-risk", "people", "health"),
    ("capacity", MEDIUM, "Practices have more time for others", "at-risk", "practices", "health"),
    ("jobs", MEDIUM, "Staff find better work afterwards", "", "staff", "fair-work"),
    ("risk", LONG, "Fewer people develop type 2 diabetes", "at-risk", "people", "health"),
    ("costs", LONG, "The NHS spends less on what can be prevented", "at-risk", "nhs-all", "economy"),
)

ELEMENTS: tuple[Row, ...] = tuple(
    row(
        Element,
        key,
        who="isla",
        on=-820,
        tier=tier,
        title=title,
        need=need or None,
        stakeholder=group or None,
        national_outcome=national,
        position=place,
    )
    for place, (key, tier, title, need, group, national) in enumerate(_ELEMENTS)
)

# from, to, because
_LINKS = (
    ("coaches", "meet", ""),
    ("coaches", "sessions", ""),
    ("grant", "sessions", ""),
    ("volunteers-in", "walk", ""),
    ("volunteers-in", "cook", ""),
    ("kitchens", "cook", ""),
    ("kitchens", "walk", ""),
    ("referrals", "meet", "Practices know who is at risk; nobody else does."),
    ("meet", "quick", ""),
    ("meet", "joined", ""),
    ("sessions", "finished", ""),
    ("cook", "finished", "People come back for the meal."),
    ("link", "room", ""),
    ("link", "joined-up", "Two bodies that share a person begin to talk."),
    ("train", "knowledge", ""),
    ("walk", "active", ""),
    ("joined", "diet", ""),
    ("quick", "joined", "Who waits for months has lost heart."),
    ("finished", "diet", "Change showed after the fifth session, not before."),
    ("finished", "active", ""),
    ("finished", "network", ""),
    ("room", "network", ""),
    ("diet", "family-diet", "One kitchen, one dinner."),
    ("diet", "weight", ""),
    ("active", "weight", ""),
    ("active", "mood", "Assumed from the published report; asked of everybody here."),
    ("network", "mood", ""),
    ("network", "confident", ""),
    ("joined-up", "capacity", ""),
    ("knowledge", "confident", "Somebody like me explained it."),
    ("weight", "risk", ""),
    ("confident", "risk", ""),
    ("mood", "risk", ""),
    ("capacity", "costs", ""),
    ("risk", "costs", ""),
    ("train", "jobs", ""),
)

LINKS: tuple[Row, ...] = tuple(
    row(Link, f"{source} {target}", who="isla", on=-815, source=source, target=target, because=because)
    for source, target, because in _LINKS
)
