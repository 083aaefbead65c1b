"""The life of a proposal and of an amendment to it."""

from collections.abc import Mapping
from enum import StrEnum


class ProposalStatus(StrEnum):
    """Where a proposal stands, from its draft to its fate."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    ON_AGENDA = "on_agenda"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"
    LAPSED = "lapsed"


class ProposalAct(StrEnum):
    """What is done with a proposal; ``reopen`` follows the annulment of its poll."""

    SUBMIT = "submit"
    RETURN = "return"
    ADMIT = "admit"
    PLACE = "place"
    POSTPONE = "postpone"
    ADOPT = "adopt"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    REFER = "refer"
    TAKE_UP = "take_up"
    LAPSE = "lapse"
    REOPEN = "reopen"


PROPOSAL_PROCEDURE: Mapping[tuple[ProposalStatus, ProposalAct], ProposalStatus] = {
    (ProposalStatus.DRAFT, ProposalAct.SUBMIT): ProposalStatus.SUBMITTED,
    (ProposalStatus.DRAFT, ProposalAct.WITHDRAW): ProposalStatus.WITHDRAWN,
    (ProposalStatus.SUBMITTED, ProposalAct.ADMIT): ProposalStatus.ADMITTED,
    (ProposalStatus.SUBMITTED, ProposalAct.RETURN): ProposalStatus.DRAFT,
    (ProposalStatus.SUBMITTED, ProposalAct.WITHDRAW): ProposalStatus.WITHDRAWN,
    (ProposalStatus.SUBMITTED, ProposalAct.LAPSE): ProposalStatus.LAPSED,
    (ProposalStatus.ADMITTED, ProposalAct.PLACE): ProposalStatus.ON_AGENDA,
    (ProposalStatus.ADMITTED, ProposalAct.REFER): ProposalStatus.REFERRED,
    (ProposalStatus.ADMITTED, ProposalAct.WITHDRAW): ProposalStatus.WITHDRAWN,
    (ProposalStatus.ADMITTED, ProposalAct.LAPSE): ProposalStatus.LAPSED,
    (ProposalStatus.ON_AGENDA, ProposalAct.ADOPT): ProposalStatus.ADOPTED,
    (ProposalStatus.ON_AGENDA, ProposalAct.REJECT): ProposalStatus.REJECTED,
    (ProposalStatus.ON_AGENDA, ProposalAct.POSTPONE): ProposalStatus.ADMITTED,
    (ProposalStatus.ON_AGENDA, ProposalAct.REFER): ProposalStatus.REFERRED,
    (ProposalStatus.ON_AGENDA, ProposalAct.WITHDRAW): ProposalStatus.WITHDRAWN,
    (ProposalStatus.ON_AGENDA, ProposalAct.LAPSE): ProposalStatus.LAPSED,
    (ProposalStatus.REFERRED, ProposalAct.TAKE_UP): ProposalStatus.ADMITTED,
    (ProposalStatus.REFERRED, ProposalAct.LAPSE): ProposalStatus.LAPSED,
    (ProposalStatus.ADOPTED, ProposalAct.REOPEN): ProposalStatus.ON_AGENDA,
    (ProposalStatus.REJECTED, ProposalAct.REOPEN): ProposalStatus.ON_AGENDA,
}


class AmendmentStatus(StrEnum):
    """Where an amendment stands; it lapses when a further-reaching one was adopted."""

    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    DECLINED = "declined"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class AmendmentAct(StrEnum):
    """What is done with an amendment; ``decline`` finds it out of order."""

    ADMIT = "admit"
    DECLINE = "decline"
    ADOPT = "adopt"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    REOPEN = "reopen"


AMENDMENT_PROCEDURE: Mapping[tuple[AmendmentStatus, AmendmentAct], AmendmentStatus] = {
    (AmendmentStatus.SUBMITTED, AmendmentAct.ADMIT): AmendmentStatus.ADMITTED,
    (AmendmentStatus.SUBMITTED, AmendmentAct.DECLINE): AmendmentStatus.DECLINED,
    (AmendmentStatus.SUBMITTED, AmendmentAct.WITHDRAW): AmendmentStatus.WITHDRAWN,
    (AmendmentStatus.SUBMITTED, AmendmentAct.LAPSE): AmendmentStatus.LAPSED,
    (AmendmentStatus.ADMITTED, AmendmentAct.ADOPT): AmendmentStatus.ADOPTED,
    (AmendmentStatus.ADMITTED, AmendmentAct.REJECT): AmendmentStatus.REJECTED,
    (AmendmentStatus.ADMITTED, AmendmentAct.WITHDRAW): AmendmentStatus.WITHDRAWN,
    (AmendmentStatus.ADMITTED, AmendmentAct.LAPSE): AmendmentStatus.LAPSED,
    (AmendmentStatus.ADOPTED, AmendmentAct.REOPEN): AmendmentStatus.ADMITTED,
    (AmendmentStatus.REJECTED, AmendmentAct.REOPEN): AmendmentStatus.ADMITTED,
    (AmendmentStatus.LAPSED, AmendmentAct.REOPEN): AmendmentStatus.ADMITTED,
}
