"""Words, money and marks shared by every page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from coplan.guidance import GuidanceError, page
from coplan.kit.templatetags.kit import (
    day,
    days_from,
    guidance,
    markdown,
    money,
    number,
    page_range,
    rag,
    short_day,
)


@pytest.mark.parametrize(
    ("amount", "pence", "shown"),
    [
        (1234.5, "pence", "£1,234.50"),
        (Decimal("1234.5"), "round", "£1,235"),
        (Decimal("-20"), "pence", "−£20.00"),
        (0, "round", "£0"),
        ("1000000", "round", "£1,000,000"),
        (None, "pence", ""),
        ("", "pence", ""),
        ("not known", "pence", "not known"),
    ],
)
def test_money_is_written_in_pounds(amount: Any, pence: str, shown: str) -> None:
    assert money(amount, pence) == shown


@pytest.mark.parametrize(
    ("amount", "places", "shown"),
    [(12345, 0, "12,345"), (3.416, 2, "3.42"), (-4, 1, "−4.0"), (None, 0, ""), ("many", 0, "many")],
)
def test_numbers_are_grouped_and_rounded(amount: Any, places: int, shown: str) -> None:
    assert number(amount, places) == shown


def test_dates_are_written_out() -> None:
    assert day(date(2027, 3, 3)) == "3 March 2027"
    assert short_day(date(2027, 3, 3)) == "3 Mar 2027"
    assert day(None) == ""


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2027, 3, 3), "today"),
        (date(2027, 3, 4), "tomorrow"),
        (date(2027, 3, 15), "in 12 days"),
        (date(2027, 3, 2), "1 day late"),
        (date(2027, 2, 28), "3 days late"),
        (None, ""),
    ],
)
def test_distances_in_time_are_words(when: date | None, words: str) -> None:
    assert days_from(when, date(2027, 3, 3)) == words


def test_a_status_has_a_tone() -> None:
    assert [rag(word) for word in ("Green", "amber", "RED", "late", "something")] == [
        "good",
        "warn",
        "bad",
        "bad",
        "none",
    ]


def test_markdown_never_lets_html_or_scripts_through() -> None:
    assert markdown("Hello **you** <script>x</script>") == (
        "<p>Hello <strong>you</strong> &lt;script&gt;x&lt;/script&gt;</p>\n"
    )
    assert 'href="javascript' not in markdown("[x](javascript:alert(1))")


def test_guidance_is_drawn_folded_with_its_reason_above() -> None:
    shown = page("raid")
    html = Template("{% load kit %}{% guidance 'raid' %}").render(Context())
    assert shown.title in html
    assert "<details" in html
    assert html.index("kit-help__why") < html.index("<details")
    assert guidance("raid")["summary"] == shown.summary


def test_guidance_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(GuidanceError):
        guidance("no-such-page")


def test_a_cell_is_named_by_its_column_and_row_and_shows_its_error() -> None:
    class Row(forms.Form):
        price = forms.DecimalField(label="Price")

    template = Template("{% load kit %}{% cell field 'Fewer admissions' %}")
    html = template.render(Context({"field": Row({"price": ""})["price"]}))
    assert 'aria-label="Price, Fewer admissions"' in html
    assert 'aria-describedby="id_price_error"' in html
    assert '<p class="kit-sheet__error" id="id_price_error">Enter a price</p>' in html


def test_pages_show_the_ends_and_the_neighbours() -> None:
    assert page_range(Paginator(range(200), 10), 10) == [1, "…", 9, 10, 11, "…", 20]


def test_page_links_keep_the_filters() -> None:
    request = RequestFactory().get("/risks/", {"owner": "4", "page": "2"})
    template = Template('{% include "kit/components/pagination.html" with page=page %}')
    html = template.render(RequestContext(request, {"page": Paginator(range(30), 10).page(2)}))
    assert 'href="?owner=4&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("component", "context", "expected"),
    [
        ("badge", {"text": "High", "tone": "bad"}, '<span class="kit-badge kit-badge--bad">High</span>'),
        ("stat", {"label": "Spent", "value": "£2", "trace": "/t/"}, "What this rests on: Spent"),
        ("summary_list", {"rows": [("Owner", None)]}, '<span class="kit-quiet">—</span>'),
        (
            "empty_state",
            {"title": "None", "text": "Why", "href": "/a/", "action": "Add"},
            'href="/a/">Add</a>',
        ),
        ("notice", {"text": "Two months old", "tone": "warn"}, "kit-notice--warn"),
        ("card", {"title": "Ferry House", "href": "/f/"}, '<a href="/f/">Ferry House</a>'),
        ("tag_status", {"text": "On course", "tone": "good"}, "On course"),
    ],
)
def test_components_draw_what_they_are_given(component: str, context: dict[str, Any], expected: str) -> None:
    template = Template(f'{{% include "kit/components/{component}.html" %}}')
    assert expected in template.render(Context(context))


def test_tabs_mark_the_current_page() -> None:
    template = Template('{% include "kit/components/tabs.html" %}')
    html = template.render(Context({"tabs": [("Details", "/d/"), ("History", "/h/")], "current": "/h/"}))
    assert 'href="/h/" aria-current="page">History</a>' in html
    assert html.count("aria-current") == 1


def test_asking_first_draws_one_button_and_a_way_back() -> None:
    template = Template('{% include "kit/components/confirm.html" %}')
    html = template.render(
        Context({"action": "Remove", "danger": True, "cancel": "/back/", "csrf_token": "t"})
    )
    assert html.count("<button") == 1
    assert 'href="/back/"' in html
    assert "kit-button--danger" in html
