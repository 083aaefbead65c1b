"""Sentences for refusals about accounts."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "account_closed": _(
        "The account %(username)s has been deactivated. Open it again before giving its owner a"
        " way to sign in."
    ),
    "printing_unavailable": _(
        "This server cannot print: the library Pango is missing. Whoever runs it can install it "
        "(on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)."
    ),
}
