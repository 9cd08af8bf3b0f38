"""Studies of the local economy, and the recipients in them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.kit.templatetags.kit import money
from coplan.local_economy import actions, drawing, queries, words
from coplan.local_economy.fields import percent
from coplan.local_economy.forms import SpendingForm
from coplan.local_economy.models import LocalSpending, LocalStudy

SUMMARY = _("How much of the money that comes in is spent in the area again, instead of leaving at once.")


class LocalRegister(Register):
    """What both registers share."""

    section = Section.EVIDENCE
    view_action = actions.SEE_LOCAL_ECONOMY
    change_action = actions.CHANGE_LOCAL_ECONOMY
    guidance = "local-economy"


class Studies(LocalRegister):
    model = LocalStudy
    prefix = "local-economy"
    order = 60
    title = _("Local economy")  # type: ignore[assignment]
    can_import = False
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "area",
        "year",
        Column("income", numeric=True, shown=lambda study: money(study.income)),
    ]
    fields = ["title", "area", "year", "income", "income_source", "note"]
    groups = [
        (_("The study"), ["title", "area", "year"]),
        (_("Round 1"), ["income", "income_source"]),
        (_("How it was done"), ["note"]),
    ]
    search = ["title", "area", "income_source"]
    detail_template = "local_economy/study.html"
    summary = SUMMARY
    example = _(
        "A grant of £10,000: £8,000 goes to local staff and suppliers, who spend £6,400 of it here again. "
        "LM3 is (10,000 + 8,000 + 6,400) ÷ 10,000 = 2.44."
    )

    def resting(self, record: Any) -> Any:
        return record.resting(apart_from=(LocalSpending.kind,))

    def detail_context(self, request: HttpRequest, record: LocalStudy) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        answer, faults = queries.answer_or_faults(record)
        context: dict[str, Any] = {
            "sheet_url": reverse("local_economy:sheet", args=[slug, record.number]),
            "import_url": reverse("local_economy:local-spending-import", args=[slug]),
            "spending_url": reverse("local_economy:local-spending", args=[slug]),
            "fault_words": [fault.message for fault in faults],
            "is_empty": answer is not None and not answer.rows,
        }
        if answer is None or not answer.rows:
            return context
        result = answer.result
        return {
            **context,
            "result": result,
            "lm3": words.multiplier(result.lm3),
            "likely": result.lm3.likely,
            "round_2": words.pounds(result.round_2),
            "round_3": words.pounds(result.round_3),
            "sentence": words.sentence(answer),
            "doubts": list(words.doubts(answer)),
            "lines": words.lines(answer),
            "raises": words.raises(answer),
            "to_find_out": words.to_find_out(answer),
            "picture": drawing.rounds(result),
        }


def _share(name: str) -> Any:
    def shown(row: LocalSpending) -> str:
        value = getattr(row, name)
        return str(_("not known")) if value is None else percent(value)

    return shown


def _of_study(row: LocalSpending) -> Any:
    return format_html('<a href="{}">{}</a>', row.study.get_absolute_url(), row.study)


class Spending(LocalRegister):
    model = LocalSpending
    prefix = "local-spending"
    title = _("Local spending")  # type: ignore[assignment]
    in_navigation = False
    columns = [
        Column("name", link=True),
        Column("study", sort="study__title", shown=_of_study),
        "sort",
        Column("amount", numeric=True, shown=lambda row: money(row.amount)),
        Column("local", _("Local share"), numeric=True, shown=_share("local")),
        Column("respent", _("Spent here again"), numeric=True, shown=_share("respent")),
    ]
    fields = [
        "study",
        "sort",
        "name",
        "amount",
        *(f"{name}{part}" for name in ("local", "respent") for part in ("", "_low", "_high", "_how")),
        "source",
    ]
    groups = [
        (_("Who receives how much"), ["study", "sort", "name", "amount"]),
        (
            _("Round 2: what goes to local people or bodies"),
            ["local", "local_low", "local_high", "local_how"],
        ),
        (_("Round 3: what they spend here again"), ["respent", "respent_low", "respent_high", "respent_how"]),
        (_("Where this comes from"), ["source"]),
    ]
    filters = ["study", "sort"]
    search = ["name", "source"]
    related = ("study",)
    ordering = "number"
    form = SpendingForm
    summary = _("Who receives the money, how much of it is local, and how much they spend here again.")
    example = _(
        "Four coaches, £62,000.00: 90% of the pay goes to people who live here; asked, they spend 45% of it here."
    )

    def prepare(self, request: HttpRequest, record: LocalSpending) -> None:
        asked = request.GET.get("study", "")
        if asked.isdecimal() and len(asked) < 10:
            found = LocalStudy.objects.filter(number=int(asked)).first()
        else:
            found = queries.newest_study()
        if found is not None:
            record.study = found
