"""Sentences for refusals about accounts."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "account_closed": _(
        "The account %(username)s has been deactivated. Open it again before giving its owner a"
        " way to sign in."
    ),
}
