"""Words for everything that by-laws can say."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from council.rules.bylaws import (
    AbsentBloc,
    Adoption,
    AlternatePolicy,
    AmendmentOrder,
    Basis,
    Deadline,
    DeadlineUnit,
    Departure,
    ElectionMethod,
    ElectionTie,
    FloorOrder,
    NamesPublished,
    QuestionKind,
    QuorumBasis,
    QuorumChecked,
    Review,
    Secrecy,
    Share,
    Strictness,
    TieRule,
    TurnoutSeenBy,
    VotingForm,
)

Word = str | Promise

METHODS: Mapping[ElectionMethod, Word] = {
    ElectionMethod.SCOTTISH_STV: _("Transferable vote, Scottish rules"),
    ElectionMethod.MEEK_STV: _("Transferable vote by Meek’s method"),
    ElectionMethod.SCHULZE: _("Duels by Schulze (one person)"),
    ElectionMethod.RANKED_PAIRS: _("Duels by ranked pairs (one person)"),
    ElectionMethod.APPROVAL: _("Crosses: most crosses win"),
    ElectionMethod.SCORE: _("Scores: highest sum wins"),
    ElectionMethod.ZIPPER: _("List on which women and men alternate, by crosses"),
}
TIES: Mapping[ElectionTie, Word] = {
    ElectionTie.LOT: _("A lot is drawn before a witness"),
    ElectionTie.CASTING_VOTE: _("The chair decides before a witness"),
    ElectionTie.REVOTE: _("Another vote is held"),
    ElectionTie.NEXT_MEETING: _("The next meeting decides"),
}
CHOICES: Mapping[type[StrEnum], Mapping[Any, Word]] = {
    Strictness: {
        Strictness.MORE_THAN: _("is not enough: it must be more"),
        Strictness.AT_LEAST: _("is enough"),
    },
    DeadlineUnit: {
        DeadlineUnit.DAYS: _("days"),
        DeadlineUnit.FULL_DAYS: _("full days, without the first and the last"),
        DeadlineUnit.HOURS: _("hours"),
    },
    QuorumBasis: {
        QuorumBasis.ENTIRE_MEMBERSHIP: _("all seats"),
        QuorumBasis.FILLED_SEATS: _("the filled seats"),
    },
    QuorumChecked: {
        QuorumChecked.OPENING: _("at the opening only"),
        QuorumChecked.EACH_VOTE: _("at the opening and at every vote"),
    },
    Basis: {
        Basis.VOTES_CAST: _("the votes for and against"),
        Basis.VOTES_CAST_AND_SPOILT: _("the votes for and against and the spoilt ones"),
        Basis.VOTES_CAST_AND_ABSTENTIONS: _("all who took part, abstentions included"),
        Basis.MEMBERS_PRESENT: _("the members present"),
        Basis.ENTIRE_MEMBERSHIP: _("all seats"),
        Basis.FILLED_SEATS: _("the filled seats"),
    },
    TieRule: {
        TieRule.LOST: _("the question is lost"),
        TieRule.CASTING_VOTE: _("the chair has a casting vote"),
        TieRule.CHAIR_SIDE: _("the side of the chair prevails"),
        TieRule.REVOTE: _("the vote is taken again"),
        TieRule.NEXT_MEETING: _("the question goes to the next meeting"),
    },
    AbsentBloc: {
        AbsentBloc.BLOCKS: _("the question cannot be carried"),
        AbsentBloc.WAIVED: _("the others decide"),
        AbsentBloc.WAIVED_ON_SECOND_CALL: _("the others decide on a second call"),
    },
    Secrecy: {
        Secrecy.OPEN: pgettext_lazy("vote", "open"),
        Secrecy.SECRET: pgettext_lazy("vote", "secret"),
    },
    VotingForm: {
        VotingForm.ROLL_CALL: _("by name"),
        VotingForm.SHOW_OF_HANDS: _("by show of hands"),
        VotingForm.UNANIMOUS_CONSENT: _("by consent, unless somebody objects"),
        VotingForm.BALLOT: _("by secret ballot"),
    },
    TurnoutSeenBy: {
        TurnoutSeenBy.EVERYONE: pgettext_lazy("who sees it", "everyone"),
        TurnoutSeenBy.MEMBERS: pgettext_lazy("who sees it", "members"),
        TurnoutSeenBy.CHAIR: pgettext_lazy("who sees it", "the chair"),
    },
    NamesPublished: {
        NamesPublished.EVERYONE: _("the names of all who voted"),
        NamesPublished.OUTVOTED: _("the names of the outvoted"),
        NamesPublished.NOBODY: _("no names"),
    },
    FloorOrder: {
        FloorOrder.FIRST_COME: _("in the order of asking"),
        FloorOrder.FIRST_TIME_FIRST: _("first those who have not spoken yet"),
        FloorOrder.LEAST_SPOKEN: _("first those who have spoken least on the item"),
        FloorOrder.ALTERNATE: _("women and men in turn"),
        FloorOrder.BUDGETS: _("first the lists of speakers that have time left"),
    },
    AmendmentOrder: {
        AmendmentOrder.FURTHEST_FIRST: _("the one that changes most comes first"),
        AmendmentOrder.AS_RECEIVED: _("in the order in which they came in"),
    },
    AlternatePolicy: {
        AlternatePolicy.NONE: _("there are no alternates"),
        AlternatePolicy.MEETING: _("for a whole meeting"),
        AlternatePolicy.ITEM: _("for single items of the agenda"),
    },
    Adoption: {
        Adoption.VOTE: _("by a vote of the next meeting"),
        Adoption.SILENCE: _("when the period for objections ends without one"),
    },
    ElectionMethod: METHODS,
    ElectionTie: TIES,
    Departure: {
        Departure.NEVER: _("not allowed"),
        Departure.WITH_REASON: _("allowed with a reason that everybody can read"),
    },
    Review: {
        Review.AT_ONCE: _("at once"),
        Review.REVIEWED: _("after a look at what they may give away"),
        Review.FOUR_EYES: _("after one person has looked and by another"),
    },
}

QUESTIONS: Mapping[QuestionKind, Word] = {
    QuestionKind.PROCEDURAL: _("Questions of procedure"),
    QuestionKind.PROPOSAL: _("Proposals"),
    QuestionKind.AMENDMENT: _("Amendments"),
    QuestionKind.ELECTION: _("Elections"),
    QuestionKind.BYLAWS_CHANGE: _("Changes of the by-laws"),
}


def share_text(share: Share) -> str:
    """Say a share as the middle of a sentence has it, such as “more than half”."""
    if share.fraction == 1:
        return pgettext("share", "all")
    part = _parts().get(share.fraction, f"{share.fraction.numerator}/{share.fraction.denominator}")
    if share.strictness is Strictness.MORE_THAN:
        return pgettext("share", "more than %(part)s") % {"part": part}
    return pgettext("share", "at least %(part)s") % {"part": part}


def _parts() -> Mapping[Fraction, str]:
    return {
        Fraction(1, 2): pgettext("share", "half"),
        Fraction(1, 3): pgettext("share", "one third"),
        Fraction(2, 3): pgettext("share", "two thirds"),
        Fraction(1, 4): pgettext("share", "one quarter"),
        Fraction(3, 4): pgettext("share", "three quarters"),
        Fraction(1, 5): pgettext("share", "one fifth"),
        Fraction(3, 5): pgettext("share", "three fifths"),
        Fraction(1, 10): pgettext("share", "one tenth"),
    }


def period_text(period: Deadline) -> str:
    """Say a period, such as “2 days”."""
    count = {"count": period.amount}
    if period.unit is DeadlineUnit.HOURS:
        return ngettext("%(count)s hour", "%(count)s hours", period.amount) % count
    if period.unit is DeadlineUnit.DAYS:
        return ngettext("%(count)s day", "%(count)s days", period.amount) % count
    words = ngettext("%(count)s full day", "%(count)s full days", period.amount)
    return words % count


def seconds_text(seconds: int) -> str:
    """Say a length of speech in minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(
            ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
        )
    if rest or not minutes:
        words = ngettext("%(count)s second", "%(count)s seconds", rest)
        parts.append(words % {"count": rest})
    return " ".join(parts)


def choice_text(choice: StrEnum) -> str:
    """Say one of the answers that by-laws can give."""
    return str(CHOICES[type(choice)][choice])
