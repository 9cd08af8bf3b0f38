"""What people may do with documents."""

from typing import Any

from rules import predicate

from coplan.kit.access import action
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.roles import Standing, coordinates, member, partner, partnership_open


@predicate
def signs_for(standing: Standing, record: Any) -> bool:
    """Is a partner's person in the partnership; where the partner is given, of that very partner."""
    mine = {
        part.partner_id for part in standing.parts if part.role == PersonaRole.PARTNER and part.partner_id
    }
    return bool(mine) if record is None else record.pk in mine


SEE_DOCUMENTS = action("documents.see", "Read the documents and who signed them", member)
ISSUE_DOCUMENTS = action("documents.issue", "Write and issue documents", coordinates)
SIGN_DOCUMENTS = action(
    "documents.sign", "Sign a document off for your organisation", partner & signs_for & partnership_open
)
