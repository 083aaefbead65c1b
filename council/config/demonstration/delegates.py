"""What the demo's assembly asks of organisations, and one that was asked again."""

from council.config.demonstration.clock import moment
from council.config.demonstration.stage import Plan, Stage
from council.members.facts import LetterFacts
from council.members.models import Balance, Organisation, SendingOutcome
from council.members.services.delegations import adopt_delegation_rule, take_letter


def ask_again(stage: Stage, told: Plan) -> None:
    """Set the rule on delegates, and ask an organisation again that sends no woman."""
    body = stage.body(told["body"])
    when = stage.day(told["asked_in_days"])
    organisation = Organisation.objects.get(council=stage.council, key=told["asked_again"])
    with moment(when):
        adopt_delegation_rule(
            actor=stage.clerk,
            body_id=body.pk,
            balance=Balance(told["balance"]),
            source=told["source"],
            valid_from=when.date(),
        )
        take_letter(
            actor=stage.clerk,
            facts=LetterFacts(
                body_id=body.pk,
                organisation_id=organisation.pk,
                delegates=[],
                starts_on=when.date(),
            ),
            otherwise=SendingOutcome.ASKED_AGAIN,
        )
