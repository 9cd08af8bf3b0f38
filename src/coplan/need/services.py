"""A partner agrees to the need."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.need import queries
from coplan.need.models import Agreement, Need
from coplan.partnerships.models import Participant, PersonaRole


@transaction.atomic
def agree_to_need(*, need: Need, part: Participant, version: int, today: date, by: Any) -> Agreement:
    """`part` says that the organisation it acts for agrees to the need as it reads in `version`."""
    partner = part.partner
    speaks = part.role in (PersonaRole.PARTNER, PersonaRole.COORDINATOR) and part.is_current(today)
    if partner is None or part.person_id != by.pk or not speaks:
        raise ValidationError(_("You can agree only for an organisation you act for in this partnership."))
    if partner.role in queries.NOT_ASKED:
        raise ValidationError(_("Funders and evaluators are not asked to agree to the need."))
    if not partner.is_current(today):
        raise ValidationError(_("%(partner)s is no longer a partner here.") % {"partner": partner})
    queue(need.partnership_id)
    current = Need.objects.get(pk=need.pk)
    if current.version != version:
        raise ValidationError(
            _("The need was changed after you opened this page. Read it again, then agree.")
        )
    agreement = Agreement.objects.filter(need=need, partner=partner, need_version=version).first()
    if agreement is not None:
        return agreement
    agreement = Agreement(
        partnership_id=need.partnership_id,
        need=need,
        partner=partner,
        by=part,
        need_version=version,
        agreed_on=today,
    )
    history.keep(agreement, by=by)
    return agreement
