"""The five locks on a partnership's records, each tried."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver, path
from django.utils import timezone
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from coplan.kit.access import ACTIONS, check_every_view_is_declared, declaration, every_url
from coplan.kit.models import Attachment, Comment, PartnershipModel
from coplan.kit.register_views import add
from coplan.partnerships.models import Invitation
from coplan.partnerships.roles import Standing
from coplan.partnerships.testing import take_part
from coplan.raid.models import Risk
from coplan.raid.registers import Risks
from tests.visits import read
from tests.world import World, record_kinds

KINDS = record_kinds()
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.kind for kind in KINDS])


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nobody said who may read this.")


urlpatterns = [path("undeclared/", undeclared, name="undeclared"), path("", undeclared, name="home")]


# 1 and 2: declared or refused


def test_every_view_of_the_site_is_declared() -> None:
    assert check_every_view_is_declared() == []


@override_settings(ROOT_URLCONF="tests.test_locks")
def test_a_view_that_declares_nothing_stops_the_start() -> None:
    assert [(one.id, one.msg) for one in check_every_view_is_declared()] == [
        ("coplan.E001", "The view behind 'undeclared/' does not say who may open it."),
        ("coplan.E001", "The view behind '' does not say who may open it."),
    ]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.test_locks")
def test_a_view_that_declares_nothing_is_refused_to_everybody(rf: RequestFactory) -> None:
    from coplan.kit.access import DeclaredViewsMiddleware

    with pytest.raises(PermissionDenied):
        DeclaredViewsMiddleware(lambda request: HttpResponse()).process_view(
            rf.get("/undeclared/"), undeclared, (), {}
        )


@pytest.mark.django_db
def test_the_running_site_refuses_a_view_that_declares_nothing(world: World) -> None:
    resolver = get_resolver()
    resolver.url_patterns.append(path("undeclared/", undeclared, name="undeclared"))
    resolver._populated = False
    try:
        answer = world.client("coordinator").get("/undeclared/")
    finally:
        resolver.url_patterns.pop()
    assert answer.status_code == 403
    assert b"Nobody said" not in answer.content


@pytest.mark.parametrize("one", sorted(ACTIONS.values(), key=lambda one: one.code), ids=lambda one: one.code)
def test_an_action_is_told_as_a_short_plain_deed(one: Any) -> None:
    label = str(one.label)
    assert label[0].isupper()
    assert len(label) <= 80
    assert not label.endswith(".")
    assert label.split()[0] not in {"The", "A", "An", "Your", "Can", "May", "To"}


# Actions no view declares, because they are asked of a record within a page that declares another
ASKED_WITHIN_A_PAGE = {
    "partnerships.discuss": "Commenting is open to whoever may see the record",
    "surveys.tidy_answers": "Whoever sees single answers opens them; deleting one asks for more",
    "people.change_organisation": "Depends on which organisation it is",
    "portfolio.see": "Partnerships are listed to the programme team on a page anyone signed in may open",
}


def test_each_action_guards_a_page_or_says_where_it_is_asked() -> None:
    declared = {said.action for url in every_url() if (said := declaration(url.view)) and said.action}
    assert declared <= set(ACTIONS.values())
    assert set(ACTIONS) - {action.code for action in declared} == set(ASKED_WITHIN_A_PAGE)


# 3: unscoped queries raise


@each_kind
@pytest.mark.parametrize("manager", ["objects", "every"])
def test_an_unscoped_query_raises(kind: type[PartnershipModel], manager: str) -> None:
    with pytest.raises(ScopeError):
        getattr(kind, manager).first()


@pytest.mark.parametrize("kind", [Comment, Attachment, Invitation])
def test_what_stands_beside_the_records_is_scoped_too(kind: type[models.Model]) -> None:
    with pytest.raises(ScopeError):
        kind.objects.first()


def test_every_table_with_a_partnership_is_scoped() -> None:
    from django.apps import apps

    owned = [
        model
        for model in apps.get_models()
        if any(one.name == "partnership" for one in model._meta.concrete_fields)
        and not model.__name__.startswith("Historical")
    ]
    unscoped = []
    for model in owned:
        try:
            model.objects.all().exists()
        except ScopeError:
            continue
        unscoped.append(model._meta.label)
    assert unscoped == []


# 4: saved rows are found again, related rows belong here


class OnlySevere(Risks):
    """Sees less than it may save."""

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().queryset(request).filter(score__gte=20)


@pytest.mark.django_db
def test_a_saved_row_that_the_person_may_not_see_is_not_saved(world: World, rf: RequestFactory) -> None:
    request: Any = rf.post(
        "/", {"title": "A quiet risk", "probability": 1, "impact": 1, "response": "reduce"}
    )
    request.user = world.people["coordinator"]
    request.partnership = world.mine.partnership
    with scope(partnership=request.partnership):
        before = Risk.objects.count()
        request.standing = _standing(world)
        with pytest.raises(PermissionDenied):
            add(OnlySevere())(request)
        assert Risk.objects.count() == before


def _standing(world: World) -> Standing:
    from coplan.partnerships.middleware import standing_in

    found = standing_in(world.people["coordinator"], world.mine.partnership.slug)
    assert found is not None
    return found


def _links() -> list[tuple[type[PartnershipModel], str]]:
    return [
        (kind, field.name)
        for kind in KINDS
        for field in kind._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, PartnershipModel)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "field"), _links(), ids=lambda one: getattr(one, "kind", one))
def test_a_related_row_of_another_partnership_is_refused(
    kind: type[PartnershipModel], field: str, world: World
) -> None:
    foreign = world.theirs.one(kind._meta.get_field(field).related_model)
    with scope(partnership=world.mine.partnership):
        record = kind.objects.get(pk=world.mine.one(kind).pk)
        setattr(record, field, foreign)
        with pytest.raises(ValidationError) as refused:
            record.full_clean()
    assert field in refused.value.message_dict or "__all__" in refused.value.message_dict
    assert "Choose one that belongs to this partnership." in str(refused.value.message_dict)


@each_kind
def test_a_kind_keeps_the_constraints_and_the_index_of_every_record(kind: type[PartnershipModel]) -> None:
    numbered = [
        one for one in kind._meta.constraints if getattr(one, "fields", ()) == ("partnership", "number")
    ]
    assert len(numbered) == 1
    assert [one.fields for one in kind._meta.indexes if one.fields[:2] == ["partnership", "removed_at"]] == [
        ["partnership", "removed_at", "-number"]
    ]


def test_each_kind_has_a_word_of_its_own() -> None:
    kinds = [kind.kind for kind in KINDS]
    assert "" not in kinds
    assert sorted({kind for kind in kinds if kinds.count(kind) > 1}) == []


def test_no_two_kinds_share_a_reference() -> None:
    letters = [kind.letter for kind in KINDS if kind.letter]
    assert sorted({letter for letter in letters if letters.count(letter) > 1}) == []


@pytest.mark.django_db
@each_kind
def test_each_kind_is_shown_somewhere_that_answers(kind: type[PartnershipModel], world: World) -> None:
    address = world.mine.one(kind).get_absolute_url()
    assert world.client("coordinator").get(address.partition("#")[0]).status_code == 200


# 5: drift is a difference


def test_the_committed_table_refuses_those_outside() -> None:
    """Whatever else the table says, nobody outside ever gets a page of a partnership."""
    within = {url.name for url in every_url() if url.route.startswith("p/")}
    let_in = [
        (name, method, row[:2], row[-1])
        for (name, method), row in read().items()
        if name in within and not ({row[0]} <= {"sign in", "405"} and {row[1], row[-1]} <= {"404", "405", ""})
    ]
    assert let_in == []


@pytest.mark.django_db
def test_a_part_that_has_ended_opens_nothing(world: World) -> None:
    from coplan.partnerships.testing import make_person

    person = make_person("Left Long Ago")
    part = take_part(world.mine.partnership, person, "coordinator")
    part.ends_on = part.starts_on
    with scope(partnership=world.mine.partnership):
        part.save()
    client = Client()
    client.force_login(person)
    assert part.ends_on < timezone.localdate() or part.ends_on == date.today()
    assert client.get(f"/p/{world.mine.partnership.slug}/").status_code == 404
