"""What a snapshot works out for its rules."""

from datetime import date, timedelta

import pytest

from ..snapshot import Participant, Pilot, Ref
from .cast import TODAY, partnership

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (TODAY, TODAY, True),
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (None, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
    ],
)
def test_a_person_takes_part_from_the_first_day_to_the_last(
    first: date | None, last: date | None, expected: bool
) -> None:
    assert Participant(Ref("participant", 1), from_on=first, to_on=last).takes_part(TODAY) is expected


def test_a_pilot_runs_from_its_first_day_to_its_last() -> None:
    one_day = Pilot(Ref("pilot", 1), TODAY, TODAY)
    pilots = (one_day, Pilot(Ref("pilot", 2), TODAY + DAY), Pilot(Ref("pilot", 3), None, TODAY))
    assert partnership(pilots=pilots).running_pilots == (one_day,)


def test_the_service_needs_another_way_to_live_after_the_last_pilot() -> None:
    pilots = tuple(Pilot(Ref("pilot", number), end=TODAY + number * DAY) for number in (2, 3, 1))
    assert partnership(pilots=pilots).pilot_end == TODAY + 3 * DAY
    assert partnership().pilot_end is None
