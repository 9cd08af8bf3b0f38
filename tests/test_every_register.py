"""What every register promises, tried on each of them with the world's own records."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import CharField, TextField
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django_scopes import scope

from coplan.kit.registers import Register
from coplan.outcomes.models import Replaceable
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.testing import make_partnership, make_person, take_part
from tests.queries import LIST_MOST, count
from tests.world import MINE, REMOVED, World, registers, undone

pytestmark = pytest.mark.django_db
REGISTERS = registers()
each = pytest.mark.parametrize("register", REGISTERS, ids=[one.name() for one in REGISTERS])
PAGES = {"": 200, "export": 200, "detail": 200, "edit": 200, "remove": 200, "restore": 200}


def address(register: type[Register], world: World, part: str = "", number: int = MINE) -> str:
    args: dict[str, list[Any]] = {"": [], "add": [], "import": [], "export": ["csv"]}
    return register.url(part, world.mine.partnership.slug, *args.get(part, [number]))


def who_may(register: type[Register], world: World) -> str:
    """Somebody who may change these records."""
    for persona in ("coordinator", "partner", "evaluator", "service user"):
        if world.client(persona).get(address(register, world, "edit")).status_code == 200:
            return persona
    raise AssertionError(f"Nobody may change {register.title}.")


def browser(register: type[Register], world: World) -> Client:
    found = Client()
    found.cookies["sessionid"] = world.sessions[who_may(register, world)]
    return found


@each
def test_each_page_of_a_register_answers_whoever_may_change_it(
    register: type[Register], world: World
) -> None:
    client = browser(register, world)
    parts = [*PAGES, *(["add"] if register.can_add else [])]
    parts += ["import"] if register.can_add and register.can_import else []
    for part in parts:
        path = address(register, world, part, REMOVED if part == "restore" else MINE)
        assert client.get(path).status_code == 200, path


@each
def test_an_empty_register_says_what_it_is_for_and_shows_an_example(
    register: type[Register], world: World
) -> None:
    with undone():
        empty, person = make_partnership("Just begun", "just-begun"), make_person("Kirsten New")
        take_part(empty, person, PersonaRole.COORDINATOR)
        client = Client()
        client.force_login(person)
        page = client.get(register.url("", empty.slug))
        if page.context["page"].paginator.count:
            # Whoever looks is in it
            return
        assert escape(str(register.example)) in page.content.decode()


@each
def test_a_list_costs_as_many_queries_for_sixty_rows_as_for_three(
    register: type[Register], world: World
) -> None:
    path = address(register, world)
    fill(register, world, 3)
    few = count(world, path)
    fill(register, world, 24)
    many = count(world, path)
    assert many == few
    assert many <= LIST_MOST


def fill(register: type[Register], world: World, rows: int) -> None:
    """So many live rows at least."""
    with scope(partnership=world.mine.partnership):
        for n in range(register.model.objects.count(), rows):
            world.mine.make(register.model, n + 2)


@each
def test_an_export_read_back_in_changes_nothing(register: type[Register], world: World) -> None:
    if not (register.can_add and register.can_import):
        pytest.skip("it takes no import")
    client = browser(register, world)
    kept = client.get(address(register, world, "export"))
    body = b"".join(kept.streaming_content) if kept.streaming else kept.content
    answer = client.post(
        address(register, world, "import"), {"file": SimpleUploadedFile("kept.csv", body, "text/csv")}
    )
    assert answer.status_code == 200, answer.content[-3000:].decode()
    tally = answer.context["tally"]
    assert (tally.new, tally.changed, tally.wrong) == (0, 0, 0)
    assert tally.unchanged > 0


def form_data(client: Client, path: str) -> QueryDict:
    """What a browser would send if nothing were typed."""
    form = client.get(path).context["form"]
    sent = QueryDict(mutable=True)
    for field in form:
        value = field.value()
        if isinstance(value, (list, tuple)):
            sent.setlist(field.html_name, [str(one) for one in value])
        elif value is not None and value is not False:
            sent[field.html_name] = "on" if value is True else str(field.field.prepare_value(value))
    return sent


def text_field(register: type[Register]) -> str:
    """A field that anything may be typed in: a long one where there is one, else one of a few words."""
    if issubclass(register.model, Replaceable):
        pytest.skip("a figure is never changed: another takes its place")
    fields = [register.model._meta.get_field(name) for name in register.fields]
    free = [one for one in fields if type(one) in {CharField, TextField} and not one.choices]
    free.sort(key=lambda one: -(one.max_length or 0))
    if not free or (free[0].max_length or 0) < 30:
        pytest.skip("it has no field of text")
    return str(free[0].name)


@each
def test_an_edit_keeps_in_the_history_why_it_was_made(register: type[Register], world: World) -> None:
    client, path = browser(register, world), address(register, world, "edit")
    name = text_field(register)
    sent = form_data(client, path)
    sent[name], sent["why"] = "Said anew", "It was read again"
    answer = client.post(path, sent)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    assert "It was read again" in client.get(answer.url).content.decode()


@each
def test_whoever_saves_second_sees_both_texts(register: type[Register], world: World) -> None:
    client, path = browser(register, world), address(register, world, "edit")
    name = text_field(register)
    first, second = form_data(client, path), form_data(client, path)
    first[name], second[name] = "Typed by the first", "Typed by the second"
    assert client.post(path, first).status_code == 302
    answer = client.post(path, second)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed by the first" in page
    assert "Typed by the second" in page


@each
def test_a_choice_from_another_partnership_is_refused(register: type[Register], world: World) -> None:
    client, path = browser(register, world), address(register, world, "edit")
    links = [
        name
        for name in register.fields
        if (field := register.model._meta.get_field(name)).is_relation
        and field.related_model in world.theirs.made
    ]
    for name in links:
        sent = form_data(client, path)
        if name not in client.get(path).context["form"].fields:
            continue
        sent[name] = str(world.theirs.one(register.model._meta.get_field(name).related_model).pk)
        answer = client.post(path, sent)
        assert answer.status_code == 422, name
        assert name in answer.context["form"].errors


@each
def test_a_removed_record_can_be_put_back(register: type[Register], world: World) -> None:
    client = browser(register, world)
    answer = client.post(address(register, world, "restore", REMOVED))
    assert answer.status_code == 302
    assert client.get(address(register, world, "detail", REMOVED)).status_code == 200


def test_counting_counts_queries(world: World) -> None:
    with CaptureQueriesContext(connection) as made:
        world.client("coordinator").get("/")
    assert len(made) > 1
