"""What becomes of every request that anybody can make: the addresses, the visit and the committed table."""

from __future__ import annotations

import csv
import fcntl
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django_scopes import scope

from coplan.kit.access import DeclaredUrl, every_url
from coplan.partnerships import services
from coplan.partnerships.models import Partner, Partnership
from coplan.portfolio import reference
from coplan.returns.services.reminders import quiet_address
from coplan.surveys.models import Wave
from tests.world import (
    GATE,
    PERSONAS,
    REMOVED,
    RULE,
    World,
    criterion,
    file_of,
    registers,
    signed_document,
    undone,
)

TABLE = Path(__file__).with_name("every_url.csv")
# Neither is used by any page, so both stand in one row
METHODS = ("GET", "POST", "PUT DELETE")
# Two people are enough to show that no view answers these
ASKED = {"PUT DELETE": ("anonymous", "coordinator")}
# They open once the partnership is closed
CLOSED_FIRST = {"partnerships:reopen"}
SURVEY_LINKS = [f"survey{page} token" for page in ("", "-code", "-step", "-check", "-done", "-delete")]
HEADING = ("address", "method", *PERSONAS)
WRITING = bool(os.environ.get("WRITE_TABLES"))

Row = tuple[str, ...]
Rows = dict[tuple[str, str], Row]


def addresses() -> list[DeclaredUrl]:
    return sorted(every_url(), key=lambda url: (url.name, url.route))


def names(route: str) -> list[str]:
    """The arguments that an address takes: of `<int:number>` and of `(?P<key>.+)` alike."""
    return [plain or odd for plain, odd in re.findall(r"<(?:\w+:)?(\w+)>(?!\[)|\(\?P<(\w+)>", route)]


class NoSampleError(AssertionError):
    """An address takes an argument for which no example is known."""


@dataclass(frozen=True)
class Samples:
    """A believable value for every argument of every address."""

    world: World

    def path(self, url: DeclaredUrl, **given: Any) -> str:
        path = re.sub(r"[\^$]", "", url.route)
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", path)
        return "/" + re.sub(
            r"<(?:\w+:)?(\w+)>",
            lambda found: str(given.get(found[1]) or self.value(url.name, found[1])),
            path,
        )

    def value(self, name: str, argument: str) -> Any:
        known = self._known()
        for key in (f"{name} {argument}", argument):
            if key in known:
                return known[key]
        if argument == "number":
            return REMOVED if name.endswith("-restore") else self.world.mine.number
        if argument == "file":
            return self._file(name)
        raise NoSampleError(f"Say in tests/visits.py what '{argument}' of the address '{name}' may be.")

    def _known(self) -> dict[str, Any]:
        world = self.world
        return {
            "partnership": world.mine.partnership.slug,
            "form": "csv",
            "documents:file form": "html",
            "value:assurance-file form": "html",
            "value:proxy-take code": "wellby-2019",
            "evidence:pack-file form": "html",
            "stage": GATE,
            "kind": "reading",
            "key": 1,
            "pk": 1,
            "uidb36": "1",
            "provider_id": "organisation",
            "invitation token": world.token,
            **dict.fromkeys(SURVEY_LINKS, world.mine.one(Wave).token),
            "step": 1,
            "invitation-waiting key": world.invitation.pk,
            "partnerships:invitation-again key": world.invitation.pk,
            "partnerships:invitation-withdraw key": world.invitation.pk,
            "return-link token": world.return_link[1],
            "reminders-link token": quiet_address(world.people["observer"]).rstrip("/").rpartition("/")[2],
            "returns:link-stop key": world.return_link[0],
            "returns:close-without figure": world.mine.number,
            "people:organisation key": world.mine.made[Partner].organisation_id,
            "people:organisation-edit key": world.mine.made[Partner].organisation_id,
            "people:remove key": world.people["observer"].pk,
            "partnerships:gate-evidence code": criterion(),
            "portfolio:strategic code": reference.strategic_psps()[0].code,
            "portfolio:pilot code": reference.pilots()[0].code,
            "documents:write document": signed_document().code,
            "documents:write part": signed_document().wordings[0].part,
            "guide-page slug": "gates",
            "results_of": world.mine.partnership.slug,
            "health:rule code": RULE,
            "health:set-aside code": RULE,
        }

    def _file(self, name: str) -> int:
        found = [one for one in registers() if name in {one.name("file"), one.name("detach")}]
        if not found:
            raise NoSampleError(f"Say in tests/visits.py what 'file' of the address '{name}' may be.")
        with scope(partnership=self.world.mine.partnership):
            return int(file_of(self.world.mine.one(found[0].model)).pk)


def visit(world: World, persona: str, method: str, path: str) -> str:
    """What one request comes to, in the words of the table; nothing that it changed remains."""
    outcomes = []
    for one in method.split():
        cache.clear()
        with undone():
            answer = world.client(persona).generic(
                one, path, content_type="application/x-www-form-urlencoded"
            )
            outcomes.append(_outcome(answer))
            if answer.streaming:
                # Read to the end, which closes the file; closing by hand would close PostgreSQL's connection
                answer.getvalue()
    return "/".join(dict.fromkeys(outcomes))


def _outcome(answer: Any) -> str:
    if answer.status_code == 302:
        return "sign in" if answer.url.startswith("/account/login/") else "302"
    return str(answer.status_code)


def rows_of(world: World, url: DeclaredUrl) -> Rows:
    path = Samples(world).path(url)
    with undone():
        if url.name in CLOSED_FIRST:
            # A copy: the world outlives what is undone
            mine = Partnership.objects.get(pk=world.mine.partnership.pk)
            services.close_partnership(partnership=mine, reason="It is over.", by=world.mine.coordinator)
        return {
            (url.name, method): tuple(
                visit(world, who, method, path) if who in ASKED.get(method, PERSONAS) else ""
                for who in PERSONAS
            )
            for method in METHODS
        }


def read(table: Path = TABLE) -> Rows:
    if not table.exists():
        return {}
    with table.open(newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return {(line[0], line[1]): tuple(line[2:]) for line in lines}


def write(rows: Rows, table: Path = TABLE) -> None:
    with table.open("w", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADING)
        lines.writerows([*key, *rows[key]] for key in sorted(rows))


def put(rows: Rows) -> None:
    """Bring rows up to date in the table, whichever process found them; rows of addresses that are gone go."""
    expected = {(url.name, method) for url in addresses() for method in METHODS}
    with (Path(tempfile.gettempdir()) / "coplan-every-url.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        write({key: row for key, row in {**read(), **rows}.items() if key in expected})


def difference(committed: Rows, found: Rows) -> list[str]:
    """What changed, one sentence for each row or cell."""
    told = []
    for key in sorted({*committed, *found}):
        named = " ".join(key)
        if key not in found:
            told.append(f"{named}: in the table, but there is no such address")
        elif key not in committed:
            told.append(f"{named}: not in the table; now {_in_words(found[key])}")
        else:
            pairs = zip(PERSONAS, committed[key], found[key], strict=True)
            told += [f"{named}: {who} was {was}, now {now}" for who, was, now in pairs if was != now]
    return told


def _in_words(row: Iterable[str]) -> str:
    return ", ".join(f"{who} {what}" for who, what in zip(PERSONAS, row, strict=True))
