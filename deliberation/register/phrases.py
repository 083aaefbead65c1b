"""What people are told when a decision cannot be recorded."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "unusable_body_key": _(
        "The key of the body (%(body)s) cannot stand in the number of a decision. Use letters, "
        "digits and hyphens only."
    ),
    "annulled_decision": _("This decision was annulled. There is nothing to correct any more."),
    "review_needed": _(
        "By the by-laws two people look at a decision before it is public. Somebody has to review "
        "it first."
    ),
    "same_reviewer": _(
        "You reviewed this decision yourself. By the by-laws another person publishes it."
    ),
    "embargoed": _("It was agreed to publish this decision only from %(until)s on."),
    "withheld_already": _("This decision was taken back from publication before."),
    "not_withheld": _("This decision is in sight already."),
    "no_dissenter": _(
        "Only a member who did not vote for the decision, in a vote by name, can have an opinion "
        "attached."
    ),
    "dissent_attached": _("This member’s opinion is attached already."),
    "register_rewritten": _(
        "The register is not a continuation of what was signed before (%(signed)s entries then, "
        "%(size)s now). Nothing was signed. Find out first whether an old backup was restored or "
        "somebody has changed the database."
    ),
    "register_damaged": _("The register is damaged: the hash at place %(place)s is missing."),
    "signing_key_missing": _(
        "The key that signs the register is not here. Bring it back, or replace it as lost."
    ),
    "signing_memory_missing": _(
        "It is not remembered here what was signed last. Name a checkpoint that somebody outside "
        "has kept, and it will be continued from there."
    ),
    "stamp_authority_unknown": _(
        "The certificates of the time-stamp authority cannot be read (%(path)s). The checkpoint "
        "stands, without a stamp. Ask the authority for its certificates and name their file."
    ),
    "stamp_authority_silent": _(
        "The time-stamp authority (%(authority)s) did not answer as it should, or not in time "
        "(%(reason)s). The checkpoint stands, without a stamp, and is tried again later."
    ),
    "stamp_declined": _(
        "The time-stamp authority gave no stamp (status %(status)s %(words)s). The checkpoint "
        "stands, without a stamp, and is tried again later."
    ),
    "stamp_untrue": _(
        "What the time-stamp authority sent is not a true stamp of this checkpoint (%(reason)s). "
        "It was thrown away. The checkpoint stands, without a stamp, and is tried again later."
    ),
    "stamp_clocks_apart": _(
        "The time-stamp authority says it is %(theirs)s, this computer says %(ours)s. One clock "
        "is wrong: set it right first. The stamp was thrown away. The checkpoint stands, and is "
        "tried again later."
    ),
    "key_needed_longer": _(
        "This key must sign longer: another key has to sign beside it for %(days)s days first."
    ),
}
