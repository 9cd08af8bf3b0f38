"""The library of proxies: what is shipped, choosing one for an outcome, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.packs import pack
from coplan.value import uprating
from coplan.value.models import Proxy, ValueOutcome
from coplan.value.versions import touch

WELLBY = "wellby"


@dataclass(frozen=True)
class Shipped:
    """A proxy of the national data, not yet in a partnership's library."""

    code: str
    fields: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.fields["name"])


def shipped() -> tuple[Shipped, ...]:
    """WELLBY: one point of life satisfaction for one person for one year, low, central and high."""
    known = {one.scenario: one for one in pack().wellby()}
    central = known["central"]
    edition = next(one for one in pack().editions() if one.file == "wellby.csv")
    notes = _(
        "Count people, say by how many points on the scale of 0 to 10 their life satisfaction rose because of the "
        "service (that goes into 'how many units'), and for how many years (duration). Do not add the value of a "
        "part of wellbeing, such as feeling less lonely, for the same people: it is in there already. Uprated here "
        "by prices only; whether to add the growth of incomes was not confirmed from the guidance and is not done."
    )
    fields = {
        "name": _("WELLBY: one point of life satisfaction for one person for one year"),
        "value": central.value,
        "low": known["low"].value,
        "high": known["high"].value,
        "unit": _("point (0 to 10), person and year"),
        "price_year": central.base_year,
        "source": central.source,
        "licence": edition.licence[:160],
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "notes": notes,
        "pack_code": f"{WELLBY}-{central.base_year}",
    }
    return (Shipped(str(fields["pack_code"]), fields),)


def not_yet_taken() -> tuple[Shipped, ...]:
    taken = set(Proxy.objects.exclude(pack_code="").values_list("pack_code", flat=True))
    return tuple(one for one in shipped() if one.code not in taken)


@transaction.atomic
def take_shipped(*, partnership: Any, code: str, by: Any) -> Proxy:
    """Put a proxy of the national data into the partnership's library."""
    found = next((one for one in shipped() if one.code == code), None)
    if found is None:
        raise ValidationError(_("There is no such proxy in the national data."))
    there: Proxy | None = Proxy.objects.filter(pack_code=code).first()
    if there is not None:
        return there
    made = Proxy(partnership=partnership, **found.fields)
    history.keep(made, by=by, why=_("From the national data"))
    return made


def uprated_for(outcome: ValueOutcome, proxy: Proxy, units: Decimal = Decimal(1)) -> uprating.Uprated:
    """A proxy in the prices of the outcome's map. Raises ValidationError where that cannot be had."""
    target = uprating.year_in(outcome.value_map.price_year)
    if target is None:
        raise ValidationError(
            _("Say first, in the map's details, in the prices of which year the map is. For example: 2024.")
        )
    return uprating.uprate(proxy.value, units=units, source_year=proxy.price_year, target_year=target)


@transaction.atomic
def choose(*, outcome: ValueOutcome, proxy: Proxy, units: Decimal, by: Any) -> uprating.Uprated:
    """Give an outcome a proxy of the library in the map's prices, and keep how it was worked out."""
    outcome.hold()
    found = uprated_for(outcome, proxy, units)
    outcome.library_proxy, outcome.proxy = proxy, found.result
    outcome.proxy_base, outcome.proxy_units, outcome.proxy_factor = found.base, units, found.factor
    outcome.proxy_base_year, outcome.proxy_price_year = found.source_year, found.target_year
    if proxy.low is None or proxy.high is None:
        outcome.proxy_low = outcome.proxy_high = None
    else:
        ends = sorted((found.of(proxy.low), found.of(proxy.high)))
        outcome.proxy_low, outcome.proxy_high = ends
    outcome.proxy_name, outcome.proxy_source = proxy.name[:250], proxy.source[:400]
    outcome.proxy_year = str(found.target_year)
    outcome.version += 1
    history.note(outcome, by=by, why=_("Proxy %(label)s chosen from the library") % {"label": proxy.label})
    outcome.full_clean()
    outcome.save()
    touch(value_map=outcome.value_map, by=by)
    return found
