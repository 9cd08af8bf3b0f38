"""Who takes part, and how they meet: F, A2, A6, D, P3, S01, S02, T2."""

from datetime import date

from ..findings import Finding
from ..snapshot import Document, Group, Meeting, Participant, Partner, Pilot, Ref, Seat
from .cast import FORMED, PARTNERSHIP, STEERING, TODAY, Case, partnership, steering

COUNCIL = Ref("partner", 1, "Carrick Council")
CHARITY = Ref("partner", 2, "Ferry House")
ISLA = Ref("participant", 1, "Isla Reid")
TEAM = Ref("group", 2, "Project team")
PILOT = Ref("pilot", 1, "The first pilot")
MEMORANDUM = Ref("document", 1, "Memorandum of understanding, version 2")
MEETING = Ref("meeting", 1, "Steering group, 1 March")
OLD = date(2026, 12, 14)
RECENT = date(2026, 12, 15)


def seats(*sectors: str) -> tuple[Seat, ...]:
    return tuple(Seat(Ref("seat", number), sector) for number, sector in enumerate(sectors, 1))


CASES = [
    Case(
        "F3",
        partnership(partners=(Partner(COUNCIL, contacts=2),)),
        partnership(
            partners=(Partner(COUNCIL, contacts=1, joined_on=FORMED), Partner(CHARITY, contacts=0)),
        ),
        (
            Finding("F3", (COUNCIL,), "Carrick Council has only one contact.", FORMED),
            Finding("F3", (CHARITY,), "Ferry House has no contact."),
        ),
    ),
    Case(
        "F6",
        partnership(groups=(steering(held=(RECENT,)),)),
        partnership(groups=(steering(held=(OLD, date(2026, 9, 1))),)),
        (Finding("F6", (STEERING,), "Steering group has not met since 14 December 2026.", OLD),),
    ),
    Case(
        "F6",
        partnership(groups=(steering(formed_on=date(2027, 1, 5)),)),
        partnership(groups=(Group(TEAM),)),
        (Finding("F6", (PARTNERSHIP,), "There is no steering group.", FORMED),),
    ),
    Case(
        "F6",
        partnership(formed_on=date(2027, 2, 1), groups=(steering(),)),
        partnership(groups=(steering(meetings=(Meeting(date(2027, 3, 1), held=False),)),)),
        (Finding("F6", (STEERING,), "Steering group has never met.", FORMED),),
    ),
    Case(
        "F6b",
        partnership(groups=(steering(),), partners=(Partner(COUNCIL, steering_seats=1),)),
        partnership(groups=(steering(),), partners=(Partner(CHARITY, joined_on=FORMED),)),
        (Finding("F6b", (CHARITY,), "Ferry House has no seat on the steering group.", FORMED),),
    ),
    Case(
        "F10",
        partnership(
            participants=(
                Participant(ISLA, from_on=date(2027, 2, 13), inducted=False),
                Participant(ISLA, from_on=OLD, to_on=date(2027, 3, 1), inducted=False),
                Participant(ISLA, from_on=OLD),
                Participant(ISLA, from_on=OLD, inducted=True),
            )
        ),
        partnership(
            participants=(Participant(ISLA, from_on=date(2027, 2, 12), to_on=TODAY, inducted=False),)
        ),
        (
            Finding(
                "F10",
                (ISLA,),
                "Isla Reid joined on 12 February 2027 and has had no induction.",
                date(2027, 2, 12),
            ),
        ),
    ),
    Case(
        "A2",
        partnership(groups=(Group(TEAM, seats=(Seat(Ref("seat", 1), is_service_user=True),)),)),
        partnership(
            groups=(steering(*seats("public")),),
            participants=(Participant(ISLA, role="service_user", seats=1, to_on=date(2027, 3, 14)),),
        ),
        (Finding("A2", (PARTNERSHIP,), "Nobody who uses the service has a seat in any group.", FORMED),),
    ),
    Case(
        "A2",
        partnership(participants=(Participant(ISLA, role="service_user", seats=1, to_on=TODAY),)),
        partnership(
            participants=(
                Participant(ISLA, role="service_user"),
                Participant(ISLA, seats=1),
                Participant(ISLA, role="service_user", seats=1, from_on=date(2027, 3, 16)),
            )
        ),
        (Finding("A2", (PARTNERSHIP,), "Nobody who uses the service has a seat in any group.", FORMED),),
    ),
    Case(
        "A6",
        partnership(
            documents=(
                Document(Ref("document", 3), "memorandum", FORMED, ("Ferry House",)),
                Document(MEMORANDUM, "memorandum", RECENT),
            )
        ),
        partnership(
            documents=(Document(MEMORANDUM, "memorandum", RECENT, ("Ferry House", "Carrick Council")),)
        ),
        (
            Finding(
                "A6",
                (MEMORANDUM,),
                "Memorandum of understanding, version 2 is not yet signed by Ferry House and Carrick "
                "Council.",
                RECENT,
            ),
        ),
    ),
    Case(
        "A6",
        partnership(documents=(Document(MEMORANDUM, "memorandum", RECENT),)),
        partnership(
            documents=(Document(MEMORANDUM, "memorandum"), Document(MEMORANDUM, "pilot_plan", RECENT))
        ),
        (
            Finding(
                "A6", (PARTNERSHIP,), "Nothing shows that the memorandum of understanding is signed.", FORMED
            ),
        ),
    ),
    Case(
        "D1",
        partnership(
            pilots=(Pilot(PILOT, start=date(2026, 9, 1)),),
            groups=(Group(TEAM, meetings=(Meeting(date(2027, 1, 15)),)),),
        ),
        partnership(
            pilots=(Pilot(PILOT, start=date(2026, 9, 1), end=date(2027, 8, 31)),),
            groups=(
                steering(held=(date(2027, 3, 1),)),
                Group(
                    TEAM,
                    meetings=(
                        Meeting(date(2026, 12, 3)),
                        Meeting(date(2027, 1, 14)),
                        Meeting(date(2027, 3, 2), held=False),
                    ),
                ),
            ),
        ),
        (
            Finding(
                "D1",
                (PILOT, TEAM),
                "The first pilot is running, and no project team has met since 14 January 2027.",
                date(2027, 1, 14),
            ),
        ),
    ),
    Case(
        "D1",
        partnership(
            pilots=(
                Pilot(PILOT, start=date(2027, 1, 15)),
                Pilot(PILOT, start=FORMED, end=date(2027, 3, 14)),
                Pilot(PILOT, start=date(2027, 4, 1)),
            )
        ),
        partnership(pilots=(Pilot(PILOT, start=date(2026, 9, 1), end=TODAY),)),
        (
            Finding(
                "D1",
                (PILOT,),
                "The first pilot is running, and no project team has met at all.",
                date(2026, 9, 1),
            ),
        ),
    ),
    Case(
        "D4",
        partnership(
            groups=(
                steering(
                    meetings=(
                        Meeting(OLD, conflicts_asked=False),
                        Meeting(RECENT),
                        Meeting(RECENT, conflicts_asked=True),
                    )
                ),
                Group(TEAM, meetings=(Meeting(RECENT, conflicts_asked=False),)),
            )
        ),
        partnership(
            groups=(
                steering(
                    meetings=(
                        Meeting(RECENT, conflicts_asked=False),
                        Meeting(date(2027, 3, 1), conflicts_asked=False, ref=MEETING),
                    )
                ),
            )
        ),
        (
            Finding(
                "D4",
                (STEERING,),
                "Steering group did not ask for conflicts of interest on 15 December 2026.",
                RECENT,
            ),
            Finding(
                "D4",
                (MEETING,),
                "Steering group did not ask for conflicts of interest on 1 March 2027.",
                date(2027, 3, 1),
            ),
        ),
    ),
    Case(
        "P3",
        partnership(partners=(Partner(COUNCIL, senior_sponsor=True), Partner(CHARITY))),
        partnership(partners=(Partner(COUNCIL, senior_sponsor=False, joined_on=FORMED),)),
        (Finding("P3", (COUNCIL,), "Carrick Council has no senior sponsor.", FORMED),),
    ),
    Case(
        "S01",
        partnership(participants=(Participant(ISLA, role="coordinator", from_on=TODAY, to_on=TODAY),)),
        partnership(
            participants=(
                Participant(ISLA, role="coordinator", from_on=FORMED, to_on=date(2026, 8, 1)),
                Participant(ISLA, role="coordinator", from_on=FORMED, to_on=OLD),
                Participant(ISLA, role="coordinator", from_on=date(2027, 4, 1)),
            )
        ),
        (Finding("S01", (PARTNERSHIP,), "Nobody coordinates the partnership.", OLD),),
    ),
    Case(
        "S02",
        partnership(groups=(steering(*seats("public", "public", "third", "")),)),
        partnership(groups=(steering(*seats("public", "third", "public")),)),
        (Finding("S02", (STEERING,), "The public sector holds 2 of the 3 seats of Steering group."),),
    ),
    Case(
        "S02",
        partnership(groups=(steering(*seats("public", "public")),)),
        partnership(groups=(steering(*seats("third", "third", "third", "community")),)),
        (Finding("S02", (STEERING,), "The third sector holds 3 of the 4 seats of Steering group."),),
    ),
    Case(
        "T2",
        partnership(partners=(Partner(COUNCIL, role="commissioner"),)),
        partnership(partners=(Partner(CHARITY, role="lead"),)),
        (Finding("T2", (PARTNERSHIP,), "No partner takes part as a commissioner.", FORMED),),
    ),
]
