"""The logic model's page, its parts and the links between them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from coplan.outcomes import queries, services, signed
from coplan.outcomes.models import Element, Link

MODEL = "/p/living-well/logic-model/"


def linked(partnership):
    with scope(partnership=partnership):
        return sorted(queries.live_links().values_list("source__number", "target__number", "because"))


def test_an_empty_model_teaches_and_offers_the_first_step(signed_in, coordinator):
    page = signed_in(coordinator).get(MODEL).content.decode()
    assert "The logic model is empty" in page
    assert f"{MODEL}elements/add/?tier=long" in page


def test_every_box_leads_to_its_record(signed_in, observer, chain):
    page = signed_in(observer).get(MODEL).content.decode()
    for part in chain:
        assert f'href="{MODEL}elements/{part.number}/"' in page
    assert "3 parts, 1 of them outcomes" in page
    assert "Add a part" not in page


def test_one_part_can_be_followed_without_script(signed_in, observer, chain, make):
    make(Element, tier="input", title="Not on the way")
    page = signed_in(observer).get(f"{MODEL}?focus=2").content.decode()
    assert "Highlighted: People visited and all it rests on or leads to." in page
    assert "Highlighted" not in signed_in(observer).get(f"{MODEL}?focus=99").content.decode()


def test_a_part_that_changed_since_it_was_signed_is_marked(signed_in, observer, chain, monkeypatch):
    monkeypatch.setattr(signed, "_tellers", [])
    signed.tell_changed_with(lambda: [chain[2].pk])
    assert "Changed since signed" in signed_in(observer).get(MODEL).content.decode()


def test_a_draft_outcome_is_saved_and_says_what_is_missing(signed_in, partner_person):
    client = signed_in(partner_person)
    response = client.post(
        f"{MODEL}elements/add/", {"tier": "short", "title": "Less lonely", "position": "0"}
    )
    assert response.url == f"{MODEL}elements/1/"
    page = client.get(response.url).content.decode()
    assert (
        "the need it answers, the stakeholder group it is for and the national outcome it serves."
        in " ".join(page.split()).replace(" ,", ",")
    )
    assert "is not tied to" in client.get(MODEL).content.decode()


def test_the_national_outcome_is_chosen_from_the_national_list(signed_in, partner_person, partnership):
    wrong = {"tier": "short", "title": "Less lonely", "position": "0", "national_outcome": "made-up"}
    response = signed_in(partner_person).post(f"{MODEL}elements/add/", wrong)
    assert response.status_code == 422
    right = {**wrong, "national_outcome": "communities"}
    signed_in(partner_person).post(f"{MODEL}elements/add/", right)
    with scope(partnership=partnership):
        assert [(e.title, e.get_national_outcome_display()) for e in Element.objects.all()] == [
            ("Less lonely", "Communities")
        ]


def test_the_next_part_is_added_from_a_part_and_linked(signed_in, partner_person, chain, partnership):
    address = f"{MODEL}elements/add/?tier=medium&after=3"
    client = signed_in(partner_person)
    form = client.get(address).context["form"]
    assert (form.initial["tier"], form.initial["need"]) == ("medium", chain[2].need_id)
    client.post(address, {"tier": "medium", "title": "Less lonely", "position": "0"})
    assert linked(partnership) == [(1, 2, ""), (2, 3, ""), (3, 4, "")]


def test_a_next_part_put_to_the_left_is_kept_but_not_linked(signed_in, partner_person, chain, partnership):
    response = signed_in(partner_person).post(
        f"{MODEL}elements/add/?tier=medium&after=3",
        {"tier": "input", "title": "A minibus", "position": "0"},
        follow=True,
    )
    assert "links run from left to right" in response.content.decode()
    assert linked(partnership) == [(1, 2, ""), (2, 3, "")]


def test_links_are_ticked_in_two_lists_each_with_its_reason(
    signed_in, partner_person, chain, make, partnership
):
    make(Element, tier="long", title="Well at home")
    client = signed_in(partner_person)
    form = client.get(f"{MODEL}elements/2/links/").context["form"]
    assert [row.other.number for row in form.leads_to] == [3, 4]
    assert [row.other.number for row in form.rests_on] == [1]
    sent = {
        "to-4-linked": "on",
        "to-4-because": "it adds up",
        "from-1-linked": "on",
        "from-1-because": "by design",
    }
    response = client.post(f"{MODEL}elements/2/links/", sent)
    assert response.url == f"{MODEL}elements/2/"
    assert linked(partnership) == [(1, 2, "by design"), (2, 4, "it adds up")]


def test_a_link_taken_away_can_be_made_again(chain, coordinator, in_scope):
    services.set_links(element=chain[0], leads_to={}, rests_on={}, by=coordinator)
    assert linked(in_scope) == [(2, 3, "")]
    services.set_links(element=chain[0], leads_to={chain[1]: "again"}, rests_on={}, by=coordinator)
    assert linked(in_scope) == [(1, 2, "again"), (2, 3, "")]


def test_links_never_run_backwards_or_round(chain, make, coordinator, in_scope):
    beside = make(Element, tier="short", title="Carers rest")
    services.link(source=chain[2], target=beside, by=coordinator)
    for source, target in ((beside, chain[2]), (chain[2], chain[0]), (beside, beside)):
        with pytest.raises(ValidationError, match="links run from left to right and never in a circle"):
            services.link(source=source, target=target, by=coordinator)
    assert Link.objects.count() == 3


def test_what_would_close_a_circle_is_not_offered(
    signed_in, partner_person, chain, make, coordinator, partnership
):
    beside = make(Element, tier="short", title="Carers rest")
    with scope(partnership=partnership):
        services.link(source=chain[2], target=beside, by=coordinator)
    form = signed_in(partner_person).get(f"{MODEL}elements/4/links/").context["form"]
    assert [row.other.number for row in form.leads_to] == []
    assert [row.other.number for row in form.rests_on] == [3, 2, 1]


def test_a_linked_part_cannot_move_past_what_it_is_linked_to(signed_in, partner_person, chain):
    sent = {"tier": "long", "title": "Weekly visits", "position": "0", "version": "1"}
    response = signed_in(partner_person).post(f"{MODEL}elements/1/edit/", sent)
    assert response.status_code == 422
    assert "It is linked to L-002 People visited" in response.content.decode()


def test_the_way_to_the_need_goes_along_the_links(
    chain, need, group, in_scope, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        path = queries.path_to_need(chain[0])
    assert (path.via, path.need, path.stakeholder) == ((chain[1], chain[2]), need, group)
    assert [one.what for one in path.evidence] == ["Census"]
    assert path.national_outcome.name == "Communities"
    assert queries.path_to_need(chain[2]).via == ()


def test_a_part_that_reaches_no_need_says_so(make, in_scope):
    path = queries.path_to_need(make(Element, tier="activity", title="Alone"))
    assert (path.need, path.evidence, path.national_outcome) == (None, (), None)


def test_a_part_in_use_is_not_removed_and_says_what_rests_on_it(
    signed_in, partner_person, chain, seen, partnership
):
    client = signed_in(partner_person)
    response = client.post(f"{MODEL}elements/3/remove/", {"why": "no"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Something else rests on L-003 People see somebody" in page
    assert "IN-001 Seen twice a week" in page
    with scope(partnership=partnership):
        assert Element.objects.count() == 3


def test_links_of_a_removed_part_are_out_of_sight_and_come_back_with_it(
    signed_in, partner_person, chain, partnership
):
    client = signed_in(partner_person)
    client.post(f"{MODEL}elements/1/remove/")
    assert linked(partnership) == [(2, 3, "")]
    assert client.get(f"{MODEL}elements/2/").context["rests_on"] == []
    client.post(f"{MODEL}elements/1/restore/")
    assert linked(partnership) == [(1, 2, ""), (2, 3, "")]


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_may_not_change_the_model(request, signed_in, role, chain, partnership):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{MODEL}elements/1/").status_code == 200
    response = client.post(f"{MODEL}elements/1/links/", {})
    assert response.status_code == 403
    assert "Change the logic model" in response.content.decode()
    assert linked(partnership) == [(1, 2, ""), (2, 3, "")]


def test_an_outsider_finds_nothing(signed_in, outsider, chain):
    client = signed_in(outsider)
    for address in ("", "elements/", "elements/1/", "elements/1/links/", "elements/add/"):
        assert client.get(f"{MODEL}{address}").status_code == 404


def test_the_page_is_only_read(signed_in, coordinator, chain):
    assert signed_in(coordinator).post(MODEL).status_code == 405


def test_the_model_costs_the_same_queries_however_large(
    signed_in, observer, chain, seen, enter, make, django_assert_max_num_queries
):
    client = signed_in(observer)
    for number in range(15):
        make(Element, tier="medium", title=f"Part {number}")
    client.get(MODEL)
    with django_assert_max_num_queries(10):
        client.get(MODEL)


def test_an_indicator_measures_outcomes_and_outputs_only(signed_in, partner_person, chain):
    form = signed_in(partner_person).get("/p/living-well/indicators/add/?outcome=3").context["form"]
    assert [one.number for one in form.fields["outcome"].queryset.all()] == [2, 3]
    assert form.initial["outcome"] == chain[2].pk


def test_an_exported_model_comes_back_unchanged(signed_in, partner_person, chain):
    client = signed_in(partner_person)
    file = SimpleUploadedFile("model.csv", client.get(f"{MODEL}elements/export.csv").content)
    response = client.post(f"{MODEL}elements/import/", {"file": file}, follow=True)
    tally = response.context["tally"]
    assert (tally.unchanged, tally.wrong, tally.changed, tally.new) == (3, 0, 0, 0)


def test_the_only_need_is_chosen_for_a_new_outcome(signed_in, partner_person, need):
    client = signed_in(partner_person)
    assert client.get(f"{MODEL}elements/add/?tier=long").context["form"].initial["need"] == need.pk
    assert client.get(f"{MODEL}elements/add/?tier=input").context["form"].initial["need"] is None
