"""The frame: which tools are shown to whom, and where you are."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path
from rules.predicates import predicate

from coplan.kit import access, shell
from coplan.kit.shell import Section, Shell, Tool, context, register_tool
from coplan.kit.templatetags.kit import undo_address


def page(request: HttpRequest, partnership: str = "") -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", page, name="home"),
    path("leave/", page, name="account_logout"),
    path("sign-in/", page, name="account_login"),
    path("p/<slug:partnership>/", page, name="overview"),
    path("p/<slug:partnership>/risks/", page, name="risks"),
    path("p/<slug:partnership>/risks/log/", page, name="risk_log"),
    path("p/<slug:partnership>/need/", page, name="need"),
]
pytestmark = pytest.mark.usefixtures("tools")


@predicate
def everyone(standing: Any, record: Any) -> bool:
    return True


@predicate
def coordinator(standing: Any, record: Any) -> bool:
    return standing is not None and standing.is_coordinator


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shell, "TOOLS", {})
    monkeypatch.setattr(
        access,
        "ACTIONS",
        {
            "see": access.Action("see", "See", everyone),
            "steer": access.Action("steer", "Steer", coordinator),
        },
    )
    register_tool(Tool(Section.RUN, "Risk log", "risk_log", "steer", order=20))
    register_tool(Tool(Section.RUN, "Risks", "risks", "see", order=10))
    register_tool(Tool(Section.NEED, "Need", "need", "see"))
    register_tool(Tool(Section.PEOPLE, "Nowhere", "no_such_page", "see"))
    register_tool(Tool(Section.PEOPLE, "Undeclared", "overview", "no_such_action"))
    with override_settings(ROOT_URLCONF=__name__):
        yield


def asked(
    address: str, *, coordinator: bool = False, inside: bool = True, example: bool = False
) -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    partnership = SimpleNamespace(name="Living well together", slug="well", is_example=example)
    request.partnership = partnership if inside else None  # type: ignore[attr-defined]
    request.standing = SimpleNamespace(is_coordinator=coordinator, parts=())  # type: ignore[attr-defined]
    return request


def shown(frame: Shell) -> list[tuple[str, list[str]]]:
    return [(str(group.label), [str(link.label) for link in group.links]) for group in frame.groups]


def test_a_partner_sees_only_tools_that_exist_and_are_allowed() -> None:
    assert shown(Shell(asked("/p/well/"))) == [("Need", ["Need"]), ("Run", ["Risks"])]


def test_a_coordinator_sees_more_in_the_given_order() -> None:
    frame = Shell(asked("/p/well/", coordinator=True))
    assert shown(frame) == [("Need", ["Need"]), ("Run", ["Risks", "Risk log"])]


def test_stages_come_apart_from_what_is_always_there() -> None:
    frame = Shell(asked("/p/well/"))
    assert [str(group.label) for group in frame.stage_groups] == ["Need"]
    assert [str(group.label) for group in frame.standing_groups] == ["Run"]


def test_the_longest_matching_address_is_current() -> None:
    frame = Shell(asked("/p/well/risks/log/4/", coordinator=True))
    current = [link.href for group in frame.groups for link in group.links if link.current]
    assert current == ["/p/well/risks/log/"]
    assert [group.current for group in frame.groups] == [False, True]


def test_outside_a_partnership_there_is_no_navigation() -> None:
    frame = Shell(asked("/", inside=False))
    assert (frame.groups, frame.overview_url, frame.is_example) == ([], None, False)


def test_a_request_that_never_met_the_middleware_still_gets_a_frame() -> None:
    frame = context(RequestFactory().get("/"))["shell"]
    assert (frame.groups, frame.acting_for) == ([], "")


def test_the_same_address_cannot_be_registered_for_two_tools() -> None:
    with pytest.raises(ValueError, match="'risks' is registered twice"):
        register_tool(Tool(Section.NEED, "Other", "risks", "see"))


def test_registering_the_very_same_tool_again_changes_nothing() -> None:
    tool = Tool(Section.RUN, "Risks", "risks", "see", order=10)
    assert register_tool(tool) == tool


def test_the_organisation_acted_for_comes_from_the_standing() -> None:
    request = asked("/p/well/")
    part = SimpleNamespace(partner=SimpleNamespace(organisation="Ferry House"))
    request.standing = SimpleNamespace(parts=(part,))  # type: ignore[attr-defined]
    assert Shell(request).acting_for == "Ferry House"
    request.standing = SimpleNamespace(parts=(SimpleNamespace(partner=None),))  # type: ignore[attr-defined]
    assert Shell(request).acting_for == ""


def test_what_was_done_can_carry_an_undo() -> None:
    request = asked("/p/well/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    shell.say(request, "Risk removed", undo="/p/well/undo/3/")
    shell.say(request, "Risk saved")
    messages: list[Message] = list(request._messages)  # type: ignore[attr-defined]
    assert [(message.message, undo_address(message)) for message in messages] == [
        ("Risk removed", "/p/well/undo/3/"),
        ("Risk saved", ""),
    ]


def test_an_undo_never_leads_to_another_site() -> None:
    elsewhere = Message(25, "Done", extra_tags="undo://evil.example/")
    assert undo_address(elsewhere) == ""


def rendered(request: HttpRequest, **more: Any) -> str:
    return render_to_string("kit/base.html", more, request)


def test_the_frame_marks_where_you_are() -> None:
    html = rendered(asked("/p/well/risks/"), trail=[("Run", "/p/well/"), ("Risks", "")])
    assert 'href="/p/well/risks/" aria-current="page">Risks</a>' in html
    assert '<a href="/p/well/">Run</a>' in html
    assert '<a class="kit-skip" href="#main">' in html
    assert '<main id="main"' in html


def test_an_example_says_so_on_every_page() -> None:
    assert "This is an example." in rendered(asked("/p/well/", example=True))
    assert "This is an example." not in rendered(asked("/p/well/"))


def test_the_frame_keeps_to_the_security_policy() -> None:
    html = rendered(asked("/p/well/risks/", example=True))
    assert "style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert html.count("<script") == html.count("<script src=")


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_trouble_pages_have_one_heading_and_a_way_on(template: str) -> None:
    html = render_to_string(template, {"exception": "Change the risk register"}, asked("/p/well/"))
    assert html.count("<h1") == 1
    assert '<a href="/">' in html


def test_a_refusal_names_what_was_refused() -> None:
    html = render_to_string("403.html", {"exception": "Change the risk register"}, asked("/p/well/"))
    assert "<strong>Change the risk register</strong>" in html
