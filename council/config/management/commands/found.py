"""``manage.py found``: the first act of a new installation, done by whoever installed it."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from council.accounts.services import make_sign_in_link
from council.kernel.phrases import sentence
from council.members.facts import BodyFacts, CouncilFacts, MemberFacts, TermFacts
from council.members.models import Council, Member
from council.members.services.bodies import open_term
from council.members.services.bylaws import adopt_bylaws
from council.members.services.founding import found_council
from council.rules.bylaws import PRESETS
from council.rules.errors import RuleViolation
from council.rules.terms import Period, term_of, term_years


class Command(BaseCommand):
    help = "Found a council with its assembly and its clerk, and print the clerk's sign-in link."

    def add_arguments(self, parser: CommandParser) -> None:
        known = [code for code, _ in settings.LANGUAGES]
        parser.add_argument("slug", help="short name for addresses: adana")
        parser.add_argument("--name", required=True, help="the council's name, in --binding")
        parser.add_argument("--place", default="", help="its city; without it, the short name")
        parser.add_argument("--languages", nargs="+", choices=known, default=known)
        parser.add_argument("--binding", choices=known, required=True, help="whose words count")
        parser.add_argument("--required", nargs="+", choices=known, help="a vote needs them too")
        parser.add_argument("--assembly", default="A", help="key of its assembly, in numbers: GMM")
        parser.add_argument("--by-laws", choices=sorted(PRESETS), required=True, help="to begin")
        parser.add_argument(
            "--term-starts", type=_day, help="first day of its first term, 2026-04-01; else today"
        )
        parser.add_argument(
            "--term-ends", type=_day, help="first day after it; else as long as the by-laws say"
        )
        parser.add_argument("--clerk", required=True, help="public name of the first clerk")
        parser.add_argument("--email", default="", help="where the clerk receives codes")

    def handle(self, *_: Any, **told: Any) -> None:
        try:
            link = _founded(told)
        except RuleViolation as refusal:
            raise CommandError(sentence(refusal)) from None
        self.stdout.write(f"Founded. The clerk signs in once with this link:\n{link}")


@transaction.atomic
def _founded(told: dict[str, Any]) -> str:
    today = timezone.localdate()
    person = MemberFacts(
        key="clerk",
        public_name=told["clerk"],
        reads=[told["binding"]],
        speaks=[told["binding"]],
        email=told["email"],
    )
    body = BodyFacts(key=told["assembly"], names={told["binding"]: told["name"]})
    council = found_council(
        actor=None, facts=_council(told), body=body, clerk=person, starts_on=today
    )
    languages = {"required": _required(told), "binding": told["binding"]}
    bylaws = PRESETS[told["by_laws"]] | {"languages": languages}
    return _begun(council, bylaws, _term(told, bylaws, today), today)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise ArgumentTypeError(f"write the day like 2026-04-01, not {words}") from None


def _term(told: dict[str, Any], bylaws: dict[str, Any], today: date) -> TermFacts:
    starts_on = told["term_starts"] or today
    usual = term_of(starts_on, term_years(bylaws["terms"], 1))
    period = Period(starts_on, told["term_ends"] or usual.ends_on)
    return TermFacts(number=1, starts_on=period.starts_on, ends_on=period.ends_on)


def _required(told: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([told["binding"], *(told["required"] or ())]))


def _council(told: dict[str, Any]) -> CouncilFacts:
    return CouncilFacts(
        slug=told["slug"],
        names={told["binding"]: told["name"]},
        place={told["binding"]: told["place"] or told["slug"].title()},
        time_zone=settings.TIME_ZONE,
        languages=told["languages"],
        main_language=told["binding"],
    )


def _begun(council: Council, bylaws: dict[str, Any], term: TermFacts, today: date) -> str:
    clerk = Member.objects.select_related("user").get(council=council, key="clerk").user
    assert clerk is not None  # noqa: S101 - founding opens the clerk's account
    body = council.bodies.get()
    if not council.terms.exists():
        open_term(actor=clerk, council_id=council.pk, facts=term)
    adopt_bylaws(actor=clerk, body_id=body.pk, document=bylaws, valid_from=today)
    return make_sign_in_link(actor=None, user_id=clerk.pk)
