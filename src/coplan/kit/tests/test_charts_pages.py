"""Charts on pages and in documents: the figure, the ladder, images."""

from base64 import b64decode
from datetime import date

import pytest
from django.template import Context, Template
from lxml import etree, html

from coplan.kit import charts
from coplan.kit.charts.pictures import alt_text, as_data_uri, as_png
from coplan.kit.tests.chart_examples import BAD_HREF, HOSTILE, examples


def render(source: str, **context: object) -> html.HtmlElement:
    written = Template("{% load kit_charts %}" + source).render(Context(context))
    return html.fragment_fromstring(written, create_parent="div")


def drawn(kind: str = "tornado", word: str = "Volunteers") -> charts.Chart:
    example = examples(word)[kind]
    return example.draw(example.subject)


@pytest.mark.parametrize("kind", sorted(examples()))
def test_figure_shows_the_drawing_and_the_same_data_as_a_table(kind: str) -> None:
    chart = drawn(kind)
    page = render("{% chart c %}", c=chart)
    assert page.xpath("count(//figure//svg)") == 1
    assert page.xpath("string(//details/summary)") == "The same data as a table"
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    assert cells == [[getattr(cell, "text", cell) for cell in row] for row in chart.table.rows]
    assert page.xpath("//tbody//a/@href") == [
        cell.href for row in chart.table.rows for cell in row if isinstance(cell, charts.Link)
    ]


def test_figure_without_data_has_no_table() -> None:
    page = render("{% chart c %}", c=charts.tornado(charts.Tornado("Swings", 2, ())))
    assert page.xpath("count(//details)") == 0
    assert "Give one a range" in page.xpath("string(//figcaption)")


def test_hostile_words_are_escaped_on_the_page() -> None:
    page = render("{% chart c %}", c=drawn("tornado", HOSTILE))
    assert page.xpath("count(//script)") == 0


def test_one_chart_twice_on_a_page_keeps_ids_unique() -> None:
    page = render("{% chart c %}{% chart c %}{% picture c %}", c=drawn("stacked_bars"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("count(//svg)") == 3


def test_figure_can_leave_out_its_heading() -> None:
    assert render("{% chart c heading=False %}", c=drawn()).xpath("count(//figcaption)") == 0


def test_ladder_names_links_dates_and_changes() -> None:
    rungs = (
        charts.Rung("Value", "For each £1", "£2.84", "SROI run 3", date(2026, 10, 1), "/value/3"),
        charts.Rung("Reading", HOSTILE, "70", href=BAD_HREF, changed="was 61"),
    )
    page = render("{% ladder l %}", l=charts.Ladder("What £2.84 rests on", rungs))
    assert page.xpath("//ol/li//a/@href") == ["/value/3"]
    assert page.xpath("string(//li[1]//time)") == "1 October 2026"
    assert page.xpath("string(//li[2])").count("was 61") == 1
    assert page.xpath("count(//script)") == 0


def test_empty_ladder_says_what_to_do() -> None:
    assert "Link it to a reading" in render("{% ladder l %}", l=charts.Ladder("x", ())).text_content()


@pytest.mark.parametrize("kind", sorted(examples()))
def test_image_for_documents_is_svg_without_links(kind: str) -> None:
    head, _comma, body = as_data_uri(drawn(kind)).partition(",")
    assert head == "data:image/svg+xml;base64"
    root = etree.fromstring(b64decode(body))
    assert not list(root.iter("{http://www.w3.org/2000/svg}a"))


def test_png_is_twice_the_size_of_the_drawing() -> None:
    chart = drawn("heat_map")
    png = as_png(chart)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (chart.width * 2, chart.height * 2)


def test_alt_text_is_title_and_description() -> None:
    assert alt_text(drawn("ratio_range")) == (
        "Volunteers. Between £0.90 and £4.20 for each £1, most likely near £2.60. "
        "Part of the range is below break-even."
    )
