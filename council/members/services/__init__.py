"""Every way in which a council's registry changes."""

from council.members.services.accounts import open_account
from council.members.services.appointing import appoint, appoint_delegate, succeed, turn_away
from council.members.services.bodies import (
    amend_bloc,
    amend_body,
    amend_organisation,
    amend_term,
    create_bloc,
    create_body,
    create_organisation,
    open_term,
)
from council.members.services.bylaws import adopt_bylaws
from council.members.services.cards import issue_cards
from council.members.services.filling import Filled, appoint_many
from council.members.services.founding import amend_council, found_council
from council.members.services.imports import import_registry, keep_import, rehearse, take_in
from council.members.services.offices import assign_office, change_directions, end_office
from council.members.services.people import (
    amend_member,
    create_member,
    deactivate_member,
    reactivate_member,
)
from council.members.services.seats import (
    abolish_seat,
    amend_seat,
    create_seats,
    end_mandate,
    enter_mandate,
)

__all__ = [
    "Filled",
    "abolish_seat",
    "adopt_bylaws",
    "amend_bloc",
    "amend_body",
    "amend_council",
    "amend_member",
    "amend_organisation",
    "amend_seat",
    "amend_term",
    "appoint",
    "appoint_delegate",
    "appoint_many",
    "assign_office",
    "change_directions",
    "create_bloc",
    "create_body",
    "create_member",
    "create_organisation",
    "create_seats",
    "deactivate_member",
    "end_mandate",
    "end_office",
    "enter_mandate",
    "found_council",
    "import_registry",
    "issue_cards",
    "keep_import",
    "open_account",
    "open_term",
    "reactivate_member",
    "rehearse",
    "succeed",
    "take_in",
    "turn_away",
]
