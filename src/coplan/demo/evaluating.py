"""The evaluator's choice and report and the pack of voices, made on the days on which they would have been."""

from __future__ import annotations

from typing import cast

from django.urls import get_resolver
from django_scopes import scope

from coplan.demo.content import documents, evaluation, evidence
from coplan.demo.maker import Maker
from coplan.demo.rows import change
from coplan.evaluation import queries, services
from coplan.evaluation.models import Choice, Report
from coplan.evidence import queries as bank
from coplan.evidence import services as bank_services
from coplan.evidence.models import Departure, Item, Pack, Use
from coplan.people.models import Person

LEFT_ON = {Pack.kind: evidence.PACK_ON, Report.kind: evaluation.FROZEN_ON}


def attach_files(maker: Maker) -> None:
    for key, who, name, content in evidence.FILES:
        maker.attach(Item, key, who=who, name=name, content=content())


def decide(maker: Maker) -> None:
    decided = change(
        evaluation.DECIDED_ON,
        "isla",
        evaluation.REASONS,
        chosen=evaluation.CHOSEN,
        reasons=evaluation.REASONS,
        decided_on=evaluation.DECIDED_ON,
    )
    maker.change(Choice, "evaluator", decided)


def freeze(maker: Maker) -> Report:
    """The pack and the evaluator's report, drawn from the record as it stands when this is called."""
    # Records learn their addresses when the pages are read in
    assert get_resolver().url_patterns
    with scope(partnership=maker.partnership):
        chosen = [cast("Item", maker.made(Item, key)).pk for key in evidence.PACKED]
        pack = bank_services.make_pack(
            partnership=maker.partnership,
            items=list(bank.items().filter(pk__in=chosen)),
            title=evidence.PACK_TITLE,
            use=Use.TRAINING,
            to_whom=evidence.PACK_FOR,
            today=maker.day(evidence.PACK_ON),
            by=maker.made(Person, "isla"),
        )
        maker.set_back(pack, evidence.PACK_ON)
        report = services.freeze_report(
            partnership=maker.partnership,
            title=evaluation.REPORT_TITLE,
            summary=evaluation.REPORT_SUMMARY,
            findings=list(queries.findings().order_by("number")),
            upload=None,
            today=maker.day(evaluation.FROZEN_ON),
            by=maker.made(Person, "david"),
        )
        maker.set_back(report, evaluation.FROZEN_ON)
    return report


def reply(maker: Maker, report: Report) -> None:
    with scope(partnership=maker.partnership):
        for one in Departure.objects.all():
            maker.set_back(one, LEFT_ON.get(one.in_kind, documents.ISSUED_ON))
        made = services.reply(report=report, text=evaluation.REPLY, by=maker.made(Person, "isla"))
        maker.set_back(made, evaluation.REPLY_ON)
