"""The sheet of recipients, and bringing them in from a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django_scopes import scope

from coplan.local_economy.forms import Sheet
from coplan.local_economy.models import LocalSpending
from coplan.local_economy.queries import spending_of

SHEET = "/p/living-well/local-economy/1/sheet/"
ROWS = "/p/living-well/local-spending/"


def sent(study, **changes):
    """Every cell as the page shows it; `r0_amount="5"` types something else into one."""
    with scope(partnership=study.partnership):
        sheet = Sheet(study, list(spending_of(study)))
    told = {"rows": str(len(sheet.rows))}
    for row in sheet.rows:
        for name in row.fields:
            value = row[name].value()
            if value not in (None, False):
                told[row.add_prefix(name)] = str(row.fields[name].prepare_value(value))
    return {**told, **{key.replace("_", "-", 1): value for key, value in changes.items()}}


def test_rows_are_typed_changed_and_removed_at_once(signed_in, coordinator, study, partnership):
    changes = {
        "r0_respent": "40%", "r1_remove": "on", "r3_name": "Bakery", "r3_sort": "supplier", "r3_amount": "£2,500",
        "r3_local": "1", "r3_local_how": "records",
    }  # fmt: skip
    response = signed_in(coordinator).post(SHEET, sent(study, **changes))
    assert (response.status_code, response.url) == (302, SHEET)
    with scope(partnership=partnership):
        rows = [(row.name, row.amount, row.local, row.respent, row.version) for row in spending_of(study)]
    assert rows == [
        ("Coaches", Decimal(6000), Decimal("0.9"), Decimal("0.4"), 2),
        ("Carried over", Decimal(1000), None, None, 1),
        ("Bakery", Decimal(2500), Decimal(1), None, 1),
    ]


def test_an_untouched_sheet_saves_nothing(signed_in, coordinator, study, partnership):
    assert signed_in(coordinator).post(SHEET, {**sent(study), "done": "1"}).url.endswith("/local-economy/1/")
    with scope(partnership=partnership):
        assert [row.version for row in spending_of(study)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"r0_local": "90"}, "Coaches: Write it as 40% or as 0.4, from 0% to 100%."),
        (
            {"r0_local": "", "r0_local_how": "survey"},
            "Coaches: Enter the share, or choose &#x27;Not known&#x27;.",
        ),
        ({"r1_respent": "20%"}, "Kitchen hire: Say how the share is known, or leave the share empty."),
        ({"r3_name": "Bakery"}, "Bakery: Enter the amount."),
        ({"r3_amount": "12"}, "New recipient: Say who receives it."),
    ],
)
def test_a_mistake_is_told_at_its_cell_and_nothing_is_saved(
    signed_in, coordinator, study, partnership, changes, said
):
    response = signed_in(coordinator).post(SHEET, sent(study, r2_amount="999", **changes))
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert 'value="999"' in page
    with scope(partnership=partnership):
        assert LocalSpending.objects.get(name="Carried over").amount == 1000


def test_two_people_at_one_row_lose_nothing(signed_in, coordinator, partner_person, study, partnership):
    mine = sent(study, r0_amount="5500")
    signed_in(partner_person).post(SHEET, sent(study, r0_amount="5800"))
    client = signed_in(coordinator)
    response = client.post(SHEET, mine)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Coaches: Somebody else changed this row meanwhile." in page
    assert 'value="5500"' in page
    with scope(partnership=partnership):
        assert LocalSpending.objects.get(name="Coaches").amount == 5800
    assert client.post(SHEET, {**mine, "r0-version": "2"}).status_code == 302
    with scope(partnership=partnership):
        assert LocalSpending.objects.get(name="Coaches").amount == 5500


def _import(client, text):
    file = BytesIO(text.encode())
    file.name = "spending.csv"
    return client.post(f"{ROWS}import/", {"file": file})


HEAD = "Study,Who receives it,Name,Amount,Share that goes to local people or bodies,How the local share is known\n"


def test_a_spreadsheet_of_recipients_is_looked_at_first(signed_in, coordinator, study, partnership):
    client = signed_in(coordinator)
    response = _import(client, f"{HEAD}The pilot's grant,Supplier,Bakery,100,40%,From records\n")
    page = response.content.decode()
    assert response.status_code == 200, page
    assert "Bakery" in page
    token = page.split('name="token" value="')[1].split('"')[0]
    assert client.post(f"{ROWS}import/", {"token": token}).status_code == 302
    with scope(partnership=partnership):
        made = LocalSpending.objects.get(name="Bakery")
        assert (made.amount, made.local, made.local_how) == (100, Decimal("0.4"), "records")


def test_a_wrong_row_of_it_is_told_by_its_number(signed_in, coordinator, study, partnership):
    response = _import(
        signed_in(coordinator), f"{HEAD}The pilot's grant,Supplier,Bakery,100,40,From records\n"
    )
    assert response.status_code == 422
    assert (
        "Row 2: Share that goes to local people or bodies: Write it as 40% or as 0.4"
        in response.content.decode()
    )
