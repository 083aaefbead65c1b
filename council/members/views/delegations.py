"""Pages of the office about what organisations send: their letters, and the rule on them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from council.members.forms.delegations import DelegationRuleForm, LetterForm
from council.members.models import Balance, Council
from council.members.selectors import delegations as selectors
from council.members.selectors import seating
from council.members.services import delegations as services
from council.members.views.office import KeeperRequest, done, office_page, posted, show
from council.members.words import OUTCOMES

AT = "organisations"


@office_page
def delegations_start(request: KeeperRequest, council: Council) -> HttpResponse:
    """Go to the first body to which organisations send delegates, or to the organisations."""
    bodies = selectors.bodies_with_delegates(request.user, council)
    if not bodies:
        return redirect("members:organisations", council.slug)
    return redirect("members:delegations", council.slug, bodies[0].key)


@office_page
def delegations(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """List what each organisation sends to a body, and what is missing."""
    body = seating.body_called(request.user, council, key)
    context = {
        "body": body,
        "bodies": selectors.bodies_with_delegates(request.user, council),
        "rule": selectors.delegation_rule_of(body),
        "delegations": selectors.delegations_for(request.user, body),
    }
    return show(request, "members/delegations.html", council, AT, context)


@office_page
def letter(
    request: KeeperRequest, council: Council, key: str, organisation_id: int
) -> HttpResponse:
    """Enter an organisation's letter; say which ways there are when a woman is missing."""
    body = seating.body_called(request.user, council, key)
    shown = selectors.delegation_for(request.user, body, organisation_id)
    form = LetterForm(posted(request), body=body, delegation=shown)
    if form.carry_out(lambda: _take(request, form)):
        outcome = form.outcome()
        words = str(OUTCOMES[outcome]) if outcome else _("The letter has been entered.")
        return done(request, council, words, "delegations", key)
    rule = selectors.delegation_rule_of(body)
    context = {"body": body, "delegation": shown, "form": form, "rule": rule}
    return show(request, "members/letter.html", council, AT, context)


def _take(request: KeeperRequest, form: LetterForm) -> object:
    return services.take_letter(
        actor=request.user,
        facts=form.facts(),
        otherwise=form.outcome(),
        exception=form.exception(),
    )


@office_page
def rule(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Say what a body asks of each organisation's delegates."""
    body = seating.body_called(request.user, council, key)
    form = DelegationRuleForm(posted(request), body=body)
    if form.carry_out(
        lambda: services.adopt_delegation_rule(
            actor=request.user,
            body_id=body.pk,
            balance=Balance(form.cleaned_data["balance"]),
            source=form.cleaned_data["source"],
            valid_from=form.cleaned_data["valid_from"],
        )
    ):
        return done(request, council, _("The rule holds from that day."), "delegations", key)
    context = {"form": form, "title": _("Set the rule on delegates"), "back": "delegations"}
    return show(request, "members/entry.html", council, AT, context | {"back_key": key})
