"""The words for what a publication may give away, and for the acts on it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deliberation.register.models import PublicationAct
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.publication import Concern, NameForm

CONCERNS: Mapping[Concern, Promise] = {
    Concern.NAME: pgettext_lazy("hint before a publication", "Name of a member"),
    Concern.CONTACT: pgettext_lazy("hint before a publication", "Telephone number or address"),
    Concern.HEALTH: pgettext_lazy("hint before a publication", "Health"),
    Concern.ASYLUM: pgettext_lazy("hint before a publication", "Protection or residence status"),
    Concern.CHILD: pgettext_lazy("hint before a publication", "A child"),
    Concern.SMALL_GROUP: pgettext_lazy("hint before a publication", "A very small group"),
}
NAME_FORMS: Mapping[NameForm, Promise] = {
    NameForm.PUBLIC_NAME: _("Public name"),
    NameForm.FUNCTION: pgettext_lazy("how a person is named", "Function only"),
    NameForm.INITIALS: pgettext_lazy("how a person is named", "Initials"),
}
ACTS: Mapping[PublicationAct, Promise] = {
    PublicationAct.REVIEWED: pgettext_lazy("act on a publication", "Reviewed"),
    PublicationAct.PUBLISHED: pgettext_lazy("act on a publication", "Published"),
    PublicationAct.WITHHELD: pgettext_lazy("act on a publication", "Taken back"),
    PublicationAct.PUBLISHED_AGAIN: pgettext_lazy("act on a publication", "Published again"),
}
BASES: Mapping[ErasureBasis, Promise] = {
    ErasureBasis.REQUEST_GDPR: _("Request of the person (General Data Protection Regulation)"),
    ErasureBasis.REQUEST_KVKK: _("Request of the person (Law 6698, KVKK)"),
    ErasureBasis.COURT: _("Order of a court"),
    ErasureBasis.SAFETY: _("A person is in danger"),
}
