"""The records behind a picture of a partnership, so that a finding can lead back to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from coplan.engines.health.snapshot import Ref
from coplan.kit.models import PartnershipModel
from coplan.partnerships.models import Partnership

PARTNERSHIP = "partnership"


@dataclass
class Records:
    """Hands out refs and remembers whose they are."""

    known: dict[Ref, PartnershipModel] = field(default_factory=dict)

    def ref(self, record: PartnershipModel, label: str = "") -> Ref:
        found = Ref(record.kind, record.pk, label or str(record))
        self.known.setdefault(found, record)
        return found


def ref_of_partnership(partnership: Partnership) -> Ref:
    return Ref(PARTNERSHIP, partnership.pk, partnership.name)
