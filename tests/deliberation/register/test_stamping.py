"""Time stamps of checkpoints, asked for at an authority built on ``openssl ts``."""

import json
import subprocess
from base64 import b64encode
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from council.config.demonstration.clock import moment
from council.kernel.phrases import sentence
from deliberation.register import authority as asking
from deliberation.register.audit import audit
from deliberation.register.checks import time_stamps
from deliberation.register.models import Checkpoint, RegisterHead, TimeStamp
from deliberation.register.selectors.keys import keys_of
from deliberation.register.services.stamping import stamp_checkpoints
from deliberation.rules.stamping import (
    AT_ONCE,
    ClocksApart,
    StampAuthoritySilent,
    StampAuthorityUnknown,
    StampDeclined,
    StampUntrue,
)
from tests.factories.institution import make_council
from tests.factories.register import make_checkpoint, make_entries
from tests.support.authority import TimeStampAuthority, rsa_key, serving
from tests.support.machine import Missing, program
from tests.support.unguarded import behind_the_guards
from tests.support.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An authority that answers."""
    try:
        program("openssl", "openssl")
    except Missing as reason:
        pytest.skip(str(reason))
    made = TimeStampAuthority(tmp_path_factory.mktemp("tsa") / "authority")
    with serving(made) as made.url:
        yield made


@pytest.fixture
def tsa(made, settings):
    """The authority that this site asks; it is honest unless the test says otherwise."""
    made.mood, made.asked = "honest", 0
    settings.TIMESTAMP_URL = made.url
    settings.TIMESTAMP_CERTIFICATES = str(made.certificates)
    return made


@pytest.fixture
def council(register_dir):
    council = make_council()
    make_entries(council, 3)
    make_checkpoint(council)
    return council


def stamp(council):
    return stamp_checkpoints(actor=None, council_id=council.pk)


def call(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out)
    return out.getvalue()


def get(client, name, council, *arguments, **headers):
    return client.get(reverse(f"register:{name}", args=[council.slug, *arguments]), **headers)


def known(council):
    head = RegisterHead.objects.get(council=council)
    return {"origin": head.origin, "keys": [each.key for each in keys_of(head.pk)]}


def kept_by_a_reader(client, council, folder):
    """Download what a reader needs; return the folder."""
    (folder / "checkpoint-4.txt").write_bytes(get(client, "checkpoint_at", council, 4).content)
    (folder / "checkpoint-4.tsr").write_bytes(get(client, "stamp", council, 4).content)
    (folder / "authority.pem").write_bytes(get(client, "authority", council).content)
    (folder / "entry.json").write_bytes(get(client, "entry", council, 1).content)
    return folder


# --- an honest authority


def test_a_checkpoint_is_stamped_once_and_every_new_one_again(tsa, council):
    (first,) = stamp(council)
    assert stamp(council) == []
    make_entries(council, 1)
    make_checkpoint(council)

    (second,) = stamp(council)

    assert (first.authority, tsa.asked) == ("Clock of Adana", 2)
    assert abs(first.stamped_at - timezone.now()) < timedelta(minutes=1)
    assert [each.checkpoint.size for each in (first, second)] == [4, 5]


def test_openssl_believes_the_stamp_that_is_handed_out(tsa, council, client, tmp_path):
    stamp(council)
    kept_by_a_reader(client, council, tmp_path)

    command = "openssl ts -verify -in checkpoint-4.tsr -data checkpoint-4.txt -CAfile authority.pem"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_verifier_says_when_an_entry_was_there(tsa, council, client, tmp_path):
    (stamped,) = stamp(council)
    make_entries(council, 2)  # a later checkpoint proves the entry, the older one dates it
    make_checkpoint(council)
    folder = kept_by_a_reader(client, council, tmp_path)

    code, told = verify(
        tmp_path, "bundle", folder / "entry.json", authority=tsa.certificates, **known(council)
    )

    assert code == 0, told
    assert f"The register of 4 entries was there at {stamped.stamped_at:%Y-%m-%d %H:%M:%S}" in told
    assert "says CN=Clock of Adana" in told


def test_an_authority_with_a_key_of_the_usual_kind_is_believed_too(
    tsa, council, client, settings, tmp_path
):
    usual = TimeStampAuthority(tmp_path / "usual", makes_key=rsa_key)
    settings.TIMESTAMP_CERTIFICATES = str(usual.certificates)
    with serving(usual) as settings.TIMESTAMP_URL:
        stamp(council)
    folder = kept_by_a_reader(client, council, tmp_path)

    code, told = verify(
        tmp_path, "bundle", folder / "entry.json", authority=usual.certificates, **known(council)
    )

    assert (code, "says CN=Clock of Adana" in told) == (0, True)


def test_the_verifier_reads_every_stamp_of_an_export(tsa, council, tmp_path):
    stamp(council)
    make_entries(council, 2)
    make_checkpoint(council)
    stamp(council)
    call("register_export", str(tmp_path / "kept"), "--council", council.slug)

    code, told = verify(
        tmp_path, "log", tmp_path / "kept",
        authority=tmp_path / "kept" / "authority.pem", **known(council),
    )  # fmt: skip

    assert code == 0, told
    assert told.count("was there at") == 2


@pytest.mark.parametrize("language", ["en", "ar", "tr", "de"])
def test_the_page_explains_the_stamp_and_hands_it_out(tsa, council, client, language):
    stamp(council)

    html = get(client, "register", council, HTTP_ACCEPT_LANGUAGE=language).content.decode()

    assert "Clock of Adana" in html
    assert reverse("register:stamp", args=[council.slug, 4]) in html
    assert reverse("register:authority", args=[council.slug]) in html
    assert "-data checkpoint-4.txt" in html


def test_the_audit_reads_the_stamps_again(tsa, council):
    stamp(council)
    head = RegisterHead.objects.get()
    assert (audit(head).stamps, audit(head).findings) == (1, [])

    with behind_the_guards():
        TimeStamp.objects.update(stamped_at=timezone.now() - timedelta(days=30))

    assert audit(head).findings == ["the time stamp of the checkpoint at 4 is not true"]


def test_nobody_changes_or_removes_a_stamp(tsa, council):
    stamp(council)

    for change in (
        lambda: TimeStamp.objects.update(authority="Somebody"),
        lambda: TimeStamp.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()


def test_many_checkpoints_are_stamped_in_several_runs(tsa, council):
    for _ in range(AT_ONCE):
        make_entries(council, 1)
        make_checkpoint(council)

    assert [len(stamp(council)) for _ in range(3)] == [AT_ONCE, 1, 0]


# --- one that fails

FAILURES = {
    "rejecting": StampDeclined,
    "garbage": StampUntrue,
    "replaying": StampUntrue,
    "error": StampAuthoritySilent,
    "silent": StampAuthoritySilent,
    "flooding": StampAuthoritySilent,
}


@pytest.mark.parametrize("mood", FAILURES)
def test_a_failing_authority_is_told_of_and_asked_again(tsa, council, mood):
    stamp(council)
    make_entries(council, 1)
    make_checkpoint(council)
    tsa.mood = mood

    with pytest.raises(FAILURES[mood]) as refused:
        stamp(council)
    assert "The checkpoint stands" in sentence(refused.value)
    assert TimeStamp.objects.count() == 1
    tsa.mood = "honest"
    assert [each.checkpoint.size for each in stamp(council)] == [5]


def test_a_slow_authority_is_not_waited_for(tsa, council, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE", 0.1)
    tsa.mood = "dripping"

    with pytest.raises(StampAuthoritySilent):
        stamp(council)


def test_an_authority_that_is_not_there_is_told_of(tsa, council, settings):
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"

    with pytest.raises(StampAuthoritySilent):
        stamp(council)


def test_a_stranger_is_not_believed(tsa, council, settings, tmp_path):
    settings.TIMESTAMP_CERTIFICATES = str(TimeStampAuthority(tmp_path / "other").certificates)

    with pytest.raises(StampUntrue):
        stamp(council)


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_jumped_is_noticed(tsa, council, hours):
    with moment(timezone.now() + timedelta(hours=hours)), pytest.raises(ClocksApart) as refused:
        stamp(council)

    assert "One clock is wrong" in sentence(refused.value)
    assert not TimeStamp.objects.exists()


def test_the_command_says_what_was_stamped_and_why_not(tsa, council):
    assert f"{council.slug} at 4: " in call("register_timestamp", "--council", council.slug)
    make_entries(council, 1)
    make_checkpoint(council)
    tsa.mood = "error"

    with pytest.raises(CommandError, match="HTTP 503"):
        call("register_timestamp")


def test_signing_goes_on_without_the_authority(tsa, council):
    make_entries(council, 1)
    tsa.mood = "error"

    told = call("register_checkpoint", "--council", council.slug)

    assert "did not answer as it should" in told
    assert Checkpoint.objects.order_by("pk").last().size == 5


# --- what a reader is not fooled by


def test_the_verifier_refuses_a_stamp_of_something_else(tsa, council, client, tmp_path):
    stamp(council)
    folder = kept_by_a_reader(client, council, tmp_path)
    make_entries(council, 1)
    make_checkpoint(council)
    stamp(council)
    bundle = json.loads((folder / "entry.json").read_text())
    other = json.loads(get(client, "entry", council, 4).content)
    bundle["stamp"]["response"] = other["stamp"]["response"]
    (folder / "entry.json").write_text(json.dumps(bundle))

    code, told = verify(
        tmp_path, "bundle", folder / "entry.json", authority=tsa.certificates, **known(council)
    )

    assert (code, "the time stamp is of another checkpoint" in told) == (1, True)


@pytest.mark.parametrize(
    ("name", "said"),
    [("Root of stamps", "the signature is not that of the key"), ("Root", "is not the one")],
)
def test_the_verifier_refuses_the_stamp_of_a_stranger(tsa, council, client, tmp_path, name, said):
    stamp(council)
    folder = kept_by_a_reader(client, council, tmp_path)
    stranger = TimeStampAuthority(tmp_path / "other", root_name=name).certificates

    code, told = verify(
        tmp_path, "bundle", folder / "entry.json", authority=stranger, **known(council)
    )

    assert (code, said in told) == (1, True)


def test_the_verifier_refuses_a_stamp_whose_time_was_changed(tsa, council, client, tmp_path):
    (stamped,) = stamp(council)
    folder = kept_by_a_reader(client, council, tmp_path)
    path = folder / "entry.json"
    bundle = json.loads(path.read_text())
    told_time = f"{stamped.stamped_at:%Y%m%d%H%M%S}".encode()
    raw = bytes(stamped.response)
    assert told_time in raw
    bundle["stamp"]["response"] = b64encode(raw.replace(told_time, b"20200101000000", 1)).decode()
    path.write_text(json.dumps(bundle))

    code, told = verify(tmp_path, "bundle", path, authority=tsa.certificates, **known(council))

    assert (code, "the time stamp was changed" in told) == (1, True)


# --- no authority


def test_without_an_authority_nothing_is_missing(council, client):
    assert stamp(council) == []
    assert "No authority is set" in call("register_timestamp")
    assert "time stamp" not in get(client, "register", council).content.decode().lower()
    assert get(client, "stamp", council, 4).status_code == 404
    assert get(client, "authority", council).status_code == 404
    assert "stamp" not in json.loads(get(client, "entry", council, 0).content)


def test_an_authority_without_certificates_is_found_at_the_start(settings, council, tmp_path):
    settings.TIMESTAMP_URL = "https://tsa.example/"
    settings.TIMESTAMP_CERTIFICATES = str(tmp_path / "nothing.pem")

    assert [each.id for each in time_stamps()] == ["majlis.E030"]
    with pytest.raises(StampAuthorityUnknown):
        stamp(council)


def test_an_address_that_is_none_is_found_at_the_start(tsa, settings):
    assert time_stamps() == []

    settings.TIMESTAMP_URL = "tsa.example"

    assert [each.id for each in time_stamps()] == ["majlis.E030"]
