"""The overview of a partnership: one screen that says where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coplan.governance import queries as governance
from coplan.health import queries as health
from coplan.health.queries import Read
from coplan.kit.access import allowed, requires
from coplan.kit.templatetags.kit import money, number
from coplan.money import queries as budget
from coplan.need.models import Need
from coplan.outcomes import queries as outcomes
from coplan.partnerships import gate_views, gates
from coplan.partnerships.actions import REOPEN_PARTNERSHIP
from coplan.partnerships.models import Participant, Partner, Partnership, PersonaRole
from coplan.reporting import actions
from coplan.reporting.due import due
from coplan.value import queries as value

MOST_DUE = 10
# Days looked ahead on the page of everything due
AHEAD = 90
MOST_WORRIES = 5


@dataclass(frozen=True)
class Stat:
    """One of the three numbers people ask for, and where it comes from."""

    label: str
    value: str
    note: str
    trace: str


@dataclass(frozen=True)
class Seated:
    """A partner as it sits round the table."""

    partner: Partner
    contacts: tuple[str, ...]
    seats: int


@dataclass(frozen=True)
class Table:
    """Who is round the table: partners by sector, and the people who use the service among them."""

    sectors: tuple[tuple[str, tuple[Seated, ...]], ...]
    service_users: tuple[str, ...]
    service_user_seats: int


@requires(actions.SEE_OVERVIEW)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    partnership: Partnership = request.partnership  # type: ignore[attr-defined]
    standing = request.standing  # type: ignore[attr-defined]
    today: date = standing.today
    read = Read.of(partnership)
    decided = read.decisions
    following = gates.next_gate(decided)
    waiting = due(standing, read=read)
    worries = health.worries(health.of_request(request, read))
    context = {
        "partnership": partnership,
        "need": Need.objects.order_by("number").first(),
        "line": gate_views.line(decided, reverse("partnerships:gates", args=[partnership.slug])),
        "gate": gates.states(partnership, today, following, decided)[0] if following else None,
        "stats": stats(partnership, today),
        "due": waiting[:MOST_DUE],
        "more_due": max(len(waiting) - MOST_DUE, 0),
        "mine": sum(one.mine for one in waiting),
        "worries": worries[:MOST_WORRIES],
        "more_worries": max(len(worries) - MOST_WORRIES, 0),
        "thread": outcomes.outcome_states(today, read.measured),
        "table": round_the_table(today),
        "meeting": governance.next_meeting(today),
        "today": today,
        "may_reopen": allowed(request, REOPEN_PARTNERSHIP),
    }
    return render(request, "reporting/overview.html", context)


def stats(partnership: Partnership, today: date) -> tuple[Stat, ...]:
    """People helped, money spent and value for each £1, each with its trace."""
    return (_people(partnership, today), _money(partnership, today), _value(partnership))


def _people(partnership: Partnership, today: date) -> Stat:
    helped, target = outcomes.people_helped(today)
    wanted = target or partnership.people_target
    note = (
        _("of %(target)s in the whole pilot") % {"target": number(wanted)} if wanted else _("no target set")
    )
    return Stat(
        _("People helped"), number(helped), note, reverse("outcomes:indicators", args=[partnership.slug])
    )


def _money(partnership: Partnership, today: date) -> Stat:
    totals = budget.totals(today)
    url = reverse("money:budget", args=[partnership.slug])
    if not totals.budget:
        return Stat(_("Money spent"), "–", _("no budget yet"), url)
    share = (totals.spent / totals.budget * 100).quantize(Decimal(1))
    note = _("of %(budget)s, %(share)s%%") % {"budget": money(totals.budget, "round"), "share": share}
    return Stat(_("Money spent"), money(totals.spent, "round"), note, url)


def _value(partnership: Partnership) -> Stat:
    label = _("Value for each £1")
    leading = value.leading_map()
    if leading is None:
        return Stat(label, "–", _("no value map yet"), reverse("value:value-maps", args=[partnership.slug]))
    trace = reverse("reporting:trace", args=[partnership.slug, "value-map", leading.number])
    answer, _faults = value.answer_or_faults(value.rows_of(leading))
    if answer is None:
        return Stat(label, "–", _("the value map is not complete"), leading.get_absolute_url())
    shown = _("£%(low)s to £%(high)s") % {
        "low": number(answer.range.p5, 2),
        "high": number(answer.range.p95, 2),
    }
    note = _("likely £%(likely)s · %(kind)s") % {
        "likely": number(answer.result.ratio, 2),
        "kind": str(leading.get_sort_display()).split(":")[0].lower(),
    }
    return Stat(label, shown, note, trace)


def round_the_table(today: date) -> Table:
    """Partners by sector with contacts and seats; three queries."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    people = list(Participant.objects.filter(current, starts_on__lte=today).select_related("person"))
    held = list(governance.seats_today(today))
    seats = Counter(seat.participant.partner_id for seat in held)
    contacts: dict[int, list[str]] = {}
    for part in people:
        if (
            part.partner_id
            and part.is_contact
            and str(part.person) not in contacts.setdefault(part.partner_id, [])
        ):
            contacts[part.partner_id].append(str(part.person))
    partners = Partner.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))
    sectors: dict[str, list[Seated]] = {}
    for partner in partners.select_related("organisation").order_by("organisation__name"):
        seated = Seated(partner, tuple(contacts.get(partner.pk, ())), seats[partner.pk])
        sectors.setdefault(str(partner.organisation.get_sector_display()), []).append(seated)
    users = tuple(dict.fromkeys(str(part.person) for part in people if part.role == PersonaRole.SERVICE_USER))
    theirs = sum(seat.participant.role == PersonaRole.SERVICE_USER for seat in held)
    return Table(tuple((sector, tuple(rows)) for sector, rows in sorted(sectors.items())), users, theirs)


@requires(actions.SEE_OVERVIEW)
@require_GET
def everything_due(request: HttpRequest) -> HttpResponse:
    """All that is due within three months, mine first."""
    standing = request.standing  # type: ignore[attr-defined]
    context = {"due": due(standing, AHEAD), "today": standing.today}
    return render(request, "reporting/due.html", context)
