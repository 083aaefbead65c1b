import json
from hashlib import sha256

import pytest
from django.urls import reverse

from deliberation.register.models import Checkpoint, RegisterHead
from deliberation.register.selectors.keys import keys_of
from deliberation.register.services.correcting import correct_decision
from deliberation.register.services.erasing import erase_words, withhold_words
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.merkle import Tile
from tests.factories.institution import make_council
from tests.factories.register import make_checkpoint, make_decision, make_entries, publish
from tests.support.verifying import VERIFIER, verify

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar", "tr", "de")


@pytest.fixture
def council(register_dir):
    council = make_council()
    make_entries(council, 300)
    make_checkpoint(council)
    return council


def get(client, name, council, *arguments, language="en", **query):
    address = reverse(f"register:{name}", args=[council.slug, *arguments])
    return client.get(address, query, HTTP_ACCEPT_LANGUAGE=language)


def page(client, decision, language="en"):
    address = reverse("register:decision", args=[decision.number])
    return client.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()


# --- what people read


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_is_signed_and_how_to_check_it(language, client, council):
    answer = get(client, "register", council, language=language)

    html = answer.content.decode()
    checkpoint = Checkpoint.objects.get()
    assert answer.status_code == 200
    assert checkpoint.note.splitlines()[2] in html
    assert sha256(VERIFIER.read_bytes()).hexdigest() in html
    assert str(keys_of(checkpoint.head_id)[0].key) in html
    assert checkpoint.head.origin in html
    assert html.count("#300") == 2


def test_the_page_adds_the_proof_since_a_checkpoint_that_was_kept(client, council):
    make_entries(council, 1)
    make_checkpoint(council)

    html = get(client, "register", council, since="301").content.decode()

    assert reverse("register:checkpoint_at", args=[council.slug, 301]) in html
    assert reverse("register:entry", args=[council.slug, 301]) + "?since=301" in html
    assert 'href="?since=301&amp;page=2"' in html


@pytest.mark.parametrize("typed", ["302", "0", "many", "1" * 40])
def test_a_size_the_register_never_had_is_told_so_and_stays_in_the_field(client, council, typed):
    answer = get(client, "register", council, since=typed)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "never had that size" in html
    assert f'value="{typed}"' in html
    assert ".json?since=" not in html


def test_the_page_says_what_is_not_proven(client, council):
    html = get(client, "register", council).content.decode()

    assert "as long as nobody outside has kept a checkpoint" in html
    assert "the dates are claims" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_witness_is_told_what_to_do(language, client, council):
    html = get(client, "witness", council, language=language).content.decode()

    head = RegisterHead.objects.get()
    assert f"--origin {head.origin} " in html
    assert str(keys_of(head.pk)[0].key) in html
    assert (
        reverse("register:witness", args=[council.slug])
        in get(client, "register", council).content.decode()
    )


def test_a_witness_of_nothing_is_told_to_come_back(client):
    html = get(client, "witness", make_council()).content.decode()

    assert "Come back after the first decision" in html


@pytest.mark.service
def test_the_commands_for_witnesses_do_what_the_page_says(client, council, tmp_path):
    def week(name):
        (tmp_path / name).write_bytes(get(client, "checkpoint", council).content)
        since = (tmp_path / "last.txt").read_text().splitlines()[1]
        kept = get(client, "entry", council, 0, since=since).content
        (tmp_path / "entry-0.json").write_bytes(kept)
        head = RegisterHead.objects.get()
        keys = [each.key for each in keys_of(head.pk)]
        return verify(
            tmp_path, "bundle", tmp_path / "entry-0.json",
            origin=head.origin, keys=keys, since=tmp_path / "last.txt",
        )  # fmt: skip

    (tmp_path / "last.txt").write_bytes(get(client, "checkpoint", council).content)
    make_entries(council, 9)
    make_checkpoint(council)

    code, told = week("new.txt")

    assert (code, "since your checkpoint of 301 entries" in told) == (0, True), told


def test_a_register_without_entries_is_a_page(client):
    assert (
        "Nothing has been decided yet." in get(client, "register", make_council()).content.decode()
    )


def test_entries_wait_for_their_signature(client):
    council = make_council()
    make_entries(council, 2)

    html = get(client, "register", council).content.decode()
    answer = get(client, "entry", council, 1)

    assert (html.count("Sealed; the proof follows."), "it will be signed soon" in html) == (2, True)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert get(client, "proof", council, 1).status_code == 503
    assert get(client, "checkpoint", council).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_published_decision_offers_its_entry(language, client, register_dir, room, clerk):
    decision = make_decision(room)
    make_checkpoint(decision.council)
    publish(clerk, decision)

    html = page(client, decision, language)

    assert reverse("register:entry", args=[decision.council.slug, 0]) in html


def test_a_corrected_decision_shows_the_new_words_and_the_old(client, room, clerk):
    decision = publish(clerk, make_decision(room))
    correct_decision(
        actor=clerk, decision_id=decision.pk, language="tr", title="Yeni", body="Söz",
        reason="Yazım yanlışı",
    )  # fmt: skip

    html = page(client, decision)

    assert '<h1><bdi lang="tr" dir="ltr">Yeni</bdi></h1>' in html
    assert "Yazım yanlışı" in html
    assert "The words before the correction" in html
    assert "Evening classes" in html


def test_withheld_words_are_on_no_page_and_found_by_no_search(client, room, clerk):
    decision = publish(clerk, make_decision(room))
    withhold_words(actor=clerk, decision_id=decision.pk, language="tr")

    html = page(client, decision)
    listed = client.get(
        reverse("register:decisions", args=[decision.council.slug]), {"words": "evening"}
    )

    assert ("These words are withheld for now." in html, "Evening" in html) == (True, False)
    assert decision.number not in listed.content.decode()


def test_erased_words_leave_a_trace_on_the_page(client, room, clerk):
    decision = publish(clerk, make_decision(room))
    erase_words(
        actor=clerk, decision_id=decision.pk, language="tr", basis=ErasureBasis.REQUEST_GDPR
    )

    html = page(client, decision)

    assert ("These words were erased" in html, "Evening" in html) == (True, False)
    assert "The words of this decision are not shown" in html


# --- what programs fetch


@pytest.mark.service
def test_a_journalist_checks_a_decision_without_network(
    client, register_dir, room, clerk, tmp_path
):
    decision = make_decision(room)
    make_checkpoint(decision.council)
    council, old, entry = decision.council, tmp_path / "old.txt", tmp_path / "entry.json"
    old.write_bytes(get(client, "checkpoint", council).content)
    publish(clerk, decision)
    make_entries(council, 5)
    make_checkpoint(council)

    program = tmp_path / "verify.py"
    program.write_bytes(client.get(reverse("register:verifier")).getvalue())
    entry.write_bytes(get(client, "entry", council, 0, since="2").content)
    head = RegisterHead.objects.get(council=council)
    key = get(client, "keys", council).content.decode().split()[0]
    known = {"origin": head.origin, "keys": [key], "verifier": program, "since": old}

    code, said = verify(tmp_path, "bundle", entry, **known)
    entry.write_text(entry.read_text().replace("Evening classes", "Morning classes"))
    same, _ = verify(tmp_path, "bundle", entry, **known)
    bundle = json.loads(entry.read_text())
    bundle["entry"] = bundle["entry"].replace('"for":3', '"for":5')
    entry.write_text(json.dumps(bundle))
    tampered, finding = verify(tmp_path, "bundle", entry, **known)

    assert (code, same, "Evening classes" in said) == (0, 0, True)  # words travel encoded
    assert "Nothing was changed or removed since your checkpoint of 2 entries." in said
    assert (tampered, finding) == (1, "WRONG: this entry is not in the signed register.\n")


@pytest.mark.service
def test_a_mirror_fetches_all_and_checks_it(client, council, tmp_path):
    folder = tmp_path / "mirror"
    for place in ("000", "001.p/45"):
        file = folder / "tile" / "entries" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(get(client, "entries", council, place).content)
    (folder / "checkpoint").write_bytes(get(client, "checkpoint", council).content)
    head = RegisterHead.objects.get(council=council)

    code, said = verify(tmp_path, "log", folder, origin=head.origin, keys=[keys_of(head.pk)[0].key])

    assert (code, said.splitlines()[0]) == (0, "All 301 entries hash to the signed root.")


def test_tiles_are_as_their_specification_says(client, council):
    full, part, above = (
        get(client, "tile", council, level, place)
        for level, place in ((0, "000"), (0, "001.p/45"), (1, "000.p/1"))
    )

    assert [len(each.content) for each in (full, part, above)] == [8192, 45 * 32, 32]
    assert full["Content-Type"] == "application/octet-stream"
    assert "immutable" in full["Cache-Control"]
    assert Tile(0, 1, 45).path == "tile/0/001.p/45"
    assert reverse("register:tile", args=[council.slug, 0, "001.p/45"]).endswith(
        f"/register/{Tile(0, 1, 45).path}"
    )


ABSENT = [
    "tile/0/001", "tile/0/001.p/46", "tile/0/002.p/1", "tile/1/000", "tile/2/000.p/1",
    "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/0", "tile/6/000", "tile/0/x000",
    "tile/entries/001", "tile/entries/x999/x999/x999/x999/999", "checkpoints/7",
    "checkpoints/0301", "entry/301.json", "entry/01.json", "entry/-1.json",
    "entry/999999999999999.json", "entry/301.tlog-proof", "entry/0.json?since=0",
    "entry/0.json?since=302", "entry/0.json?since=x", "entry/0.json?since=٧",
    "entry/0.json?since=99999999999999999999",
]  # fmt: skip


def test_what_is_not_there_is_not_found(client, council):
    address = reverse("register:register", args=[council.slug])

    found = {path: client.get(f"{address}{path}").status_code for path in ABSENT}

    assert found == dict.fromkeys(ABSENT, 404)


def test_a_council_without_register_or_that_does_not_exist_has_nothing(client):
    council = make_council()

    for name, more in (("checkpoint", ()), ("keys", ()), ("entry", (0,)), ("tile", (0, "000"))):
        assert get(client, name, council, *more).status_code == 404
    assert client.get("/councils/nowhere/register/").status_code == 404


def test_every_checkpoint_ever_signed_is_kept(client, council):
    first = Checkpoint.objects.get().note
    make_entries(council, 1)
    make_checkpoint(council)

    old, new = get(client, "checkpoint_at", council, 301), get(client, "checkpoint", council)

    assert old.content.decode() == first != new.content.decode()
    assert old["Content-Type"] == "text/plain; charset=utf-8"


def test_entries_are_asked_for_anew_because_values_can_be_withheld(client, council):
    answer = get(client, "entry", council, 5)

    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Disposition"] == 'attachment; filename="entry-5.json"'
    assert json.loads(answer.content).keys() == {"entry", "disclosures", "proof"}


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_three_entries_as_for_one(
    many, client, register_dir, django_assert_max_num_queries
):
    council = make_council()
    make_entries(council, many)
    make_checkpoint(council)
    get(client, "register", council)

    with django_assert_max_num_queries(9):
        get(client, "register", council)
    with django_assert_max_num_queries(7):
        get(client, "entry", council, 0)
