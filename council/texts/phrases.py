"""What readers are told when a text is refused."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "empty_text": _("There is nothing written yet. Write at least one word."),
    "own_translation": _(
        "You wrote this translation yourself. Somebody else has to check it against the original."
    ),
    "same_language": _(
        "The text was written in this language. Change the original instead of translating it."
    ),
}
