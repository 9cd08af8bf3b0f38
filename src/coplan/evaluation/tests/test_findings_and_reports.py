"""The evaluator writes; the partnership answers beside it; a frozen report never changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from coplan.evaluation import queries, reports, services
from coplan.evaluation.models import Finding, Ground, Reply, Report
from coplan.evaluation.tests.conftest import PAGE, TODAY
from coplan.evidence.models import Departure, Item
from coplan.outcomes.models import Reading

PDF = b"%PDF-1.7\nThe evaluator's own words.\n%%EOF\n"


@pytest.fixture
def frozen(partnership, finding, evaluator):
    with scope(partnership=partnership):
        found = list(queries.findings())
        return reports.freeze(
            partnership=partnership, title="First year", summary="What we saw.", findings=found, upload=None,
            today=TODAY, by=evaluator,
        )  # fmt: skip


def test_the_evaluator_writes_a_finding_with_what_it_rests_on(signed_in, evaluator, reading, partnership):
    sent = {
        "title": "People stay",
        "text": "They said so.",
        "strength": "weak",
        "indicators": [reading.indicator.pk],
    }
    assert signed_in(evaluator).post(f"{PAGE}findings/add/", sent).status_code == 302
    with scope(partnership=partnership):
        assert [str(one) for one in Ground.objects.all()] == ["People stay: People with more company"]


@pytest.mark.parametrize(
    "role", ["coordinator", "partner_person", "service_user", "funder_person", "observer"]
)
def test_nobody_else_writes_or_changes_findings_or_freezes(request, signed_in, finding, role):
    client = signed_in(request.getfixturevalue(role))
    for address in ("findings/add/", "findings/1/edit/", "findings/1/remove/", "evaluation/reports/freeze/"):
        assert client.get(f"{PAGE}{address}").status_code == 403
    assert client.get(f"{PAGE}findings/1/").status_code == 200


def test_the_partnership_answers_beside_the_finding(
    signed_in, partner_person, evaluator, finding, partnership
):
    sent = {"answer": "accepted", "reasons": "True."}
    client = signed_in(partner_person)
    refused = client.post(f"{PAGE}findings/1/answer/", sent)
    assert refused.status_code == 422
    assert "Say what will be done and by when, or do not accept it." in refused.content.decode()
    sent |= {"plan": "Ask the council for the room", "due_on": "2027-06-30"}
    assert client.post(f"{PAGE}findings/1/answer/", sent).status_code == 302
    with scope(partnership=partnership):
        made = Finding.objects.get()
        assert (made.answer, made.answer_due_on, made.text) == (
            "accepted",
            date(2027, 6, 30),
            "14 of 20 said so.",
        )
        assert [one.title for one in queries.answers_due()] == [made.title]
    assert signed_in(evaluator).get(f"{PAGE}findings/1/answer/").status_code == 403
    client.post(f"{PAGE}findings/1/answer/done/")
    with scope(partnership=partnership):
        assert list(queries.answers_due()) == []


def test_a_report_keeps_its_findings_its_figures_and_its_digest(frozen, partnership):
    assert frozen.gathered["findings"][0]["text"] == "14 of 20 said so."
    assert frozen.gathered["figures"] == [
        {
            "reading": 1, "indicator": "People with more company", "unit": "people",
            "period": "October to December 2026", "starts_on": "2026-10-01", "ends_on": "2026-12-31",
            "figure": "42", "out_of": "", "value": "42", "source": "Register",
        }
    ]  # fmt: skip
    assert frozen.file.read().startswith(b"%PDF-")
    assert reports.is_intact(frozen)
    with scope(partnership=partnership), pytest.raises(ValueError, match="never changed"):
        frozen.save()


def test_a_correction_stands_beside_the_report_which_stays(
    signed_in, coordinator, frozen, reading, partnership
):
    page = signed_in(coordinator).get(f"{PAGE}evaluation/reports/1/")
    assert "Changed since" not in page.content.decode()
    with scope(partnership=partnership):
        reading.replaced_at = timezone.now()
        reading.save()
        Reading.objects.create(
            partnership=partnership, indicator=reading.indicator, starts_on=reading.starts_on,
            ends_on=reading.ends_on, figure=Decimal(40), source="Register", by=coordinator, replaces=reading,
            reason="Two were counted twice.",
        )  # fmt: skip
        found = [(one.then, one.now, one.why) for one in reports.changed_since(frozen)]
        assert found == [("42", "40", "Two were counted twice.")]
    page = signed_in(coordinator).get(f"{PAGE}evaluation/reports/1/").content.decode()
    assert "Changed since" in page
    with scope(partnership=partnership):
        assert Report.objects.get().gathered == frozen.gathered
        assert reports.is_intact(Report.objects.get())


def test_the_evaluators_own_file_is_served_as_it_was_stored(signed_in, evaluator, funder_person, finding):
    sent = {
        "title": "Final report", "summary": "All in the file.", "findings": ["1"],
        "file": SimpleUploadedFile("final.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    assert signed_in(evaluator).post(f"{PAGE}evaluation/reports/freeze/", sent).status_code == 302
    answer = signed_in(funder_person).get(f"{PAGE}evaluation/reports/1/file/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="final-report.pdf"'


def test_another_kind_of_file_is_refused_and_what_was_typed_stays(signed_in, evaluator, finding, partnership):
    sent = {
        "title": "Final",
        "summary": "Typed at length.",
        "file": SimpleUploadedFile("a.txt", b"Plain words."),
    }
    answer = signed_in(evaluator).post(f"{PAGE}evaluation/reports/freeze/", sent)
    assert answer.status_code == 422
    assert "A report is a PDF or a Word file" in answer.content.decode()
    assert "Typed at length." in answer.content.decode()
    with scope(partnership=partnership):
        assert Report.objects.count() == 0


def test_a_damaged_file_is_told(frozen, files_in_memory):
    files_in_memory.delete(frozen.file.name)
    assert reports.is_intact(frozen) is False


def test_a_reply_stands_beside_it(signed_in, coordinator, evaluator, frozen, partnership):
    assert signed_in(evaluator).get(f"{PAGE}evaluation/reports/1/reply/").status_code == 403
    sent = {"text": "We thank you and disagree on two points."}
    assert signed_in(coordinator).post(f"{PAGE}evaluation/reports/1/reply/", sent).status_code == 302
    with scope(partnership=partnership):
        assert [one.text for one in Reply.objects.all()] == [sent["text"]]
        assert Report.objects.get().digest == frozen.digest


def test_an_item_without_consent_is_named_by_number_alone(partnership, finding, evaluator):
    with scope(partnership=partnership):
        item = Item.objects.create(
            partnership=partnership, title="What Tam said", text="Words.", collected_on=TODAY, source="Talk"
        )
        services.ground(finding=finding, indicators=[], items=[item], by=evaluator)
        made = reports.freeze(
            partnership=partnership, title="Second", summary="S", findings=list(queries.findings()), upload=None,
            today=TODAY, by=evaluator,
        )  # fmt: skip
        assert made.gathered["findings"][0]["evidence"] == [
            {"number": 1, "reference": "EB-001", "told": False, "title": ""}
        ]
        assert "Tam" not in str(made.gathered)
        assert Departure.objects.count() == 0


def test_an_outsider_finds_nothing(signed_in, outsider, frozen):
    for address in ("findings/1/", "evaluation/", "evaluation/reports/1/", "evaluation/reports/1/file/"):
        assert signed_in(outsider).get(f"{PAGE}{address}").status_code == 404
