"""The rows of the sheet, drawn without a template each: 200 rows are 3,000 cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coplan.kit.charts import POUNDS_AND_PENCE
from coplan.kit.templatetags.kit import cell
from coplan.value.models import NUMBERS
from coplan.value.row_forms import SETTABLE, RowForm

register = template.Library()

_PLAIN, _NUMBER, _WIDE = "<td>{}</td>", '<td class="kit-num">{}{}</td>', '<td class="value-wide">{}</td>'


@register.simple_tag
def input_row(form: RowForm) -> SafeString:
    row = str(form["name"].value() or _("new input"))
    return format_html(
        '<th scope="row" class="value-wide">{}{}{}</th>' + _PLAIN + _NUMBER + _WIDE + _PLAIN,
        form["row"],
        form["version"],
        cell(form["name"], row),
        cell(form["stakeholder"], row),
        cell(form["amount"], row),
        "",
        cell(form["source"], row),
        _remove(form, row),
    )


@register.simple_tag
def outcome_row(form: RowForm, result: Any, missing: Mapping[int, Mapping[str, str]]) -> SafeString:
    row = str(form["title"].value() or _("new outcome"))
    told = missing.get(form.record.number, {}) if form.record is not None else {}
    explain = form.record.get_absolute_url() if form.record is not None else ""
    return format_html(
        '<th scope="row">{}{}{}</th>'
        + _WIDE
        + _PLAIN
        + _PLAIN
        + "{}"
        + _PLAIN
        + "{}"
        + _WIDE
        + "{}{}"
        + _PLAIN,
        form["row"],
        form["version"],
        cell(form["code"], row),
        _title(form, row, explain),
        cell(form["stakeholder"], row),
        cell(form["outcome"], row),
        _number(form, "quantity", row, told, explain),
        cell(form["reading"], row),
        _number(form, "proxy", row, told, explain),
        cell(form["proxy_source"], row),
        format_html_join("", "{}", ((_number(form, name, row, told, explain),) for name in NUMBERS[2:])),
        _worked_out(result),
        _remove(form, row),
    )


@register.simple_tag
def scenario_row(form: RowForm) -> SafeString:
    row = str(form["name"].value() or _("new scenario"))
    numbers = ((cell(form[name], row), "") for name in SETTABLE)
    return format_html(
        '<th scope="row" class="value-wide">{}{}{}</th>' + _PLAIN + "{}" + _WIDE + _PLAIN,
        form["row"],
        form["version"],
        cell(form["name"], row),
        cell(form["codes"], row),
        format_html_join("", _NUMBER, numbers),
        cell(form["because"], row),
        _remove(form, row),
    )


def _title(form: RowForm, row: str, explain: str) -> SafeString:
    if not explain:
        return cell(form["title"], row)
    words = _("Reasons and ranges")
    link = format_html('<p class="kit-sheet__note"><a href="{}">{}</a></p>', explain, words)
    return cell(form["title"], row) + link


def _number(form: RowForm, name: str, row: str, told: Mapping[str, str], explain: str) -> SafeString:
    lacking: str | SafeString = ""
    if name in told:
        lacking = format_html(
            '<p class="kit-sheet__note"><a href="{}">{}</a></p>', f"{explain}edit/#id_{name}", told[name]
        )
    return format_html(_NUMBER, cell(_locked(form, name), row), lacking)


def _locked(form: RowForm, name: str) -> Any:
    """A quantity that follows a reading is not typed."""
    if name == "quantity" and form["reading"].value():
        form.fields[name].widget.attrs["readonly"] = True
    return form[name]


def _worked_out(result: Any) -> SafeString:
    amounts = (result.impact, result.present_value) if result is not None else (None, None)
    words = (("" if one is None else POUNDS_AND_PENCE.write(one),) for one in amounts)
    return format_html_join("", '<td class="kit-num kit-sheet__fixed">{}</td>', words)


def _remove(form: RowForm, row: str) -> SafeString | str:
    return cell(form["remove"], row) if form.record is not None else ""
