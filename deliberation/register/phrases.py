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
    "key_needed_longer": _(
        "This key must sign longer: another key has to sign beside it for %(days)s days first."
    ),
}
