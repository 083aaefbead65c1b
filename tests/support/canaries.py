"""Fifty people answer under seal, everybody looks at everything; what left the program is kept.

Run as ``python -m tests.support.canaries FOLDER [WHAT]`` on the database of the demo. Each exit is
a file or a folder in FOLDER; ``facts.json`` says what must be found in none of them. WHAT is to be
different: with ``leak`` a plain answer gets into the name of a person and into the log, and the
same search must find it; with ``otherwise`` people give other answers. Both look in one language.
"""

import json
import logging
import sys
from datetime import date
from itertools import cycle, product
from pathlib import Path
from secrets import token_hex

import django

django.setup()

from django.core.signals import got_request_exception  # noqa: E402 - the apps must be ready
from django.db import connection  # noqa: E402
from django.views.debug import ExceptionReporter  # noqa: E402

from council.accounts.models import User  # noqa: E402
from council.kernel.audience import Audience  # noqa: E402
from council.ledger.selectors import entries_since  # noqa: E402
from council.members.models import CompositionCount, Council, Member, Term  # noqa: E402
from council.members.services.quota import key_ring, sealed  # noqa: E402
from council.rules.targets import Answer, Group  # noqa: E402
from deliberation.floor.models import SpeakingRequest  # noqa: E402
from deliberation.meetings.models import Meeting  # noqa: E402
from realtime.news import News, Readers  # noqa: E402
from realtime.notices import render  # noqa: E402
from tests.support.visits import LANGUAGES, PERSONAS, Visit, client  # noqa: E402

PEOPLE = 50
OPARL = "/oparl/1.1/"
LEAK = "young_people=yes"
BALANCE = ("women", "men", "neither", "not_said")
OTHERS = (Group.YOUNG_PEOPLE, Group.DISABLED_PEOPLE)


def notations() -> list[str]:
    """Return how programs write that somebody answered, in files, logs and addresses."""
    found = []
    for group, answer in product(Group, Answer):
        found += [f'"{group}":"{answer}"', f'"{group}": "{answer}"', f"'{group}': '{answer}'"]
        found += [f"{group}={answer}", f"{group}:{answer}", f"{group} = '{answer}'"]
        found += [f"{group!r}: {answer!r}", f"{group} '{answer}'"]  # in reports of errors
    return found


def people() -> list[User]:
    """Return those who answer: members with an account, always the same."""
    rows = User.objects.filter(members__council__slug="adana", members__is_active=True)
    return list(rows.exclude(is_active=False).distinct().order_by("pk")[:PEOPLE])


def answer_all(answers: list[tuple[str, ...]]) -> None:
    """Let everybody answer by the page, as they do at home."""
    for user, (balance, *rest) in zip(people(), answers, strict=False):
        said = dict(zip(map(str, OTHERS), rest, strict=True)) | {"balance": balance}
        done = client(user).post("/councils/adana/declaration/", said | {"agreed": "on"})
        assert done.status_code == 302, done.content.decode()


def publish() -> None:
    """Let the clerk count the answers of the assembly together, and publish what may be told."""
    clerk = next(one["member"] for one in PERSONAS if one["key"] == "clerk")
    browser, at = client(User.objects.get(username=clerk)), "/office/adana/composition/GMM/"
    for done in (
        browser.post(f"{at}count/"),
        browser.post(f"{at}publish/", {"moment": "candidates_close"}),
    ):
        assert done.status_code == 302, done.content.decode()
    assert CompositionCount.objects.filter(body__key="GMM").count() == 2


def plant_older_answers() -> list[str]:
    """Seal fifty words that stand nowhere else, as answers for a term that is over."""
    council = Council.objects.get(slug="adana")
    over = {"starts_on": date(2001, 1, 1), "ends_on": date(2001, 12, 31)}
    term = Term.objects.create(council=council, number=0, **over)
    words = [f"canary-{n:02}-{token_hex(8)}" for n in range(PEOPLE)]
    for member, word in zip(Member.objects.filter(council=council), words, strict=False):
        sealed(member, term, {"women": word}).save(force_insert=True)
    return words


def post_nonsense() -> list[str]:
    """Post fifty words as answers that nobody can give: they are refused, and forgotten."""
    words = [f"posted-{n:02}-{token_hex(8)}" for n in range(PEOPLE)]
    for user, word in zip(cycle(people()), words, strict=False):
        done = client(user).post("/councils/adana/declaration/", {"young_people": word})
        assert done.status_code == 422, done.status_code
    return words


def frames(folder: Path) -> None:
    """Write what sockets and Redis are sent for every entry of the journal."""
    folder.mkdir()
    everybody = [Readers(one, each) for one in LANGUAGES for each in Audience]
    for meeting in Meeting.objects.all():
        news = [News.of(entry) for entry in entries_since(meeting.pk, 0)[-60:]]
        for made in render(news, everybody) if news else ():
            with (folder / f"{meeting.pk}.frames").open("ab") as file:
                file.writelines(made.values())


def reports(folder: Path) -> None:
    """Break the keys while somebody answers, and write what administrators would be sent."""
    folder.mkdir()
    told: list[object] = []

    def hear(*, request: object, **_: object) -> None:
        told.append(request)
        report = ExceptionReporter(request, *sys.exc_info())
        (folder / f"{len(told)}.html").write_text(report.get_traceback_html())
        (folder / f"{len(told)}.txt").write_text(report.get_traceback_text())

    got_request_exception.connect(hear)
    ring = key_ring().path
    kept = ring.read_text()
    ring.write_text("{")
    said = {"balance": "women", "young_people": "yes", "disabled_people": "no", "agreed": "on"}
    reader = client(people()[0])
    answers = [
        reader.post("/councils/adana/declaration/", said),
        reader.post("/councils/adana/declaration/answers/"),
    ]
    ring.write_text(kept)
    with connection.execute_wrapper(_break):  # the seal is made, and cannot be kept
        answers.append(reader.post("/councils/adana/declaration/", said))
    assert [one.status_code for one in answers] == [500] * 3
    assert len(told) == 3
    got_request_exception.disconnect(hear)
    for n, one in enumerate(answers):
        (folder / f"page-{n}.html").write_bytes(one.content)


def _break(execute, sql, params, many, context):
    if sql.startswith("INSERT") and "quotarecord" in sql:
        message = "the disk is full"
        raise OSError(message)
    return execute(sql, params, many, context)


def leak() -> None:
    """Let a plain answer out: by a person's name, and into the log."""
    waiting = SpeakingRequest.objects.filter(status="waiting").values("member")
    assert Member.objects.filter(pk__in=waiting).update(public_name=LEAK, native_name="")
    logging.getLogger("council").info("somebody said %s", LEAK)


def main(folder: Path, what: str = "") -> None:
    """Do everything, and say what was done."""
    logging.basicConfig(filename=folder / "log", level=logging.DEBUG, force=True)
    ways = 2 * list(product(BALANCE, map(str, Answer), map(str, Answer)))
    answer_all(ways[18:] if what == "otherwise" else ways)
    publish()
    words = plant_older_answers() + post_nonsense()
    if what == "leak":
        leak()
    reports(folder / "errors")
    for one in LANGUAGES[-1:] if what else LANGUAGES:
        visit = Visit(folder / "pages" / one, one).walk()
    facts = {
        "words": words,
        "notations": notations(),
        "pages": visit.pages,
        "files": visit.fetch(folder / "files"),
        "crawled": visit.crawl(folder / "oparl", OPARL),
    }
    frames(folder / "frames")
    (folder / "facts.json").write_text(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
