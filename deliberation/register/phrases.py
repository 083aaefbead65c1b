"""What people are told when a decision cannot be recorded."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "unusable_body_key": _(
        "The key of the body (%(body)s) cannot stand in the number of a decision. Use letters, "
        "digits and hyphens only."
    ),
}
