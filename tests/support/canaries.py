"""Fifty people answer under seal, everybody looks at everything; what left the program is kept.

Run as ``python -m tests.support.canaries FOLDER LANGUAGE …`` on the database of the demo. Each exit
is a file or a folder in ``FOLDER/clean``; ``facts.json`` says what must be found in none of them.
Then a plain answer gets into the name of a person and into the log, and those who would see it look
again: each exit in ``FOLDER/leaky`` holds it, and the same search must find it.
"""

import json
import logging
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from itertools import product
from pathlib import Path
from secrets import token_hex

import django
from redis import Redis

django.setup()

from django.conf import settings  # noqa: E402 - the apps must be ready
from django.core.cache import cache  # noqa: E402
from django.core.signals import got_request_exception  # noqa: E402
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
from tests.support.visits import PERSONAS, Visit, client  # noqa: E402

PEOPLE = 50
OPARL = "/oparl/1.1/"
LEAK = "young_people=yes"
TELLING = ("room to member", "roll call")  # pages that name whoever waits to speak
TAKEN = {  # and files, by whom they are taken
    "/meetings/2/letters.pdf": "clerk",
    "/office/adana/export/registry.xlsx": "clerk",
    "/office/adana/export/members.csv": "clerk",
}
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
    fields = ("balance", *map(str, OTHERS))
    for n, user in zip(range(0, PEOPLE, len(fields)), people(), strict=False):
        said = dict(zip(fields, words[n:], strict=False))
        done = client(user).post("/councils/adana/declaration/", said)
        assert done.status_code == 422, done.status_code
    return words


def frames(folder: Path, meetings: Iterable[int], languages: list[str]) -> None:
    """Write what sockets and Redis are sent for every entry of the journal."""
    folder.mkdir()
    everybody = [Readers(one, each) for one in languages for each in Audience]
    for meeting in meetings:
        news = [News.of(entry) for entry in entries_since(meeting, 0)[-60:]]
        for made in render(news, everybody) if news else ():
            with (folder / f"{meeting}.frames").open("ab") as file:
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


def stored(folder: Path) -> None:
    """Keep the files of the installation as they lie on the disk, and a copy of its database."""
    shutil.copytree(settings.STATE_DIR, folder / "database")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "backup")])


def leak() -> list[Member]:
    """Let a plain answer out: by the name of everybody who waits to speak, and into the log."""
    waiting = SpeakingRequest.objects.filter(status="waiting").values("member")
    found = Member.objects.filter(pk__in=waiting)
    assert found.update(public_name=LEAK, native_name="")
    cache.version += 1  # nothing is remembered; to empty it is not allowed
    logging.getLogger("council").info("somebody said %s", LEAK)
    return list(found)


def clean(folder: Path, languages: list[str]) -> dict[str, object]:
    """Do everything that people do; return what must have left by no exit, and what was seen."""
    log_to(folder)
    answer_all(2 * list(product(BALANCE, map(str, Answer), map(str, Answer))))
    publish()
    words = plant_older_answers() + post_nonsense()
    reports(folder / "errors")
    for one in languages:
        visit = Visit(folder / "pages" / one, one).walk()
    facts = {
        "words": words,
        "notations": notations(),
        "files": visit.fetch(folder / "files"),
        "crawled": visit.crawl(folder / "oparl", OPARL),
    }
    frames(folder / "frames", Meeting.objects.values_list("pk", flat=True), languages)
    stored(folder)
    return facts


def leaky(folder: Path) -> None:
    """Let an answer out, and look again where it can be seen."""
    log_to(folder)
    person, *_others = leak()
    visit = Visit(folder / "pages", "en").walk(TELLING)
    visit.fetch(folder / "files", TAKEN)
    visit.crawl(folder / "oparl", f"{OPARL}person/{person.uuid}")
    live = SpeakingRequest.objects.filter(member=person).values_list("meeting", flat=True)
    frames(folder / "frames", live, ["en"])
    stored(folder)


def log_to(folder: Path) -> None:
    """Write down all that is logged from now on."""
    folder.mkdir()
    logging.basicConfig(filename=folder / "log", level=logging.DEBUG, force=True)


def main(folder: Path, *languages: str) -> None:
    """Do everything, and say what was done; whoever listens at Redis is told of the leak."""
    facts = clean(folder / "clean", list(languages))
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.echo(LEAK)
    leaky(folder / "leaky")
    (folder / "facts.json").write_text(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
