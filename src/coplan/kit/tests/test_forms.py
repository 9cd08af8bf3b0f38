"""Forms: what they say, how a field and its hint, error and summary hang together."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone

from coplan.kit.form_words import with_article
from coplan.kit.forms import KitForm


class RiskForm(KitForm):
    groups = [("What could happen", ["title", "likelihood"]), ("Who", ["owner", "partners"])]
    title = forms.CharField(label="Risk title", max_length=10, help_text="In one line.")
    cause = forms.CharField(label="Cause", widget=forms.Textarea, required=False)
    owner = forms.ChoiceField(label="Owner", choices=[("", "Choose one"), ("1", "Mairi")])
    likelihood = forms.ChoiceField(
        label="Likelihood", widget=forms.RadioSelect, choices=[("1", "Unlikely"), ("2", "Likely")]
    )
    partners = forms.MultipleChoiceField(
        label="Partners affected", widget=forms.CheckboxSelectMultiple, choices=[("a", "Ferry House")]
    )
    review_on = forms.DateField(label="Review date")
    cost = forms.DecimalField(label="Cost", max_value=1000, required=False)
    people = forms.IntegerField(label="Number of people", required=False, min_value=1)
    agreed = forms.BooleanField(label="Everyone agreed")


def sent(**changes: Any) -> dict[str, Any]:
    whole = {
        "title": "Frost",
        "owner": "1",
        "likelihood": "2",
        "partners": ["a"],
        "review_on": "3 March 2027",
        "agreed": "on",
    }
    return {**whole, **changes}


def test_an_empty_form_says_what_to_do_for_each_field() -> None:
    assert RiskForm({}).errors == {
        "title": ["Enter a risk title"],
        "owner": ["Choose an owner"],
        "likelihood": ["Select a likelihood"],
        "partners": ["Select at least one answer to “Partners affected”"],
        "review_on": ["Enter a review date"],
        "agreed": ["Tick “Everyone agreed” to go on"],
    }


def test_unreadable_and_out_of_range_answers_are_named() -> None:
    form = RiskForm(sent(title="A very long title", review_on="soon", cost="2000", people="0"))
    assert form.errors == {
        "title": ["Risk title must be 10 characters or fewer; it has 17"],
        "review_on": ["Review date must be a real date, like 3 March 2027"],
        "cost": ["Cost must be 1000 or less"],
        "people": ["Number of people must be 1 or more"],
    }


def test_a_form_keeps_its_own_words() -> None:
    class OwnWords(KitForm):
        name = forms.CharField(error_messages={"required": "Say who you are"})

    assert OwnWords({}).errors == {"name": ["Say who you are"]}


def test_a_plain_django_form_speaks_the_same_way() -> None:
    class Plain(forms.Form):
        email = forms.EmailField(label="E-mail address")
        happy = forms.CharField(label="Were you happy with it?")

    assert Plain({"email": "x"}).errors == {
        "email": ["Enter an e-mail address in the right form, like name@example.org"],
        "happy": ["Answer “Were you happy with it?”"],
    }


def test_a_label_with_a_percent_sign_does_no_harm() -> None:
    class Share(forms.Form):
        share = forms.IntegerField(label="Share in %", max_value=100)

    assert Share({"share": "140"}).errors == {"share": ["Share in % must be 100 or less"]}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Risk title", "a risk title"),
        ("Owner", "an owner"),
        ("Notes", "notes"),
        ("Number of people", "the number of people"),
        ("Your name", "your name"),
        ("URL", "a URL"),
        ("Address", "an address"),
        ("Status", "a status"),
    ],
)
def test_labels_read_inside_a_sentence(label: str, words: str) -> None:
    assert with_article(label) == words


@pytest.mark.parametrize("written", ["2027-03-03", "03/03/2027", "3/3/27", "3 March 2027", "3 Mar 2027"])
def test_a_date_may_be_written_in_the_usual_ways(written: str) -> None:
    form = RiskForm(sent(review_on=written))
    assert form.errors == {}
    assert form.cleaned_data["review_on"] == date(2027, 3, 3)


def test_a_moment_from_the_browser_is_read() -> None:
    class Meeting(forms.Form):
        starts = forms.DateTimeField()

    form = Meeting({"starts": "2027-03-03T14:30"})
    assert form.errors == {}
    assert timezone.make_naive(form.cleaned_data["starts"]) == datetime(2027, 3, 3, 14, 30)


def test_numbers_may_carry_a_pound_sign_and_commas() -> None:
    form = RiskForm(sent(cost="£ 1,000", people="1 200"))
    assert form.errors == {}
    assert (form.cleaned_data["cost"], form.cleaned_data["people"]) == (Decimal("1000"), 1200)


def test_a_field_is_tied_to_its_hint_and_its_error() -> None:
    html = RiskForm({})["title"].as_field_group()
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext">In one line.</div>' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="ds_input ds_input--error"' in html


def test_groups_of_choices_are_fieldsets_with_a_legend() -> None:
    html = RiskForm({})["likelihood"].as_field_group()
    assert '<fieldset class="ds_question kit-question ds_question--error"' in html
    assert 'aria-describedby="id_likelihood_error"' in html
    assert '<legend class="ds_label kit-label">Likelihood' in html
    assert html.count('class="ds_radio__input"') == 2


def test_ticks_are_not_mistaken_for_circles() -> None:
    html = RiskForm()["partners"].as_field_group()
    assert 'type="checkbox"' in html
    assert 'class="ds_checkbox ds_checkbox--small"' in html
    assert "ds_radio" not in html


def test_the_summary_links_to_the_first_choice_of_a_group() -> None:
    html = str(RiskForm({}))
    assert html.index("There is a problem") < html.index('id="id_title"')
    for target in ("id_title", "id_likelihood_0", "id_partners_0", "id_agreed", "id_owner"):
        assert f'<a href="#{target}">' in html
        assert f'id="{target}"' in html


def test_errors_of_the_whole_form_head_the_summary() -> None:
    class Clash(KitForm):
        name = forms.CharField()

        def clean(self) -> None:
            raise forms.ValidationError("Choose either a person or a group.")

    assert "<li>Choose either a person or a group.</li>" in str(Clash({"name": "x"}))


def test_optional_fields_say_so_unless_nothing_is_required() -> None:
    class Filter(forms.Form):
        owner = forms.CharField(required=False)

    assert "(optional)" in RiskForm()["cause"].as_field_group()
    assert "(optional)" not in RiskForm()["title"].as_field_group()
    assert "(optional)" not in Filter()["owner"].as_field_group()


def test_fields_come_in_their_groups_and_the_rest_last() -> None:
    drawn = [(legend, [bound.name for bound in bounds]) for legend, bounds in RiskForm().grouped()]
    assert drawn == [
        ("What could happen", ["title", "likelihood"]),
        ("Who", ["owner", "partners"]),
        ("", ["cause", "review_on", "cost", "people", "agreed"]),
    ]


def test_dates_use_the_browsers_picker_and_numbers_plain_text() -> None:
    form = RiskForm(initial={"review_on": date(2027, 3, 3)})
    assert 'type="date"' in str(form["review_on"])
    assert 'value="2027-03-03"' in str(form["review_on"])
    assert 'type="text"' in str(form["cost"])
    assert 'inputmode="decimal"' in str(form["cost"])
    assert 'inputmode="numeric"' in str(form["people"])


def test_a_placeholder_that_repeats_the_label_is_left_out() -> None:
    class SignIn(forms.Form):
        email = forms.EmailField(
            label="Email", widget=forms.EmailInput(attrs={"placeholder": "Email address"})
        )
        code = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "ABC-123"}))

    assert "placeholder" not in str(SignIn()["email"])
    assert 'placeholder="ABC-123"' in str(SignIn()["code"])


def test_djangos_row_of_dashes_becomes_words() -> None:
    class Choosing(forms.Form):
        kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "Service")])
        owner = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("1", "Mairi")], required=False)

    assert '<option value="" selected>Choose one</option>' in str(Choosing()["kind"])
    assert '<option value="" selected>None chosen</option>' in str(Choosing()["owner"])
    assert '<option value="1" selected>Mairi</option>' in str(Choosing({"owner": "1"})["owner"])


def test_hidden_fields_are_drawn_bare() -> None:
    class Hidden(KitForm):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    assert str(Hidden()).strip() == '<input type="hidden" name="version" value="3" id="id_version">'


def test_nothing_drawn_needs_an_inline_style_or_script() -> None:
    html = str(RiskForm({}))
    assert "style=" not in html
    assert "<script" not in html
    assert "onclick" not in html
