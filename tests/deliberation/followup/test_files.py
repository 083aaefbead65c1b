from hashlib import sha512

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.members.selectors import today_in
from deliberation.followup.models import Answer, AnswerFile
from deliberation.followup.services.attaching import Attachment, erase_file
from deliberation.rules.attachments import MOST_BYTES
from deliberation.rules.followup import AnsweredAlready
from tests.factories.followup import answer, make_referral
from tests.factories.register import make_decision, publish

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 The plan of the rooms"
WORDS = "We open two classrooms in January."
PLAN = Attachment("Yanıt – plan.pdf", PDF)


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.MAJLIS_REQUIRE_SECOND_FACTOR = False


def send(client, token, referral, *files):
    address = reverse("followup:answer", args=[token, referral.pk])
    told = {
        "verdict": "partly",
        "language": "en",
        "body": WORDS,
        "answered_on": str(today_in(referral.decision.council)),
        "attached": [SimpleUploadedFile(name, content) for name, content in files],
    }
    return client.post(address, told, HTTP_ACCEPT_LANGUAGE="en")


def download(client, file_id):
    return client.get(reverse("followup:file", args=[file_id]), HTTP_ACCEPT_LANGUAGE="en")


def way(client, referral):
    address = reverse("followup:way", args=[referral.decision.number])
    return client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_a_file_comes_with_the_answer_and_everybody_downloads_it(client, referral, token):
    sent = send(client, token, referral, ("../Yanıt.exe", PDF))

    kept = AnswerFile.objects.get()
    got = download(client, kept.pk)
    assert sent.status_code == 302
    assert (kept.name, kept.sha512) == ("Yanıt.pdf", sha512(PDF).hexdigest())
    assert reverse("followup:file", args=[kept.pk]) in way(client, referral)
    assert (got.content, got["Content-Type"]) == (PDF, "application/pdf")
    assert got["Content-Disposition"].startswith("attachment; filename*=utf-8''Yan%C4%B1t.pdf")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"]


def test_the_form_comes_with_today_filled_in(client, referral, token):
    page = client.get(reverse("followup:answer", args=[token, referral.pk]))

    assert page.status_code == 200
    assert f'value="{today_in(referral.decision.council)}"' in page.content.decode()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("a.pdf", b"<script>alert(1)</script>")], "a.pdf is no PDF, PNG or JPEG file"),
        ([("a.pdf", PDF.ljust(MOST_BYTES + 1))], "a.pdf is larger than 3 MB"),
        ([(f"{n}.pdf", PDF) for n in range(4)], "at most 3 files"),
    ],
    ids=["kind", "size", "number"],
)
def test_what_cannot_be_attached_is_told_and_no_word_is_lost(files, said, client, referral, token):
    sent = send(client, token, referral, *files)

    assert sent.status_code in {409, 422}
    assert said in sent.content.decode()
    assert WORDS in sent.content.decode()
    assert not Answer.objects.exists()


def test_the_same_words_with_another_file_are_another_answer(referral, token):
    first = answer(None, referral, token, files=(PLAN,))

    assert answer(None, referral, token, files=(PLAN,)) == first
    with pytest.raises(AnsweredAlready):
        answer(None, referral, token, files=(Attachment("b.pdf", PDF + b"!"),))


def test_a_file_on_a_confidential_decision_is_for_members(client, room, clerk):
    decision = publish(clerk, make_decision(room, is_public=False))
    answer(clerk, make_referral(room, clerk, decision=decision), files=(PLAN,))
    kept = AnswerFile.objects.get()

    assert download(client, kept.pk).status_code == 404
    client.force_login(room.user(1))
    assert download(client, kept.pk).status_code == 200


def test_the_clerk_erases_a_file_and_only_its_fingerprint_is_left(client, referral, clerk):
    answer(clerk, referral, files=(PLAN,))
    kept = AnswerFile.objects.get()
    slug = referral.decision.council.slug
    client.force_login(clerk)
    desk = client.get(reverse("followup:referral", args=[slug, referral.pk])).content.decode()
    address = reverse("followup:erase_file", args=[slug, kept.pk])

    erased = client.post(address)

    kept.refresh_from_db()
    assert address in desk
    assert erased.status_code == 302
    assert (kept.name, bytes(kept.content)) == ("", b"")
    assert kept.sha512 == sha512(PDF).hexdigest()
    assert download(client, kept.pk).status_code == 410
    assert "This file was erased" in way(client, referral)
    assert erase_file(actor=clerk, file_id=kept.pk).erased_at == kept.erased_at


def test_nobody_else_erases_a_file(client, room, referral, clerk):
    answer(clerk, referral, files=(PLAN,))
    kept = AnswerFile.objects.get()

    with pytest.raises(PermissionDenied):
        erase_file(actor=room.user(1), file_id=kept.pk)
    assert download(client, kept.pk + 9).status_code == 404
    client.force_login(clerk)
    slug = referral.decision.council.slug
    assert client.post(reverse("followup:erase_file", args=[slug, kept.pk + 9])).status_code == 404
