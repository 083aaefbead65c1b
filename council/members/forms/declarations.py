"""The form by which members say of themselves what targets count."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from council.members.facts import ConsentFacts
from council.members.forms.base import OfficeForm
from council.members.words import GROUP_QUESTIONS
from council.rules.targets import Answer, Group

CONSENT_VERSION = 1
CONSENT = _(
    "I agree that my answers are counted for the composition targets of this council until its"
    " term ends. I can change or withdraw them at any time."
)
NOT_SAID = str(Answer.NOT_SAID)
BALANCE = (Group.WOMEN, Group.MEN)
BALANCE_CHOICES = [
    (str(Group.WOMEN), pgettext_lazy("counts oneself", "As a woman")),
    (str(Group.MEN), pgettext_lazy("counts oneself", "As a man")),
    ("neither", pgettext_lazy("counts oneself", "As neither")),
    (NOT_SAID, _("I prefer not to say")),
]
CHOICES = [
    (str(Answer.YES), pgettext_lazy("answer", "Yes")),
    (str(Answer.NO), pgettext_lazy("answer", "No")),
    (NOT_SAID, _("I prefer not to say")),
]


class DeclarationForm(OfficeForm):
    """One question for each group that is counted; none is answered beforehand."""

    def __init__(self, *args: Any, groups: Sequence[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = groups
        if set(BALANCE) <= set(groups):
            self._ask("balance", GROUP_QUESTIONS["balance"], BALANCE_CHOICES)
        for group in groups:
            if group not in BALANCE or "balance" not in self.fields:
                self._ask(str(group), GROUP_QUESTIONS[group], CHOICES)
        self.fields["agreed"] = forms.BooleanField(label=CONSENT)

    def _ask(self, name: str, question: Any, choices: list[tuple[str, Any]]) -> None:  # noqa: ANN401 - a lazy text
        self.fields[name] = forms.ChoiceField(
            label=question, choices=choices, widget=forms.RadioSelect
        )

    def answers(self) -> dict[Group, Answer]:
        """Return what was answered, for each group that was asked about."""
        return {group: self._answer(group) for group in self.groups}

    def _answer(self, group: Group) -> Answer:
        if group not in BALANCE or "balance" not in self.fields:
            return Answer(self.cleaned_data[str(group)])
        said = self.cleaned_data["balance"]
        if said == NOT_SAID:
            return Answer.NOT_SAID
        return Answer.YES if said == group else Answer.NO

    def consent(self) -> ConsentFacts:
        """Return to which words the member agreed."""
        digest = hashlib.sha256(str(CONSENT).encode()).hexdigest()
        return ConsentFacts(
            text_version=CONSENT_VERSION, language=get_language() or "en", text_hash=digest
        )
