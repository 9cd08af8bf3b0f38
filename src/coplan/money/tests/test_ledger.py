"""Bringing in a finance export: columns, codes, what each row would do, and taking it back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope
from openpyxl import Workbook

from coplan.money import queries
from coplan.money.ledger import amount_of, guess
from coplan.money.models import BudgetLine, BudgetRules, CostCode, Entry, LedgerImport

LEDGER = "/p/living-well/budget/ledger/"
HEAD = "Posting date,Net amount,Cost centre,Reference,Details\n"
GOOD = (
    '31/05/2025,"£1,200.50",4100 Staff,INV 1,Wages\n'
    "30/06/2025,(200.25),4100 Staff,CR 1,Came back\n"
    "30/06/2025,10.00,B-001,INV 2,By reference\n"
)
BAD = "31/02/2025,5.00,4100 Staff,INV 3,No such day\n30/06/2025,about ten,4100 Staff,INV 4,No amount\n"


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


@pytest.fixture
def client(signed_in, coordinator, staff):
    return signed_in(coordinator)


def send(client, text, name="ledger.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(LEDGER, {"file": SimpleUploadedFile(name, content)})


def onward(page, **more):
    """What the page's form would send on."""
    sent = {"token": page.context["token"]}
    for form in (page.context["columns"], page.context.get("codes")):
        for field in form or ():
            sent[field.html_name] = field.value() or ""
    return {**sent, **more}


def stored(partnership):
    with scope(partnership=partnership):
        rows = Entry.objects.order_by("number").values_list("on", "amount", "document", "text")
        return [(on, amount, document, text) for on, amount, document, text in rows]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("£1,234.50", "1234.50"),
        ("(12.00)", "-12.00"),
        ("£(12.00)", "-12.00"),
        ("-£12", "-12.00"),
        ("12.00-", "-12.00"),
        ("−12", "-12.00"),
        ("12.00 CR", "-12.00"),
        (12.1, "12.10"),
        (0.1 + 0.2, "0.30"),
        ("12.345", None),
        ("1e5", None),
        ("", None),
        ("about ten", None),
        (True, None),
        ("9999999999999", None),
    ],
)
def test_amounts_are_read_as_accounts_write_them(cell, amount):
    assert amount_of(cell) == (Decimal(amount) if amount else None)


def test_columns_are_guessed_and_remembered():
    headings = ("Trans date", "Net", "Gross", "Nominal code", "Ref")
    assert guess(headings, {}) == {"on": 0, "amount": 1, "code": 3, "document": 4}
    assert guess(headings, {"amount": "Gross"})["amount"] == 2


def test_a_ledger_is_looked_at_mapped_and_imported(client, partnership):
    page = send(client, HEAD + GOOD)
    assert page.status_code == 200
    assert page.context["tally"] == {"new": 1, "known": 0, "waiting": 2, "left": 0, "wrong": 0}
    refused = client.post(LEDGER, onward(page, store="1"))
    assert refused.status_code == 422
    assert stored(partnership) == []
    looked = client.post(LEDGER, onward(page, **{"code-c0": "1", "look": "1"}))
    assert looked.context["tally"]["new"] == 3
    done = client.post(LEDGER, onward(looked, store="1"))
    assert done.status_code == 302
    assert stored(partnership) == [
        (date(2025, 5, 31), Decimal("1200.50"), "INV 1", "Wages"),
        (date(2025, 6, 30), Decimal("-200.25"), "CR 1", "Came back"),
        (date(2025, 6, 30), Decimal("10.00"), "INV 2", "By reference"),
    ]
    with scope(partnership=partnership):
        assert queries.lines().get().spent == Decimal("1010.25")
        assert CostCode.objects.filter(code="4100 Staff", year=2025).count() == 1
        assert BudgetRules.objects.get().columns["text"] == "Details"
        assert {entry.history.get().history_change_reason for entry in Entry.objects.all()} == {
            "Imported from ledger.csv"
        }


def test_the_same_export_twice_adds_nothing_and_new_rows_are_told(client, partnership):
    looked = client.post(LEDGER, onward(send(client, HEAD + GOOD), **{"code-c0": "1"}))
    client.post(LEDGER, onward(looked, store="1"))
    again = send(client, HEAD + GOOD + "01/07/2025,3.00,4100 Staff,INV 9,New\n")
    assert again.context["tally"] == {"new": 1, "known": 3, "waiting": 0, "left": 0, "wrong": 0}


def test_two_alike_in_one_file_are_two_payments(client, partnership):
    row = "31/05/2025,5.00,B-001,INV 1,Fare\n"
    done = client.post(LEDGER, onward(send(client, HEAD + row + row), store="1"))
    assert done.status_code == 302
    assert len(stored(partnership)) == 2


def test_a_bad_file_imports_nothing_unless_asked_for_the_good_rows(client, partnership):
    row = "31/05/2025,5.00,B-001,INV 1,Fare\n"
    page = send(client, HEAD + row + BAD)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Row 3, Posting date: “31/02/2025” cannot be used; write the day as 31/03/2027." in text
    assert "Row 4, Net amount: “about ten” cannot be used" in text
    assert client.post(LEDGER, onward(page, store="1")).status_code == 422
    assert stored(partnership) == []
    assert client.post(LEDGER, onward(page, only_good="1")).status_code == 302
    assert len(stored(partnership)) == 1


def test_a_code_may_be_left_out(client, partnership):
    page = send(client, HEAD + GOOD)
    looked = client.post(LEDGER, onward(page, **{"code-c0": "-"}))
    assert looked.context["tally"] == {"new": 1, "known": 0, "waiting": 0, "left": 2, "wrong": 0}


def test_columns_nobody_can_guess_are_asked_for(client):
    page = send(client, "When,How much,For\n31/05/2025,5,B-001\n")
    assert "Which column is what?" in page.content.decode()
    columns = {"column-on": "0", "column-amount": "1", "column-code": "1"}
    twice = client.post(LEDGER, {"token": page.context["token"], **columns})
    assert "One column was chosen twice" in twice.content.decode()
    looked = client.post(LEDGER, {"token": page.context["token"], **columns, "column-code": "2"})
    assert looked.context["tally"]["new"] == 1


def test_a_workbook_is_read_too(client, partnership):
    book = Workbook()
    for row in (["Date", "Amount", "Code"], [date(2025, 5, 31), 12.5, "B-001"]):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    page = send(client, file.getvalue(), "ledger.xlsx")
    assert client.post(LEDGER, onward(page, store="1")).status_code == 302
    assert stored(partnership)[0][:2] == (date(2025, 5, 31), Decimal("12.50"))


def test_an_import_is_taken_back_with_a_reason_and_may_be_brought_in_again(client, partnership):
    row = HEAD + "31/05/2025,5.00,B-001,INV 1,Fare\n"
    page = client.post(LEDGER, onward(send(client, row), store="1"))
    assert client.post(page.url, {"reason": ""}).status_code == 422
    assert client.post(page.url, {"reason": "The wrong month"}).status_code == 302
    assert stored(partnership) == []
    with scope(partnership=partnership):
        batch = LedgerImport.objects.get()
    assert (batch.undone_reason, batch.undone_at is not None) == ("The wrong month", True)
    assert "taken back already" in client.post(page.url, {"reason": "Again"}).content.decode()
    assert send(client, row).context["tally"]["new"] == 1


def test_an_import_something_rests_on_stays(client, partnership):
    page = client.post(LEDGER, onward(send(client, HEAD + "31/05/2025,5.00,B-001,INV 1,Fare\n"), store="1"))
    client.post("/p/living-well/budget/entries/1/", {"on": "2025-06-01", "reason": "Keyed wrong"})
    refused = client.post(page.url, {"reason": "All wrong"})
    assert refused.status_code == 422
    assert "EN-001" in refused.content.decode()
    assert len(stored(partnership)) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"a\0b,c\n1,2\n"])
def test_what_is_no_spreadsheet_is_refused(client, content):
    page = send(client, content)
    assert page.status_code == 422
    assert "Read the file" in page.content.decode()


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_only_reads_may_look_but_not_import(request, signed_in, staff, role):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(LEDGER).status_code == 200
    assert send(client, HEAD + GOOD).status_code == 403


def test_a_token_of_somebody_else_opens_nothing(client, signed_in, partner_person, partnership):
    page = send(client, HEAD + GOOD)
    other = signed_in(partner_person).post(LEDGER, onward(page, only_good="1"))
    assert other.status_code == 422
    assert "no longer kept" in other.content.decode()
    assert stored(partnership) == []


def test_a_line_of_another_partnership_is_never_offered(client, other_partnership, partnership):
    with scope(partnership=other_partnership):
        BudgetLine.objects.create(
            partnership=other_partnership,
            number=7,
            title="Theirs",
            sort="staff",
            year=2025,
            budget=1,
            outside_funder="T",
        )
    page = send(client, HEAD + GOOD)
    assert "Theirs" not in page.content.decode()
    looked = client.post(LEDGER, onward(page, **{"code-c0": "7"}))
    assert looked.context["tally"]["waiting"] == 2
