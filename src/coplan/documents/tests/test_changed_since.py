"""What the record would say differently than what was issued."""

from django_scopes import scope

from coplan.documents.compare import ChangedPart, Stretch, changed_parts

PAGE = "/p/living-well/documents/issued/1/"


def record(*texts, code="why", title="Why"):
    blocks = [{"kind": "paragraph", "text": [text]} for text in texts]
    return {"parts": [{"code": code, "title": title, "blocks": blocks}]}


def test_the_same_record_has_no_changes():
    assert changed_parts(record("One", "Two"), record("One", "Two")) == []


def test_a_changed_line_is_told_word_by_word():
    found = changed_parts(record("Same", "We help 300 people"), record("Same", "We help 250 people"))
    line = (
        Stretch("same", "We help "),
        Stretch("del", "300"),
        Stretch("ins", "250"),
        Stretch("same", " people"),
    )
    assert found == [ChangedPart("Why", (line,))]


def test_a_line_put_in_or_taken_out_is_told_whole():
    assert changed_parts(record("One"), record("One", "Two"))[0].lines == ((Stretch("ins", "Two"),),)
    assert changed_parts(record("One", "Two"), record("One"))[0].lines == ((Stretch("del", "Two"),),)


def test_a_part_that_is_gone_is_told():
    found = changed_parts(record("One"), record("Two", code="how", title="How"))
    assert [part.title for part in found] == ["How", "Why"]


def test_a_figure_is_compared_by_its_value():
    def figure(value):
        blocks = [{"kind": "table", "rows": [[["Cook"], [{"value": value}]]]}]
        return {"parts": [{"code": "c", "title": "Costs", "blocks": blocks}]}

    (part,) = changed_parts(figure("£1"), figure("£2"))
    assert part.lines == ((Stretch("same", "Cook | "), Stretch("del", "£1"), Stretch("ins", "£2")),)


def test_the_page_says_nothing_changed_right_after_issuing(signed_in, observer, issued):
    assert (
        "Nothing. The record still says what the document says."
        in signed_in(observer).get(PAGE).content.decode()
    )


def test_the_page_and_the_sign_page_show_the_difference(signed_in, partner_person, partnership, issued, kept):
    with scope(partnership=partnership):
        kept.title = "Older people eat badly"
        kept.save()
    for address in (PAGE, f"{PAGE}sign/"):
        page = signed_in(partner_person).get(address).content.decode()
        assert "<del>alone</del><ins>badly</ins>" in page
    assert "The record has changed since this was issued" in page


def test_a_row_that_moved_and_changed_is_one_difference():
    was = record("Alpha risk | 12 High | Isla Reid", "Kitchen closes too long | 6 Medium | Peter Nowak")
    now = record("Kitchen closes too long | 12 High | Peter Nowak", "Alpha risk | 12 High | Isla Reid")
    (part,) = changed_parts(was, now)
    assert len(part.lines) == 1
    assert [stretch.text for stretch in part.lines[0] if stretch.sort == "del"] == ["6", "Medium"]
    assert [stretch.text for stretch in part.lines[0] if stretch.sort == "ins"] == ["12", "High"]


def test_a_new_row_does_not_push_the_others_out_of_step():
    was = record("Total | £300", "Budget by year: £300 in all")
    now = record("Second tutor | Staff | £1,900", "Total | £2,200", "Budget by year: £2,200 in all")
    (part,) = changed_parts(was, now)
    assert part.lines[0] == (Stretch("ins", "Second tutor | Staff | £1,900"),)
    assert [[one.text for one in line if one.sort == "ins"] for line in part.lines[1:]] == [
        ["£2,200"],
        ["£2,200"],
    ]
