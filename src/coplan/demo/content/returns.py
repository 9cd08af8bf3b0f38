"""What partners report each month: past rounds whose figures stand as readings, and one that is not in yet."""

from decimal import Decimal

from coplan.demo.rows import Change, Day, Row, after, change, month_end, month_start, row
from coplan.outcomes.models import (
    Direction,
    Frequency,
    Indicator,
    IndicatorBreakdown,
    Measured,
    Reading,
    Target,
)
from coplan.returns.models import Duty, Figure, FigurePart, Return, Round, State

OLDEST, LATEST, NOW = -6, -2, -1
LOCKED_TO = -4

# partner, who sends, sessions in the months -6 to -2, where the figure comes from
_HELD = (
    ("ferry-house", "callum", (15, 16, 17, 16, 18), "Attendance sheets"),
    ("step-by-step", "sandra", (8, 9, 9, 10, 9), "Walk leaders' log"),
    ("kitchen-table", "peter", (5, 6, 6, 6, 7), "Kitchen diary"),
    ("interface", "kirsty", (2, 3, 2, 3, 3), "Minutes of the groups"),
)
# Who reports what else: the partner of each indicator's owner
_REPORTED = (
    ("joined", "ferry-house"),
    ("diet", "ferry-house"),
    ("active", "step-by-step"),
    ("weight", "nhs"),
    ("risk", "nhs"),
    ("family", "ferry-house"),
    ("volunteers", "kitchen-table"),
    ("sessions", "interface"),
    ("handed-over", "nhs"),
    ("bodies", "interface"),
    ("visits", "nhs"),
    ("finishing", "ferry-house"),
    ("wait", "nhs"),
)

INDICATORS: tuple[Row, ...] = (
    row(
        Indicator,
        "held",
        who="isla",
        on=-230,
        outcome="finished",
        name="Group sessions held in the month",
        definition="Led by one of the partners, with three people or more. A session of two partners together is "
        "counted by the one whose room it was.",
        unit="sessions",
        measured=Measured.COUNT,
        direction=Direction.UP,
        frequency=Frequency.MONTHLY,
        owner="callum",
        baseline=Decimal(0),
        baseline_on=month_start(OLDEST),
        baseline_source="Not counted before this month",
        method="Each partner counts its own; the round adds them up.",
    ),
    row(
        Target,
        "held",
        who="isla",
        on=-225,
        indicator="held",
        starts_on=month_start(OLDEST),
        ends_on=month_end(OLDEST + 11),
        value=Decimal(384),
    ),
    *(
        row(Duty, f"held {partner}", who="isla", on=-225, indicator="held", partner=partner)
        for partner, _who, _figures, _source in _HELD
    ),
    *(
        row(Duty, f"{key} {partner}", who="isla", on=-225, indicator=key, partner=partner)
        for key, partner in _REPORTED
    ),
)


def _readings() -> tuple[Row, ...]:
    """The sums of the past months, as the rounds wrote them."""
    found = []
    for place, month in enumerate(range(OLDEST, LATEST + 1)):
        on = after(month_end(month), 12)
        found.append(
            row(
                Reading,
                f"held, month {month}",
                who="callum",
                on=on,
                indicator="held",
                starts_on=month_start(month),
                ends_on=month_end(month),
                figure=Decimal(sum(figures[place] for _partner, _who, figures, _source in _HELD)),
                source="Ferry House: attendance sheets; and the logs of three other partners",
                approved_by="isla",
                approved_at=on,
            )
        )
    return tuple(found)


def _due(month: int) -> Day:
    """Two weeks after the month; of the round that is open, three days ago, so that some are late whatever the day."""
    if month != NOW:
        return after(month_end(month), 14)
    return lambda today: max(after(month_end(month), 1)(today), after(lambda day: day, -3)(today))


def _round(month: int) -> Row:
    locked = {"locked_at": after(month_end(month), 16), "locked_by": "isla"} if month <= LOCKED_TO else {}
    note = "Count the sessions of the month only. It takes two minutes." if month == NOW else ""
    return row(
        Round,
        f"month {month}",
        who="isla",
        on=after(month_end(month), -4),
        starts_on=month_start(month),
        ends_on=month_end(month),
        opens_on=after(month_end(month), -4),
        due_on=_due(month),
        note=note,
        then=(change(after(month_end(month), 16), "isla", "", **locked),) if locked else (),
    )


def _approved(month: int, partner: str, sender: str) -> Row:
    sent, decided = after(month_end(month), 6), after(month_end(month), 12)
    return row(
        Return,
        f"{partner}, month {month}",
        who="isla",
        on=after(month_end(month), -4),
        round=f"month {month}",
        partner=partner,
        then=(
            change(sent, sender, "", state=State.SENT, sent_at=sent, sent_by=sender),
            change(decided, "isla", "", state=State.APPROVED, decided_at=decided, decided_by="isla"),
        ),
    )


def _figure(month: int, partner: str, sender: str, key: str, **more: object) -> Row:
    return row(
        Figure,
        f"{key} {partner}, month {month}",
        who=sender,
        on=after(month_end(month), 6),
        in_return=f"{partner}, month {month}",
        indicator=key,
        starts_on=month_start(month),
        ends_on=month_end(month),
        **more,
    )


# As in the readings of the waiting time, which the practices have reported all along
_WEEKS = ("4", "4.5", "5", "3.5", "4.5", "4", "3.5")


def _wait(month: int) -> Row:
    return _figure(
        month,
        "nhs",
        "lesley",
        "wait",
        figure=Decimal(_WEEKS[month]),
        source="Dates in the register",
        reading=f"wait, month {month}",
    )


def _past() -> tuple[Row, ...]:
    found: list[Row] = []
    for place, month in enumerate(range(OLDEST, LATEST + 1)):
        found.append(_round(month))
        for partner, sender, figures, source in _HELD:
            found.append(_approved(month, partner, sender))
            found.append(
                _figure(
                    month,
                    partner,
                    sender,
                    "held",
                    figure=Decimal(figures[place]),
                    source=source,
                    reading=f"held, month {month}",
                )
            )
        found += [_approved(month, "nhs", "lesley"), _wait(month)]
    return tuple(found)


def _open_return(partner: str, *then: Change) -> Row:
    return row(
        Return,
        f"{partner}, month {NOW}",
        who="isla",
        on=after(month_end(NOW), -4),
        round=f"month {NOW}",
        partner=partner,
        then=then,
    )


_SENT = after(month_end(NOW), 1)
_BACK = after(month_end(NOW), 1)


def _now() -> tuple[Row, ...]:
    """The round that is open: one return approved, one sent, one sent back, one begun, one not begun."""
    return (
        _round(NOW),
        _approved(NOW, "nhs", "lesley"),
        _wait(NOW),
        _open_return(
            "step-by-step", change(_SENT, "sandra", "", state=State.SENT, sent_at=_SENT, sent_by="sandra")
        ),
        _figure(
            NOW, "step-by-step", "sandra", "held", figure=Decimal(11), source="Walk leaders' log",
            note="Two extra walks for the Saturday group.",
        ),
        _open_return(
            "ferry-house",
            change(_SENT, "callum", "", state=State.SENT, sent_at=_SENT, sent_by="callum"),
            change(
                _BACK, "isla", "31 is almost twice the usual. Is last month counted again?", state=State.RETURNED,
                decided_at=_BACK, decided_by="isla", reason="31 is almost twice the usual. Is last month counted again?",
            ),
        ),
        _figure(NOW, "ferry-house", "callum", "held", figure=Decimal(31), source="Attendance sheets"),
        _open_return("kitchen-table"),
        _figure(NOW, "kitchen-table", "peter", "held", figure=Decimal(6), source=""),
        _open_return("interface"),
        _figure(NOW, "interface", "isla", "held"),
    )  # fmt: skip


# Asked by area from this round on
_BY_AREA = (4, 3, 4, 0)


def _parts() -> tuple[Row, ...]:
    return (
        row(IndicatorBreakdown, "held area", who="isla", on=-40, indicator="held", breakdown="area"),
        *(
            row(
                FigurePart,
                f"held step-by-step {place}",
                who="sandra",
                on=_SENT,
                of_figure=f"held step-by-step, month {NOW}",
                group=f"area {place}",
                figure=Decimal(figure),
            )
            for place, figure in enumerate(_BY_AREA)
        ),
    )


ROUNDS: tuple[Row, ...] = (*_readings(), *_past(), *_now(), *_parts())
