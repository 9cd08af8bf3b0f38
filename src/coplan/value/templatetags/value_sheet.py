"""The rows of the sheet, drawn without a template each: 200 rows are 3,000 cells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.kit.templatetags.kit import cell
from coplan.value.models import NUMBERS
from coplan.value.row_forms import RowForm
from coplan.value.wording import SETTABLE

register = template.Library()


@register.simple_tag
def input_row(form: RowForm) -> SafeString:
    row = str(form["name"].value() or _("new input"))
    return _row(
        _head(form, "name", row, wide=True),
        _td(cell(form["stakeholder"], row)),
        _td(cell(form["amount"], row), "kit-num"),
        _td(cell(form["source"], row), "value-wide"),
        _remove(form, row),
    )


@register.simple_tag
def outcome_row(form: RowForm, result: Any, missing: Mapping[int, Mapping[str, str]]) -> SafeString:
    row = str(form["title"].value() or _("new outcome"))
    told = missing.get(form.record.number, {}) if form.record is not None else {}
    explain = form.record.get_absolute_url() if form.record is not None else ""
    number = partial(_number, form, row, told, explain)
    return _row(
        _head(form, "code", row, note=form.record.title if form.record is not None else ""),
        _td(cell(form["title"], row) + _explain(explain), "value-wide"),
        _td(cell(form["stakeholder"], row)),
        _td(cell(form["outcome"], row)),
        number("quantity"),
        _td(cell(form["reading"], row)),
        number("proxy"),
        _td(cell(form["proxy_source"], row), "value-wide"),
        *map(number, NUMBERS[2:]),
        _worked_out(result, "impact"),
        _worked_out(result, "present_value"),
        _remove(form, row),
    )


@register.simple_tag
def scenario_row(form: RowForm) -> SafeString:
    row = str(form["name"].value() or _("new scenario"))
    return _row(
        _head(form, "name", row, wide=True),
        _td(cell(form["codes"], row)),
        *(_td(cell(form[name], row), "kit-num") for name in SETTABLE),
        _td(cell(form["because"], row), "value-wide"),
        _remove(form, row),
    )


def _row(*cells: str) -> SafeString:
    return mark_safe("".join(cells))  # noqa: S308 made of safe cells only


def _td(content: str, kind: str = "") -> str:
    """`content` is safe markup already; this only puts it in its column."""
    return f'<td class="{kind}">{content}</td>' if kind else f"<td>{content}</td>"


def _head(form: RowForm, name: str, row: str, *, wide: bool = False, note: str = "") -> str:
    kind = ' class="value-wide"' if wide else ""
    # Stays in sight when the other columns are scrolled
    told = format_html('<p class="kit-sheet__note value-row">{}</p>', note) if note else ""
    return f'<th scope="row"{kind}>{form["row"]}{form["version"]}{cell(form[name], row)}{told}</th>'


def _explain(address: str) -> str:
    return _note(address, _("Reasons and ranges")) if address else ""


def _note(address: str, words: str) -> SafeString:
    return format_html('<p class="kit-sheet__note"><a href="{}">{}</a></p>', address, words)


def _number(form: RowForm, row: str, told: Mapping[str, str], explain: str, name: str) -> str:
    lacking = _note(f"{explain}edit/#id_{name}", told[name]) if name in told else ""
    return _td(cell(_locked(form, name), row) + lacking, "kit-num")


def _locked(form: RowForm, name: str) -> Any:
    """A quantity that follows a reading is not typed."""
    if name == "quantity" and form["reading"].value():
        form.fields[name].widget.attrs["readonly"] = True
    return form[name]


def _worked_out(result: Any, name: str) -> str:
    return _td(
        "" if result is None else POUNDS_AND_PENCE.write(getattr(result, name)), "kit-num kit-sheet__fixed"
    )


def _remove(form: RowForm, row: str) -> str:
    return _td(cell(form["remove"], row) if form.record is not None else "")
