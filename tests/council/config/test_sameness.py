"""Who said what makes no difference to any page: two councils differ in nothing but that."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import cycle, islice

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from council.config.demonstration.clock import moment
from council.members.models import CompositionReport, Member, Term
from council.members.services.targets import adopt_targets
from council.rules.targets import PRESETS
from tests.factories.institution import seat_members
from tests.factories.meetings import make_called_item, make_present, open_meeting_with
from tests.factories.proposals import make_proposal
from tests.support.contents import contents
from tests.support.visits import paths_in

pytestmark = pytest.mark.apart  # what is rolled back on SQLite gives its numbers back as well

LONG_AGO = date(2020, 1, 1)
START = ("/", "/meetings/", "/proposals/", "/elections/")
LEAST = {None: 20, "member": 30, "clerk": 80}  # pages that somebody sees
BY_CHANCE = "/account/2fa/"  # new keys for a second factor
# A token for each form and socket, ids of forms, the running clock: another one each time.
CHANCE = re.compile(
    rb'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=data-ticket=")[^"]+|(?<=data-now=")\d+'
    rb"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=<updated>)[^<]+|(?<=W3CDTF\">)[^<]+"
)
ANSWERS = (
    {"balance": "women", "young_people": "yes", "disabled_people": "no"},
    {"balance": "men", "young_people": "no", "disabled_people": "yes"},
    {"balance": "men", "young_people": "yes", "disabled_people": "not_said"},
    {"balance": "women", "young_people": "no", "disabled_people": "no"},
)


@pytest.fixture
def body(cast, body, settings, tmp_path):
    """A body of 27 in a meeting, with targets; five of its members say nothing."""
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    Term.objects.create(council=body.council, number=1, starts_on=LONG_AGO)
    documents = [one for name in ("parity", "youth", "disability") for one in PRESETS[name]]
    adopt_targets(actor=cast.clerk, body_id=body.pk, documents=documents, valid_from=LONG_AGO)
    seated = seat_members(body, 24)
    meeting = open_meeting_with(body, seated)
    make_present(meeting, cast.members.member)
    make_called_item(meeting)
    make_proposal(body=body)
    return body


def signed_in(user):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    browser.cookies["language"] = "en"
    return browser


def answer_all(body, answers):
    """Let twenty of the members answer by the page, and the clerk count and publish it."""
    slug = body.council.slug
    people = Member.objects.filter(mandates__seat__body=body).order_by("-pk")[:20]
    for member, said in zip(people, answers, strict=True):
        page = f"/councils/{slug}/declaration/"
        assert signed_in(member.user).post(page, said | {"agreed": "on"}).status_code == 302


def publish(body, clerk):
    at = f"/office/{body.council.slug}/composition/{body.key}/"
    browser = signed_in(clerk)
    assert browser.post(f"{at}count/").status_code == 302
    assert browser.post(f"{at}publish/", {"moment": "candidates_close"}).status_code == 302
    assert CompositionReport.objects.filter(body=body).count() == 1


def seen_by(user, body):
    """Follow links from the first pages on, to each kind of page once; return what they told."""
    browser, told, kinds = signed_in(user), {}, {None}
    waiting = [*START, *(f"/{one}/{body.council.slug}/" for one in ("councils", "office"))]
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path)
        raw = b"".join(answer) if answer.streaming else answer.content
        told[path] = CHANCE.sub(b"", contents(raw))
        if answer.get("Content-Type", "").startswith("text/html"):
            for found in sorted({*paths_in(raw)} - {*told, *waiting}):
                if (kind := view_at(found)) not in kinds:
                    kinds.add(kind)
                    waiting.append(found)
    return told


def view_at(path):
    """Return the name of what answers, if its answer is not made of chance."""
    with suppress(Resolver404):
        return None if path.startswith(BY_CHANCE) else resolve(path).view_name


def told_when(body, cast, answers, at, lookers=tuple(LEAST)):
    """Return what everybody reads when people have answered so; afterwards nobody has."""
    cache.clear()
    with moment(at), transaction.atomic():
        answer_all(body, answers)
        publish(body, cast.clerk)
        found = {
            (who, path): told
            for who in lookers
            for path, told in seen_by(getattr(cast, who or "", None), body).items()
        }
        transaction.set_rollback(True)
    return found


def test_no_page_tells_who_gave_which_answer(body, cast):
    ways = list(islice(cycle(ANSWERS), 20))
    at = timezone.now() + timedelta(minutes=1)

    some = told_when(body, cast, ways, at)
    others = told_when(body, cast, ways[1:] + ways[:1], at)

    assert some.keys() == others.keys()
    assert [page for page, told in some.items() if told != others[page]] == []
    seen = Counter(who for who, _path in some)
    assert {who: seen[who] >= least for who, least in LEAST.items()} == dict.fromkeys(LEAST, True)


def test_pages_tell_when_others_were_counted(body, cast):
    at = timezone.now() + timedelta(minutes=1)
    ways = list(islice(cycle(ANSWERS), 20))

    some = told_when(body, cast, ways, at, [None])
    others = told_when(body, cast, ANSWERS[:1] * 20, at, [None])

    at = f"/councils/{body.council.slug}/bodies/{body.key}/composition"
    assert [path for (_who, path), told in sorted(some.items()) if told != others[None, path]] == [
        f"{at}.json",
        f"{at}/",
    ]
