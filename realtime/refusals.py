"""What the socket's door answers when an order cannot be carried out at all."""

from council.rules.errors import RuleViolation


class UnknownCommand(RuleViolation):
    """No act goes by this name over the socket."""

    code = "unknown_command"


class Malformed(RuleViolation):
    """The form was not filled in as it must be."""

    code = "malformed"


class NotSignedIn(RuleViolation):
    """Only people who are signed in may act."""

    code = "not_signed_in"


class NotPermitted(RuleViolation):
    """This act is for others to do."""

    code = "not_permitted"


class NotFound(RuleViolation):
    """There is no such thing, or it is not for this person to see."""

    code = "not_found"


class NotStored(RuleViolation):
    """The database failed; what became of the ballot is found out by handing it in again."""

    code = "not_stored"
