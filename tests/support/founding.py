"""What happens to a new assembly away from the pages of its registrar.

Run as ``python -m tests.support.founding make``, ``… declare`` or ``… gather ELECTION``; prints
facts as JSON.
"""

import json
import sys
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - the apps must be ready

from council.accounts.services import make_sign_in_link  # noqa: E402
from council.members.facts import ConsentFacts  # noqa: E402
from council.members.models import Body, Member  # noqa: E402
from council.members.services.declarations import declare as declare_own  # noqa: E402
from council.rules.targets import Answer, Group  # noqa: E402
from deliberation.elections.services.standing import Statement, stand  # noqa: E402
from tests.factories.meetings import open_meeting_with  # noqa: E402
from tests.support.assembly import (  # noqa: E402
    BODY,
    CANDIDATES,
    CHAIR,
    ON_PHONES,
    PEOPLE,
    SECOND,
    Person,
)
from tests.support.migrated import migrate  # noqa: E402


def make() -> dict[str, object]:
    """Found the council as an installation does: with a clerk, an empty assembly, by-laws."""
    said = StringIO()
    migrate()
    call_command(
        "found",
        "adana",
        name="Adana Göçmen Meclisi",
        languages=["tr", "ar", "en", "de"],
        binding="tr",
        assembly=BODY,
        by_laws="kent_konseyi_assembly",
        clerk="Aylin Yurt",
        stdout=said,
    )
    return {"clerk": said.getvalue().split()[-1]}


def declare() -> dict[str, object]:
    """Let everybody but those on phones say what they count toward; return ways to sign in."""
    members = _members()
    for key, one in PEOPLE.items():
        if one not in ON_PHONES:
            said = ConsentFacts(text_version=1, language=one.language, text_hash="0" * 64)
            declare_own(
                actor=members[key].user, member_id=members[key].pk, answers=_said(one), consent=said
            )
    return {
        one.key: make_sign_in_link(actor=None, user_id=members[one.key].user_id)
        for one in (CHAIR, SECOND, *ON_PHONES)
    }


def gather(election: str) -> dict[str, object]:
    """Let those without phones stand, and open a meeting at which all who sit are present."""
    members = _members()
    for one in CANDIDATES:
        if one not in ON_PHONES:
            statement = Statement({}, one.language, "women" if one.is_woman else "men")
            stand(actor=members[one.key].user, election_id=int(election), statement=statement)
    body = Body.objects.get(key=BODY)
    seated = Member.objects.filter(mandates__seat__body=body)
    return {"meeting": open_meeting_with(body, seated).pk}


def _members() -> dict[str, Member]:
    return {one.key: one for one in Member.objects.select_related("user")}


def _said(one: Person) -> dict[Group, Answer]:
    groups = {Group.WOMEN: one.is_woman, Group.MEN: not one.is_woman}
    return {
        group: Answer.YES if is_so else Answer.NO
        for group, is_so in (groups | {Group.YOUNG_PEOPLE: one.is_young}).items()
    }


if __name__ == "__main__":
    act = {"make": make, "declare": declare, "gather": gather}[sys.argv[1]]
    sys.stdout.write(json.dumps(act(*sys.argv[2:])) + "\n")
