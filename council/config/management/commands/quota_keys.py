"""The keys of what members said: ``manage.py quota_keys renew|destroy COUNCIL TERM``."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from council.kernel.phrases import sentence
from council.members.models import Term
from council.members.services.declarations import destroy_quota_key, renew_quota_key
from council.rules.errors import RuleViolation


class Command(BaseCommand):
    help = (
        "Seals the answers of a term by a new key, or destroys its key for good. Destroyed answers"
        " cannot be read in any backup either."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["renew", "destroy"])
        parser.add_argument("council", help="the council's word in addresses")
        parser.add_argument("term", type=int, help="the number of the term")

    def handle(self, *, act: str, council: str, term: int, **_: object) -> None:
        found = Term.objects.filter(council__slug=council, number=term).first()
        if found is None:
            message = f"There is no term {term} of a council {council}."
            raise CommandError(message)
        try:
            self.stdout.write(self._carry_out(act, found))
        except RuleViolation as refusal:
            raise CommandError(sentence(refusal)) from refusal

    def _carry_out(self, act: str, term: Term) -> str:
        if act == "destroy":
            destroy_quota_key(actor=None, term_id=term.pk)
            return "The answers of this term are unreadable from now on."
        sealed = renew_quota_key(actor=None, term_id=term.pk)
        return f"{sealed} answers are sealed by a new key, and the old one is destroyed."
