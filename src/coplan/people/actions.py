"""What people may do with organisations, accounts and their own data."""

from coplan.kit.access import action
from coplan.people.roles import (
    changes_organisation,
    coordinates_somewhere,
    keeps_organisations,
    programme,
    signed_in,
)

SEE_ORGANISATIONS = action("people.see_organisations", "See the list of organisations", signed_in)
ADD_ORGANISATION = action("people.add_organisation", "Add an organisation", keeps_organisations)
CHANGE_ORGANISATION = action(
    "people.change_organisation",
    "Change what is said of an organisation",
    changes_organisation,
)
OPEN_ORGANISATION_FORM = action(
    "people.open_organisation_form",
    "Open the form that changes an organisation",
    changes_organisation | coordinates_somewhere,
)
SEE_OWN_ACCOUNT = action("people.see_own_account", "See and change my own account", signed_in)
SEE_OWN_DATA = action("people.see_own_data", "See everything coplan holds about me", signed_in)
REMOVE_SELF = action("people.remove_self", "Have my own account removed", signed_in)
SEE_PEOPLE = action("people.see_people", "Look up a person who asks for help", programme)
REMOVE_ANOTHER = action("people.remove_another", "Remove a person who asks for it", programme)
