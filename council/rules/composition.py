"""What stands against filling a seat or an office, or against a name in the registry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from council.rules.errors import RuleViolation
from council.rules.naming import has_piled_marks, hidden_characters, is_reserved
from council.rules.terms import Period

Node = TypeVar("Node")


class UnfitName(RuleViolation):
    """The name is empty, or piles up marks as no spelling does."""

    code = "unfit_name"


class HiddenCharacters(UnfitName):
    """The name holds characters that nobody sees and that can turn round what follows."""

    code = "hidden_characters"


class ReservedName(UnfitName):
    """The name is a word by which the system itself might speak."""

    code = "reserved_name"


class KeyTaken(RuleViolation):
    """Something of the same sort in this council already has the key."""

    code = "key_taken"


class UsernameTaken(RuleViolation):
    """The username belongs to another account of this installation."""

    code = "username_taken"


class UnfitUsername(RuleViolation):
    """A username has ASCII letters and digits, joined by dots, hyphens or underscores."""

    code = "unfit_username"


class EmailTaken(RuleViolation):
    """The e-mail address belongs to another account of this installation."""

    code = "email_taken"


class AccountIsOpen(RuleViolation):
    """The member has an account already."""

    code = "account_is_open"


class NoAccount(RuleViolation):
    """A card opens an account, and the member has none."""

    code = "no_account"


class InactiveMember(RuleViolation):
    """The person has been deactivated and can be given no seat or office."""

    code = "inactive_member"


class SeatIsTaken(RuleViolation):
    """Somebody holds the seat in that period."""

    code = "seat_is_taken"


class AlreadySeated(RuleViolation):
    """The person has a seat of their own in the body in that period; nobody votes twice."""

    code = "already_seated"


class SeatIsAbolished(RuleViolation):
    """The seat exists no longer."""

    code = "seat_is_abolished"


class SeatIsHeld(RuleViolation):
    """A seat cannot be abolished while somebody holds it."""

    code = "seat_is_held"


class MandateHasEnded(RuleViolation):
    """The mandate is over already."""

    code = "mandate_has_ended"


class OfficeIsHeld(RuleViolation):
    """The person holds this office in the body already."""

    code = "office_is_held"


class OfficeHasEnded(RuleViolation):
    """The office has been laid down already."""

    code = "office_has_ended"


class DirectionsMissing(RuleViolation):
    """An interpreter's office must say from which language into which."""

    code = "directions_missing"


class LastClerk(RuleViolation):
    """The council would be left without anybody who keeps its registry."""

    code = "last_clerk"


class CouncilHasClerk(RuleViolation):
    """The council is founded: its clerk does the rest."""

    code = "council_has_clerk"


class CircularTree(RuleViolation):
    """A body cannot stand below itself."""

    code = "circular_tree"


class TermsOverlap(RuleViolation):
    """Two terms of a council share days."""

    code = "terms_overlap"


class TargetWouldBreak(RuleViolation):
    """A composition target may then not be kept, and nobody gave a reason for doing it."""

    code = "target_would_break"


class SeatIsKept(RuleViolation):
    """The seat is kept for a group, and two persons give it."""

    code = "seat_is_kept"


class SeatIsAllocated(RuleViolation):
    """Somebody is proposed for the seat already."""

    code = "seat_is_allocated"


class TargetsContradict(RuleViolation):
    """With this target, whoever sits there, the targets of the body cannot all hold."""

    code = "targets_contradict"


class SeatElsewhere(RuleViolation):
    """The seat is not of this body."""

    code = "seat_elsewhere"


class NoTerm(RuleViolation):
    """The council is in no term, so that nothing can be said for one."""

    code = "no_term"


class NothingAsked(RuleViolation):
    """No target of the council counts the group, so that nobody may be asked about it."""

    code = "nothing_asked"


class TargetHasEnded(RuleViolation):
    """The target holds no longer, or ends before that day."""

    code = "target_has_ended"


class MomentIsReported(RuleViolation):
    """The composition was told for this moment of the term, and is told once."""

    code = "moment_is_reported"


class TermRunsOn(RuleViolation):
    """Objections to the term can still be made, so that its answers must stay readable."""

    code = "term_runs_on"


class BylawsOutOfOrder(RuleViolation):
    """A new version of the by-laws cannot take effect before the one it replaces."""

    code = "bylaws_out_of_order"


class BylawsUnchanged(RuleViolation):
    """The new version says what the last one says."""

    code = "bylaws_unchanged"


class UnknownLanguage(RuleViolation):
    """The binding language, or a required one, is not among those the council offers."""

    code = "unknown_language"


def require_fit_name(name: str) -> None:
    """Stop a name that could mislead readers.

    Raises:
        HiddenCharacters: it holds characters that nobody sees.
        ReservedName: the system itself might speak by it.
        UnfitName: it is empty or piles up marks.
    """
    if hidden := hidden_characters(name):
        raise HiddenCharacters(characters=", ".join(hidden))
    if is_reserved(name):
        raise ReservedName(name=name)
    if not name or has_piled_marks(name):
        raise UnfitName(name=name)


def require_directions(directions: Sequence[str], *, is_interpreter: bool) -> None:
    """Stop an interpreter without a direction.

    Raises:
        DirectionsMissing: there is none, or one is not of the form ``ar>tr``.
    """
    pairs = [direction.split(">") for direction in directions]
    if any(len(set(pair)) != len(("from", "to")) or not all(pair) for pair in pairs):
        raise DirectionsMissing(directions=" ".join(directions))
    if is_interpreter and not pairs:
        raise DirectionsMissing(directions="")


def require_free(period: Period, others: Iterable[Period], refusal: RuleViolation) -> None:
    """Raise ``refusal`` if ``period`` shares a day with one of the others."""
    if any(period.overlaps(other) for other in others):
        raise refusal


def require_tree(node: Node, parent: Node | None, parents: Mapping[Node, Node | None]) -> None:
    """Stop a body that would stand below itself.

    Raises:
        CircularTree: ``node`` is ``parent`` or above it.
    """
    above = parent
    while above is not None:
        if above == node:
            raise CircularTree
        above = parents.get(above)
