"""The frame around every page: who you are, where you are, and the tools you may use there.

A context declares its tools once, at import time::

    register_tool(Tool(Section.RUN, _("Risks"), "raid:risks", "raid.see_risks", order=10))

Drawing the frame makes no query of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coplan.kit import access


class Section(Enum):
    """The groups of the side navigation, in order: five stages, then what is always there."""

    NEED = "need"
    FORM = "form"
    DESIGN = "design"
    PILOT = "pilot"
    SUSTAIN = "sustain"
    RUN = "run"
    EVIDENCE = "evidence"
    LEARNING = "learning"
    PEOPLE = "people"

    @property
    def label(self) -> StrOrPromise:
        return SECTION_LABELS[self]

    @property
    def is_stage(self) -> bool:
        return self in STAGES


SECTION_LABELS: dict[Section, StrOrPromise] = {
    Section.NEED: _("Need"),
    Section.FORM: _("Form"),
    Section.DESIGN: _("Design"),
    Section.PILOT: _("Pilot"),
    Section.SUSTAIN: _("Sustain"),
    Section.RUN: _("Run"),
    Section.EVIDENCE: _("Evidence"),
    Section.LEARNING: _("Learning"),
    Section.PEOPLE: _("People"),
}
STAGES = (Section.NEED, Section.FORM, Section.DESIGN, Section.PILOT, Section.SUSTAIN)


@dataclass(frozen=True)
class Tool:
    """One entry of the side navigation, shown to those who may do `action_code`.

    `url_name` takes the partnership's slug as its only argument.
    """

    section: Section
    label: StrOrPromise
    url_name: str
    action_code: str
    order: int = 50


@dataclass(frozen=True)
class Link:
    label: StrOrPromise
    href: str
    current: bool = False


@dataclass(frozen=True)
class Group:
    """A section with the tools this person may use."""

    label: StrOrPromise
    links: tuple[Link, ...]
    is_stage: bool
    current: bool


TOOLS: dict[str, Tool] = {}
# Navigation already drawn, by partnership, tools, current tool and language
MOST_DRAWN = 2000
_drawn: dict[tuple[Any, ...], SafeString] = {}

OVERVIEW = "overview"
HOME = "home"
SEARCH = "search"
ACCOUNT = (
    (_("Your profile"), "people:profile"),
    (_("E-mail addresses"), "account_email"),
    (_("Sign-in security"), "mfa_index"),
    (_("Your data"), "people:your-data"),
    (_("Your reminders"), "my-reminders"),
)
FOOTER = (
    (_("Guide"), "guide"),
    (_("Accessibility statement"), "accessibility"),
)


def register_tool(tool: Tool) -> Tool:
    """Add a tool to the side navigation; an address used twice is a mistake."""
    if TOOLS.setdefault(tool.url_name, tool) != tool:
        raise ValueError(f"The tool at {tool.url_name!r} is registered twice.")
    return tool


@lru_cache(maxsize=1024)
def _placed(site: str, slug: str, names: tuple[str, ...]) -> tuple[tuple[Tool, str], ...]:
    """Every tool in order with its address in a partnership; one more tool, or another site, is looked up anew."""
    ordered = sorted(TOOLS.values(), key=lambda tool: (tool.order, str(tool.label)))
    return tuple((tool, href) for tool in ordered if (href := _address(tool.url_name, slug)))


def _address(url_name: str, *args: Any) -> str | None:
    """The address of a page, or None where this site has no such page."""
    return _found(settings.ROOT_URLCONF, url_name, args)


@lru_cache(maxsize=2048)
def _found(site: str, url_name: str, args: tuple[Any, ...]) -> str | None:
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return None


class Shell:
    """What `kit/base.html` needs; everything is worked out only when drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.partnership = getattr(request, "partnership", None)
        self.user = getattr(request, "user", None)

    @property
    def is_example(self) -> bool:
        return bool(getattr(self.partnership, "is_example", False))

    @property
    def overview_url(self) -> str | None:
        return _address(OVERVIEW, self.partnership.slug) if self.partnership else None

    @property
    def on_overview(self) -> bool:
        return self.request.path == self.overview_url

    @property
    def home_url(self) -> str:
        return _address(HOME) or "/"

    @property
    def search_url(self) -> str | None:
        return _address(SEARCH, self.partnership.slug) if self.partnership else None

    @property
    def acting_for(self) -> str:
        """The organisation a person acts for here, where the standing knows it."""
        parts = getattr(getattr(self.request, "standing", None), "parts", ())
        partner = getattr(parts[0], "partner", None) if parts else None
        return str(partner.organisation) if partner else ""

    @property
    def account_links(self) -> list[Link]:
        return [Link(label, href) for label, name in ACCOUNT if (href := _address(name))]

    @property
    def footer_links(self) -> list[Link]:
        return [Link(label, href) for label, name in FOOTER if (href := _address(name))]

    @cached_property
    def navigation(self) -> SafeString:
        """The side navigation as HTML. The same for all who may use the same tools, so drawn once for them."""
        if not self.partnership:
            return SafeString()
        drawn_for = (
            settings.ROOT_URLCONF,
            self.partnership.slug,
            tuple(tool.url_name for tool, _href in self._tools),
            self.on_overview,
            self._current,
            self.request.path == self._current,
            get_language(),
        )
        known = _drawn.get(drawn_for)
        if known is None:
            if len(_drawn) >= MOST_DRAWN:
                _drawn.clear()
            known = _drawn[drawn_for] = render_to_string(
                "kit/frame/navigation_groups.html", {"shell": self, "request": self.request}
            )
        return known

    @cached_property
    def groups(self) -> list[Group]:
        """The side navigation of the current partnership."""
        if not self.partnership:
            return []
        return [group for section in Section if (group := self._group(section)).links]

    @property
    def stage_groups(self) -> list[Group]:
        return [group for group in self.groups if group.is_stage]

    @property
    def standing_groups(self) -> list[Group]:
        return [group for group in self.groups if not group.is_stage]

    def _group(self, section: Section) -> Group:
        links = tuple(
            Link(tool.label, href, href == self._current)
            for tool, href in self._tools
            if tool.section is section
        )
        return Group(section.label, links, section.is_stage, any(link.current for link in links))

    @cached_property
    def _tools(self) -> list[tuple[Tool, str]]:
        slug = self.partnership.slug if self.partnership else ""
        may: dict[str, bool] = {}
        usable = []
        for tool, href in _placed(settings.ROOT_URLCONF, slug, tuple(TOOLS)):
            code = tool.action_code
            if code not in may:
                may[code] = code in access.ACTIONS and access.allowed(self.request, code)
            if may[code]:
                usable.append((tool, href))
        return usable

    @cached_property
    def _current(self) -> str | None:
        """The tool this page belongs to: the longest address that begins the page's own."""
        path = self.request.path
        return max((href for _, href in self._tools if path.startswith(href)), key=len, default=None)


def say(request: HttpRequest, text: StrOrPromise, *, undo: str = "") -> None:
    """Tell the person what was done, with a button that takes it back where `undo` gives its address."""
    messages.success(request, str(text), extra_tags=f"undo:{undo}" if undo else "")


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame as `shell`."""
    return {"shell": Shell(request)}
