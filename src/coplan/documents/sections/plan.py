"""The plan: the pilot, its milestones, who steers it, and how it goes on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from coplan.documents.paper import Block, Figure, Heading, Missing, Paragraph, Table, Text, words
from coplan.documents.sections.figures import NONE, columns, missing, owner
from coplan.governance import queries as governance
from coplan.governance.models import SeatRole
from coplan.kit.templatetags.kit import day, money
from coplan.partnerships.models import Partnership
from coplan.pilots.models import Pilot
from coplan.planning import queries as planning
from coplan.planning.models import Milestone
from coplan.sustainability import queries as sustainability


def blocks(partnership: Partnership, today: date, pilots: list[Pilot]) -> Iterator[Block]:
    yield from _pilots(partnership, pilots)
    yield from _people(partnership)
    yield from milestones(partnership, today)
    yield from groups(partnership, today)
    yield from afterwards(partnership)


def _pilots(partnership: Partnership, pilots: list[Pilot]) -> Iterator[Block]:
    yield Heading(_("The pilot"))
    if not pilots:
        yield missing(partnership, _("No pilot is on record."), _("Describe the pilot"), "pilots:pilots-add")
        return
    rows = tuple(
        (
            (pilot.name,),
            (pilot.area or NONE,),
            (str(pilot.provider) if pilot.provider_id else _("Nobody yet"),),
            (day(pilot.starts_on),),
            (day(pilot.ends_on),),
        )
        for pilot in pilots
    )
    heads = columns(_("*Pilot"), _("Where"), _("Who delivers it"), _("From"), _("To"))
    yield Table(_("Pilots"), heads, rows)
    yield from _of_pilots(pilots)


def _of_pilots(pilots: list[Pilot]) -> Iterator[Block]:
    for pilot in pilots:
        if pilot.short_reason and pilot.is_short:
            told = _("%(name)s is shorter than 12 months: %(why)s")
            yield Paragraph((told % {"name": pilot.name, "why": pilot.short_reason},))
        if pilot.needs_reason:
            said = _("%(label)s is shorter than 12 months and does not say why.") % {"label": pilot.label}
            yield Missing(said, pilot.get_absolute_url(), _("Give the reason"))
        if not pilot.provider_id:
            said = _("Nobody is named who delivers %(label)s.") % {"label": pilot.label}
            yield Missing(said, pilot.get_absolute_url(), _("Name who delivers it"))


def _people(partnership: Partnership) -> Iterator[Block]:
    if partnership.people_target is None:
        said = _("How many people the pilot is to help is not on record.")
        yield missing(partnership, said, _("Set the number"), "partnerships:details")
        return
    source = _("The partnership's own record: people to be helped in the whole pilot")
    aim = Figure(f"{partnership.people_target:,}", source, page="outcomes:indicators")
    yield Paragraph(words(_("People to be helped in the whole pilot: "), aim, "."))


def milestones(partnership: Partnership, today: date) -> Iterator[Block]:
    yield Heading(_("Milestones"))
    found = list(planning.milestones())
    if not found:
        yield missing(partnership, _("No milestone is set."), _("Add a milestone"), "planning:milestones-add")
        return
    yield milestone_table(_("What is reached by when"), found, today)
    ownerless = [one.reference for one in found if one.done_on is None and not one.owner_id]
    if ownerless:
        said = _("Nobody owns %(which)s.") % {"which": ", ".join(ownerless)}
        yield missing(partnership, said, _("See the milestones"), "planning:milestones")


def milestone_table(caption: str, found: list[Milestone], today: date) -> Table:
    heads = columns(_("*What is reached"), _("Stage"), _("Due"), _("Owner"), _("State"))
    return Table(caption, heads, tuple(_milestone(one, today) for one in found))


def _milestone(one: Milestone, today: date) -> tuple[Text, ...]:
    if one.done_on:
        state = _("Reached %(day)s") % {"day": day(one.done_on)}
    else:
        state = _("Late") if one.is_late(today) else _("To come")
    due = day(one.due_on)
    if one.has_moved:
        due = _("%(day)s (first %(first)s)") % {"day": due, "first": day(one.first_due_on)}
    return (one.label,), (str(one.get_stage_display()),), (due,), owner(one), (state,)


def groups(partnership: Partnership, today: date) -> Iterator[Block]:
    yield Heading(_("Who steers and does the work"))
    found = governance.groups_with_seats(today)
    if not found:
        yield missing(partnership, _("No group is on record."), _("Add a group"), "governance:groups-add")
        return
    heads = columns(_("Group"), _("How often"), _("Chair"), _("*Members"))
    yield Table(_("Groups"), heads, tuple(_group(one) for one in found))
    for one in found:
        if one.group.is_steering and not one.service_users:
            said = _("Nobody who uses the service sits on %(group)s.") % {"group": one.group}
            yield Missing(said, one.group.get_absolute_url(), _("See the group"))


def _group(one: governance.GroupAtWork) -> tuple[Text, ...]:
    members = ", ".join(str(seat.participant) for seat in one.seats if seat.role != SeatRole.CHAIR)
    chair = str(one.chair.participant) if one.chair else _("Nobody yet")
    return (one.group.name,), (one.group.rhythm or NONE,), (chair,), (members or _("Nobody yet"),)


def afterwards(partnership: Partnership) -> Iterator[Block]:
    yield Heading(_("How it may go on after the pilot"))
    routes = list(sustainability.named_routes())
    if not routes:
        said = _("No way to sustain the service has been named.")
        yield missing(partnership, said, _("Add a route"), "sustainability:routes-add")
        return
    rows = tuple(
        (
            (one.title,),
            (str(one.get_sort_display()),),
            (str(one.get_state_display()),),
            owner(one),
            (day(one.decide_by) or NONE,),
        )
        for one in routes
    )
    heads = columns(_("*Route"), _("Kind"), _("State"), _("Owner"), _("Decide by"))
    yield Table(_("Routes"), heads, rows)
    yield from _funders()


def _funders() -> Iterator[Block]:
    prospects = [one for one in sustainability.prospects() if one.state in sustainability.OPEN_STATES]
    if not prospects:
        return
    rows = []
    for one in prospects:
        amount: Text = (NONE,)
        if one.amount is not None:
            source = _("Possible funder %(label)s") % {"label": one.label}
            amount = (Figure(money(one.amount), source, page="sustainability:funders"),)
        kind = _("%(state)s, in writing") if one.in_writing else "%(state)s"
        rows.append(
            (
                (str(one),),
                (kind % {"state": one.get_state_display()},),
                (one.year_words or NONE,),
                amount,
                (one.caveats or NONE,),
            )
        )
    heads = columns(_("Funder"), _("State"), _("Year"), _("#Amount a year"), _("*Conditions"))
    yield Table(_("Who may pay for it"), heads, tuple(rows))
