"""The words for addressees, states, verdicts and what is awaited."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deliberation.rules.followup import AddresseeKind, ReferralStatus, Step, Verdict

KINDS: Mapping[AddresseeKind, Promise] = {
    AddresseeKind.MUNICIPAL_COUNCIL: _("Municipal council"),
    AddresseeKind.DEPARTMENT: _("Department of the municipality"),
    AddresseeKind.GOVERNOR: _("Governor or district governor"),
    AddresseeKind.NATIONAL: _("National authority"),
    AddresseeKind.EUROPEAN: _("European body"),
}
STATUSES: Mapping[ReferralStatus, Promise] = {
    ReferralStatus.FORWARDED: pgettext_lazy("state of a forwarded decision", "Forwarded"),
    ReferralStatus.CONSIDERED: pgettext_lazy("state of a forwarded decision", "Considered"),
    ReferralStatus.ANSWERED: pgettext_lazy("state of a forwarded decision", "Answered"),
    ReferralStatus.IMPLEMENTED: pgettext_lazy("state of a forwarded decision", "Carried out"),
    ReferralStatus.DECLINED: pgettext_lazy("state of a forwarded decision", "Not carried out"),
}
VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.ACCEPTED: pgettext_lazy("answer to a decision", "Accepted"),
    Verdict.PARTLY: pgettext_lazy("answer to a decision", "Accepted in part"),
    Verdict.DECLINED: pgettext_lazy("answer to a decision", "Declined"),
}
STEPS: Mapping[Step, Promise] = {
    Step.CONSIDER: pgettext_lazy("awaited of an addressee", "To be considered"),
    Step.ANSWER: pgettext_lazy("awaited of an addressee", "To be answered"),
    Step.ACTION: pgettext_lazy("awaited of an addressee", "To be done"),
}
STAMPS: Mapping[Verdict, str] = {
    Verdict.ACCEPTED: "adopted",
    Verdict.PARTLY: "pending",
    Verdict.DECLINED: "rejected",
}
