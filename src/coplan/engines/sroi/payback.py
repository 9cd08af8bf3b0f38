"""After how many years the present value so far has caught up with what was put in."""

from coplan.engines.sroi.model import Result


def payback(result: Result) -> float | None:
    """Return years from the start, a straight line within the year; None where it never catches up.

    All inputs count as paid at the start, so with inputs spread over years it tells too long a time.
    Source: A Guide to Social Return on Investment, Cabinet Office (2009, updated 2012), stage 5.
    """
    reached = 0.0
    for year in result.years:
        if year.present_value > 0 and reached + year.present_value >= result.total_inputs:
            return year.year - 1 + max(0.0, result.total_inputs - reached) / year.present_value
        reached += year.present_value
    return None
