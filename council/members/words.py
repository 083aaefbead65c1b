"""Words for the kinds of things in the registry."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from council.kernel.locales import language_name
from council.members.models import (
    AllocationState,
    Balance,
    BodyKind,
    ExceptionGround,
    FilledBy,
    MandateRole,
    OfficeKind,
    QuotaPurpose,
    ReportMoment,
    SeatGroup,
    SeatingCause,
    SendingOutcome,
)
from council.rules.targets import Answer, Group

Word = str | Promise

WORDS: Mapping[type[StrEnum], Mapping[Any, Word]] = {
    BodyKind: {
        BodyKind.ASSEMBLY: _("Assembly"),
        BodyKind.BOARD: _("Executive board"),
        BodyKind.WORKING_GROUP: _("Working group"),
        BodyKind.EXPERT_TEAM: _("Team of experts"),
    },
    OfficeKind: {
        OfficeKind.CHAIR: pgettext_lazy("office", "Chair"),
        OfficeKind.VICE_CHAIR: pgettext_lazy("office", "Vice-chair"),
        OfficeKind.SECRETARY: pgettext_lazy("office", "Secretary"),
        OfficeKind.REGISTRAR: pgettext_lazy("office", "Registrar"),
        OfficeKind.CLERK: pgettext_lazy("office", "Clerk"),
        OfficeKind.INTERPRETER: pgettext_lazy("office", "Interpreter"),
        OfficeKind.ADVISER: pgettext_lazy("office", "Adviser without a vote"),
        OfficeKind.OBSERVER: pgettext_lazy("office", "Observer"),
    },
    FilledBy: {
        FilledBy.ELECTED: pgettext_lazy("how a seat is filled", "Elected"),
        FilledBy.DELEGATED: pgettext_lazy("how a seat is filled", "Delegated"),
        FilledBy.EX_OFFICIO: pgettext_lazy("how a seat is filled", "Ex officio"),
        FilledBy.LOT: pgettext_lazy("how a seat is filled", "Drawn by lot"),
    },
    MandateRole: {
        MandateRole.TITULAR: pgettext_lazy("of a seat", "Holder"),
        MandateRole.ALTERNATE: pgettext_lazy("of a seat", "Alternate"),
    },
    SeatGroup: {
        SeatGroup.WOMEN: _("Women"),
        SeatGroup.MEN: _("Men"),
        SeatGroup.YOUNG_PEOPLE: _("Young people"),
        SeatGroup.DISABLED_PEOPLE: _("People with disabilities"),
    },
    Group: {
        Group.WOMEN: _("Women"),
        Group.MEN: _("Men"),
        Group.YOUNG_PEOPLE: _("Young people"),
        Group.DISABLED_PEOPLE: _("People with disabilities"),
        Group.DISPLACED_PEOPLE: _("People who had to flee"),
    },
    Answer: {
        Answer.YES: pgettext_lazy("answer", "Yes"),
        Answer.NO: pgettext_lazy("answer", "No"),
        Answer.NOT_SAID: _("I prefer not to say"),
    },
    ReportMoment: {
        ReportMoment.TERM_BEGINS: _("At the beginning of the term"),
        ReportMoment.CANDIDATES_CLOSE: _("When the list of candidates was closed"),
        ReportMoment.RESULT: _("With the result of an election"),
    },
    QuotaPurpose: {
        QuotaPurpose.OWN_ANSWERS: _("You looked at your answers"),
        QuotaPurpose.OWN_COPY: _("You took a copy"),
        QuotaPurpose.CHECK: _("Counted together, to check the targets"),
        QuotaPurpose.REPORT: _("Counted together, for the public report"),
        QuotaPurpose.ALLOCATION: _("Two persons saw whether you count toward one group"),
    },
    AllocationState: {
        AllocationState.PROPOSED: _("Proposed; the person has to agree"),
        AllocationState.AGREED: _("Agreed; a second person has to confirm"),
        AllocationState.SEATED: _("Confirmed by a second person"),
        AllocationState.WITHDRAWN: _("Nobody was seated"),
    },
    SeatingCause: {
        SeatingCause.OFFICE: pgettext_lazy("seats filled by", "Appointment"),
        SeatingCause.ELECTION: pgettext_lazy("seats filled by", "Election"),
        SeatingCause.LOT: pgettext_lazy("seats filled by", "Lot"),
        SeatingCause.REPORT: pgettext_lazy("seats filled by", "Public report"),
    },
    ExceptionGround: {
        ExceptionGround.NOBODY_STANDS: _("nobody who counts was ready to sit here"),
        ExceptionGround.SENDER_HAS_NOBODY: _("the organisation has nobody who counts to send"),
        ExceptionGround.BODY_MUST_ACT: _("the body could not have done its work with seats empty"),
        ExceptionGround.SEAT_IS_EX_OFFICIO: _("the seat belongs to whoever holds an office"),
        ExceptionGround.OTHER: _("there was another reason"),
    },
    Balance: {
        Balance.EVEN: _("Each organisation sends as many women as men, or one more of either"),
        Balance.ONE_WOMAN: _("Each organisation with two delegates or more sends a woman"),
        Balance.NONE: _("Each organisation sends whom it wants"),
    },
    SendingOutcome: {
        SendingOutcome.SEATED: pgettext_lazy("delegate", "Seated"),
        SendingOutcome.ASKED_AGAIN: _("Asked again"),
        SendingOutcome.KEPT_VACANT: _("Left empty"),
    },
}
OUTCOMES: Mapping[SendingOutcome, Word] = {
    SendingOutcome.ASKED_AGAIN: _("Entered that the organisation was asked again."),
    SendingOutcome.KEPT_VACANT: _("Entered that the seat stays empty."),
}
SENT_AS: Mapping[str, Word] = {
    "": _("the letter does not say"),
    Group.WOMEN: _("as a woman"),
    Group.MEN: _("as a man"),
}
GROUP_QUESTIONS: Mapping[str, Word] = {
    "balance": _("In the balance of women and men, how do you count yourself?"),
    Group.WOMEN: _("Do you count yourself toward the women?"),
    Group.MEN: _("Do you count yourself toward the men?"),
    Group.YOUNG_PEOPLE: _("Do you count yourself toward the young people (15 to 29 years)?"),
    Group.DISABLED_PEOPLE: _("Do you count yourself toward the people with disabilities?"),
    Group.DISPLACED_PEOPLE: _("Do you count yourself toward the people who had to flee?"),
}
ORGANISATION_KINDS: Mapping[str, Word] = {
    "refugee_association": _("Association of refugees"),
    "migrant_association": _("Association of migrants"),
    "host_association": _("Association of the host community"),
    "public_institution": _("Public institution"),
    "professional_body": _("Professional body"),
    "university": _("University"),
    "other": pgettext_lazy("kind of organisation", "Other"),
}
COLOURS: Mapping[str, Word] = {
    "com": pgettext_lazy("colour", "Teal"),
    "civ": pgettext_lazy("colour", "Orange"),
    "cit": pgettext_lazy("colour", "Violet"),
    "uni": pgettext_lazy("colour", "Plum"),
    "nei": pgettext_lazy("colour", "Olive"),
    "exp": pgettext_lazy("colour", "Blue"),
    "you": pgettext_lazy("colour", "Brown"),
    "oth": pgettext_lazy("colour", "Grey"),
}


def word_for(member: StrEnum) -> Word:
    """Return the word for a kind of body, office, seat or mandate."""
    return WORDS[type(member)][member]


def word_choices(kind: type[StrEnum]) -> list[tuple[str, Word]]:
    """Return all words for a kind as choices of a form."""
    return [(str(member), word) for member, word in WORDS[kind].items()]


def direction_label(pair: str) -> str:
    """Name a direction of interpretation, such as ``ar>tr``, in the reader's language."""
    source, _mark, target = pair.partition(">")
    # Translators: from one language into another; point the arrow as your language is read.
    label = gettext("%(source)s → %(target)s")
    return label % {"source": language_name(source), "target": language_name(target)}
