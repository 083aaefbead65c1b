"""Who keeps decisions moving, who answers for an addressee, who closes."""

from dataclasses import dataclass

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.models import Council, OfficeKind
from council.members.selectors import holds_office, interpreter_directions, is_clerk
from deliberation.followup.models import Answer, Correspondent, Referral
from deliberation.register.models import Decision

CHAIRS = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR)


@dataclass(frozen=True, slots=True)
class Rendering:
    """An answer about to be carried into a language, or checked in it."""

    answer: Answer
    language: str

    @property
    def council_id(self) -> int:
        """Of the council that was answered."""
        return self.answer.referral.decision.council_id


@predicate
def keeps_decisions(user: User, decision: Decision) -> bool:
    """The user is clerk or registrar of the council that decided."""
    return is_clerk(user, decision.council_id)


@predicate
def keeps_addressees(user: User, council: Council) -> bool:
    """The user is clerk or registrar of the council."""
    return is_clerk(user, council.pk)


@predicate
def follows_up(user: User, referral: Referral) -> bool:
    """The user is clerk or registrar of the council that forwarded the decision."""
    return is_clerk(user, referral.decision.council_id)


@predicate
def answers_for_it(user: User, referral: Referral) -> bool:
    """The user's account was named to answer for the addressee."""
    named = Correspondent.objects.filter(addressee_id=referral.addressee_id)
    return named.filter(member__user=user, member__is_active=True).exists()


@predicate
def chairs_who_decided(user: User, referral: Referral) -> bool:
    """The user is chair or vice-chair of the body that decided."""
    return holds_office(user, CHAIRS, body_id=referral.decision.body_id)


@predicate
def interprets_the_answer(user: User, rendering: Rendering) -> bool:
    """The user interprets for the council from the language of the answer into the other."""
    way = f"{rendering.answer.text.language}>{rendering.language}"
    return way in interpreter_directions(user, rendering.council_id)


@predicate
def keeps_the_answer(user: User, rendering: Rendering) -> bool:
    """The user is clerk or registrar of the council that was answered."""
    return is_clerk(user, rendering.council_id)


grant("followup.manage_addressees", to=keeps_addressees)
grant("followup.forward_decision", to=keeps_decisions)
grant("followup.record_step", to=follows_up)
grant("followup.answer_referral", to=answers_for_it | follows_up)
# The council closes, never who was asked, though one person may be both.
grant("followup.close_referral", to=(chairs_who_decided | follows_up) & ~answers_for_it)
grant("followup.erase_file", to=follows_up)
grant("followup.translate_answer", to=interprets_the_answer | keeps_the_answer)
