"""What people may do with organisations, accounts and their own data."""

from django.utils.translation import gettext_lazy as _

from coplan.kit.access import action
from coplan.people.roles import (
    changes_organisation,
    coordinates_somewhere,
    keeps_organisations,
    programme,
    signed_in,
)

SEE_ORGANISATIONS = action("people.see_organisations", _("See the list of organisations"), signed_in)
ADD_ORGANISATION = action("people.add_organisation", _("Add an organisation"), keeps_organisations)
CHANGE_ORGANISATION = action(
    "people.change_organisation",
    _("Change what is said of an organisation"),
    changes_organisation,
)
OPEN_ORGANISATION_FORM = action(
    "people.open_organisation_form",
    _("Open the form that changes an organisation"),
    changes_organisation | coordinates_somewhere,
)
SEE_OWN_ACCOUNT = action("people.see_own_account", _("See and change my own account"), signed_in)
SEE_OWN_DATA = action("people.see_own_data", _("See everything coplan holds about me"), signed_in)
REMOVE_SELF = action("people.remove_self", _("Have my own account removed"), signed_in)
SEE_PEOPLE = action("people.see_people", _("Look up a person who asks for help"), programme)
REMOVE_ANOTHER = action("people.remove_another", _("Remove a person who asks for it"), programme)
