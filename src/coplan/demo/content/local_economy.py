"""How much of last year's spending stayed on the coast: the ledger's figures, shares invented for the example."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from coplan.demo.rows import Row, financial_year, row
from coplan.local_economy.models import How, LocalSpending, LocalStudy, RecipientSort

STUDY = "last year"
DAY = -52


def _year(count: int) -> Callable[[date], str]:
    """'2025-26'."""
    begins = financial_year(count)
    return lambda today: f"{begins(today)}-{(begins(today) + 1) % 100:02d}"


def _row(name: str, sort: RecipientSort, amount: int, source: str, **shares: object) -> Row:
    return row(
        LocalSpending,
        name,
        who="isla",
        on=DAY,
        study=STUDY,
        name=name,
        sort=sort,
        amount=Decimal(amount),
        source=source,
        **shares,
    )


def _known(name: str, value: str, how: How, low: str = "", high: str = "") -> dict[str, object]:
    told: dict[str, object] = {name: Decimal(value), f"{name}_how": how}
    return {**told, f"{name}_low": Decimal(low), f"{name}_high": Decimal(high)} if low else told


LOCAL: tuple[Row, ...] = (
    row(
        LocalStudy,
        STUDY,
        who="isla",
        on=DAY,
        title="Where last year's money went",
        area="an address in the council's area",
        year=_year(-1),
        income=Decimal(123000),
        income_source="Example: funding received in the year, from the ledger",
        note="Sorted by the postcode of each payment. Eleven staff were asked in one page how they spend their pay; "
        "nine answered. Of the suppliers only the two kitchens were asked.",
    ),
    _row("Four coaches", RecipientSort.STAFF, 61215, "Payroll addresses; staff survey",
         **_known("local", "0.91", How.RECORDS), **_known("respent", "0.46", How.SURVEY, "0.38", "0.54")),
    _row("Coordinator", RecipientSort.STAFF, 24000, "Payroll address; staff survey",
         **_known("local", "1", How.RECORDS), **_known("respent", "0.52", How.SURVEY)),
    _row("Nurse's time", RecipientSort.STAFF, 10980, "Payroll address",
         **_known("local", "1", How.RECORDS)),
    _row("Hire of two kitchens", RecipientSort.SUPPLIER, 6400, "Asked by phone",
         **_known("local", "1", How.RECORDS), **_known("respent", "0.6", How.SURVEY, "0.5", "0.7")),
    _row("Independent evaluation", RecipientSort.SUPPLIER, 9000, "Invoices: a university outside the area",
         **_known("local", "0", How.RECORDS)),
    _row("Bus fares and the late taxi home", RecipientSort.SUPPLIER, 3410, "The taxi firm is local, the bus company is not",
         **_known("local", "0.55", How.RECORDS)),
    _row("Training and expenses of volunteers", RecipientSort.GRANT, 3655, "Claims by postcode",
         **_known("local", "0.95", How.RECORDS), **_known("respent", "0.5", How.ESTIMATE, "0.35", "0.65")),
    _row("Scales, pans and walking poles", RecipientSort.SUPPLIER, 640, "Bought online",
         **_known("local", "0", How.RECORDS)),
    _row("Time and fares of the reference group", RecipientSort.GRANT, 2385, "Claims by postcode",
         **_known("local", "1", How.RECORDS), **_known("respent", "0.5", How.ESTIMATE, "0.35", "0.65")),
    _row("Carried into this year", RecipientSort.KEPT, 1315, "Ledger"),
)  # fmt: skip
