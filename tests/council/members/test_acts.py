"""What a clerk does on the pages of the office, and how they are told what stands against it."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.members.bylaws.leaves import taken_apart
from council.members.models import (
    Bloc,
    Body,
    Council,
    Mandate,
    Member,
    Office,
    Organisation,
    RulesOfProcedure,
    Seat,
    Term,
)
from council.rules.bylaws import PRESETS, Bylaws
from tests.factories.institution import make_bloc, make_body, make_member, make_seat

DAY = "2024-05-01"
BLOCS = "questions.election.concurrent"
KENT = PRESETS["kent_konseyi_assembly"]


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def post(clerk, council):
    def post(page, *args, **entered):
        return clerk.post(reverse(f"members:{page}", args=[council.slug, *args]), entered)

    return post


def test_a_clerk_enters_a_member_and_a_username_is_proposed(post, council):
    response = post("member_new", public_name="Tuğba İnan", reads=["tr"], opens_account="on")

    made = Member.objects.get(public_name="Tuğba İnan")
    assert response.status_code == 302
    assert (made.key, made.user.username) == ("tugba.inan", "tugba.inan")


def test_a_second_person_of_the_name_gets_a_number(post, council):
    make_member(council, key="tugba.inan", public_name="T. İ.")

    post("member_new", public_name="Tuğba İnan")

    assert Member.objects.filter(key="tugba.inan.2").exists()


def test_a_name_in_arabic_letters_gets_a_numbered_username(post, council):
    post("member_new", public_name="رانيا الحموي")

    assert Member.objects.get(public_name="رانيا الحموي").key.startswith("member.")


def test_a_name_that_looks_like_another_is_asked_about_and_kept(post, council):
    make_member(council, public_name="Ayşe Kaplan")

    asked = post("member_new", public_name="AYŞE  KAPLAN")
    assert asked.status_code == 422
    assert "knows_likeness" in asked.text
    assert "AYŞE  KAPLAN" in asked.text

    kept = post("member_new", public_name="AYŞE KAPLAN", knows_likeness="on")
    assert kept.status_code == 302


def test_a_name_that_hides_something_is_malformed(post):
    response = post("member_new", public_name="Sami\u202eRey")

    assert response.status_code == 422
    assert "U+202E" in response.text


def test_a_refusal_is_told_in_the_form_and_what_was_typed_stays(post, council):
    make_member(council, key="rania")

    response = post("member_new", public_name="Rania Al-Hamwi", key="rania", phone="+90 500")

    assert response.status_code == 409
    assert "Rania Al-Hamwi" in response.text
    assert "+90 500" in response.text
    assert "in use already" in response.text


def test_a_member_is_amended(post, cast):
    shown = cast.members.member

    post("member_edit", shown.pk, public_name="Rania", key=shown.key, speaks=["ar", "so"])

    shown.refresh_from_db()
    assert (shown.public_name, shown.speaks) == ("Rania", ["ar", "so"])


def test_a_member_gets_an_account_and_a_card(post, council):
    nobody = make_member(council, has_account=False)

    assert post("member_account", nobody.pk, username="Not Fit").status_code == 409
    assert post("member_account", nobody.pk, username="nobody").status_code == 302
    card = post("member_card", nobody.pk)

    assert card["Content-Type"] == "application/pdf"
    assert card.content.startswith(b"%PDF")


def test_cards_are_printed_for_those_without_an_address(clerk, post, council):
    nobody = make_member(council)
    page = clerk.get(reverse("members:cards", args=[council.slug]))
    assert f'value="{nobody.pk}" checked' in page.text

    printed = post("cards", members=[nobody.pk])
    nothing = post("cards")

    assert printed["Content-Type"] == "application/pdf"
    assert nothing.status_code == 422


def test_a_member_is_deactivated_and_comes_back(post, cast):
    shown = cast.members.member

    post("member_deactivate", shown.pk)
    shown.refresh_from_db()
    assert not shown.is_active

    post("member_reactivate", shown.pk)
    shown.refresh_from_db()
    assert shown.is_active


def test_the_last_clerk_is_told_why_they_stay(post, cast):
    response = post("member_deactivate", cast.members.clerk.pk)

    assert response.status_code == 409
    assert "last clerk" in response.text


def test_the_institution_is_entered_thing_by_thing(post, council):
    post("bloc_new", names_en="Host", key="host", colour="civ", position="1")
    bloc = Bloc.objects.get(council=council, key="host")
    post("organisation_new", names_tr="Dernek", key="dernek", bloc=bloc.pk, is_active="on")
    post("body_new", names_tr="Kurul", key="YK", kind="board")
    body = Body.objects.get(council=council, key="YK")
    post("seat_new", body.key, number="1", how_many="3", filled_by="lot", group="women")
    post("term_new", number="1", starts_on=DAY, ends_on="2026-05-01")

    assert Organisation.objects.get(key="dernek").bloc == bloc
    assert Seat.objects.filter(body=body, group="women", filled_by="lot").count() == 3
    assert Term.objects.get(council=council).ends_on == date(2026, 5, 1)


def test_the_institution_is_amended_thing_by_thing(post, council, body):
    bloc = make_bloc(council, "senders")
    sender = Organisation.objects.create(council=council, key="o", names={"en": "O"}, kind="odd")
    term = Term.objects.create(council=council, number=1, starts_on=DAY)
    seat = make_seat(body)

    post("bloc_edit", bloc.pk, names_en="Senders", key="senders", colour="uni", position="2")
    post("organisation_edit", sender.pk, names_en="O2", key="o", kind="odd")
    post("body_edit", body.key, names_en="Assembly", key=body.key, kind="assembly")
    post("term_edit", term.pk, number="2", starts_on=DAY)
    post("seat_edit", seat.pk, number="9", filled_by="elected")

    for row in (bloc, sender, body, term, seat):
        row.refresh_from_db()
    assert (bloc.colour, sender.names, sender.is_active) == ("uni", {"en": "O2"}, False)
    assert (body.names, term.number, seat.number) == ({"en": "Assembly"}, 2, 9)


@pytest.mark.parametrize("page", ["bloc_new", "organisation_new", "body_new"])
def test_everything_has_a_name(page, post):
    response = post(page, key="x", colour="uni", position="1", kind="assembly")

    assert response.status_code == 422


def test_a_term_ends_after_it_begins(post):
    assert post("term_new", number="1", starts_on=DAY, ends_on=DAY).status_code == 422


def test_the_council_changes_its_languages(post, council):
    response = post(
        "council_edit",
        names_tr="Meclis",
        place_tr="Adana",
        time_zone="Europe/Istanbul",
        languages=["tr", "ar", "en"],
        main_language="tr",
    )

    changed = Council.objects.get(pk=council.pk)
    assert response.status_code == 302
    assert (changed.languages, changed.place) == (["tr", "ar", "en"], {"tr": "Adana"})


def test_a_language_that_by_laws_require_must_be_offered(post, body):
    response = post(
        "council_edit",
        names_tr="Meclis",
        time_zone="Europe/Istanbul",
        languages=["tr"],
        main_language="tr",
    )

    assert response.status_code == 409


def test_a_seat_is_filled_and_taken_over(post, council, body):
    seat, first, second = make_seat(body), make_member(council), make_member(council)

    post("seat", seat.pk, member=first.pk, role="titular", starts_on=DAY)
    taken = post("seat", seat.pk, member=second.pk, role="titular", starts_on="2024-06-01")
    assert taken.status_code == 409
    post("seat", seat.pk, member=second.pk, role="titular", starts_on="2024-06-01", succeeds="on")

    mandates = Mandate.objects.filter(seat=seat).order_by("pk")
    assert [one.member for one in mandates] == [first, second]
    assert mandates[0].ends_on == date(2024, 6, 1)


def test_a_mandate_is_ended_and_the_seat_abolished(post, cast, council):
    mandate = cast.members.member.mandates.get()

    post("mandate_end", mandate.pk, ends_on=DAY)
    response = post("seat_abolish", mandate.seat_id)

    assert response.status_code == 302
    assert Seat.objects.get(pk=mandate.seat_id).is_abolished


def test_an_office_is_assigned_changed_and_laid_down(post, cast, body):
    refused = post(
        "office_new", body=body.pk, kind="interpreter", member=cast.members.chair.pk, starts_on=DAY
    )
    assert refused.status_code == 409
    post(
        "office_new",
        body=body.pk,
        kind="interpreter",
        member=cast.members.chair.pk,
        starts_on=DAY,
        directions=["ar>tr"],
    )
    office = Office.objects.get(member=cast.members.chair, kind="interpreter")

    post("office_edit", office.pk, directions=["tr>ar"])
    post("office_end", office.pk, ends_on="2024-06-01")

    office.refresh_from_db()
    assert (office.directions, office.ends_on) == (["tr>ar"], date(2024, 6, 1))


def answers(document, **changes):
    given = {path: answer for path, answer in taken_apart(Bylaws, document) if answer is not None}
    ticks = {path: "on" for path, answer in given.items() if answer is True}
    rest = {path: answer for path, answer in given.items() if not isinstance(answer, bool)}
    return {"valid_from": DAY, "note": "Karar 2026/3"} | rest | ticks | changes


def test_by_laws_are_changed_in_a_form(post, body):
    response = post(
        "bylaws_new",
        body.key,
        **answers(KENT, **{"floor.speaking": "120"}),
    )

    newest = RulesOfProcedure.objects.filter(body=body).order_by("-version").first()
    wanted = json.loads(json.dumps(KENT))
    wanted["floor"]["speaking"] = 120
    assert response.status_code == 302
    assert (newest.version, newest.document, newest.note) == (2, wanted, "Karar 2026/3")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"floor.speaking": "soon"}, "Write a whole number in digits."),
        ({"quorum.share.fraction": "half"}, "Write a fraction, such as 1/2 or 2/3."),
        ({"quorum.share.fraction": ""}, "This field is required."),
        ({"languages.binding": "de"}, "The binding language must be one of the required ones."),
        ({"questions.proposal.form": "ballot"}, "A vote by ballot is secret."),
        ({"record.numbering": "Nr. 1"}, "Write it in this form:"),
        ({"floor.warning": "180"}, "The warning must come before"),
        ({"terms": "2, x"}, "Write a whole number in digits."),
        (
            {
                "questions.election.concurrent.is_set": "on",
                "questions.election.concurrent.share.fraction": "1/2",
            },
            'href="#id_questions.election.concurrent.blocs"',
        ),
    ],
)
def test_by_laws_that_cannot_be_are_told_where(changes, words, post, body):
    response = post("bylaws_new", body.key, **answers(KENT, **changes))

    assert response.status_code == 422
    assert words in response.text
    assert RulesOfProcedure.objects.filter(body=body).count() == 1


def test_saving_what_holds_already_is_refused(post, body):
    response = post("bylaws_new", body.key, **answers(KENT))

    assert response.status_code == 409
    assert "Nothing was saved" in response.text


def test_by_laws_start_from_a_preset_and_are_compared(clerk, post, council, body):
    address = reverse("members:bylaws_new", args=[council.slug, body.key])
    page = clerk.get(address, {"preset": "migrantenbeirat"})
    assert "300" in page.text
    post(
        "bylaws_new",
        body.key,
        **answers(KENT, **{"floor.speaking": "120"}),
    )

    compared = clerk.get(reverse("members:bylaws_compare", args=[council.slug, body.key, 1, 2]))

    assert "<del>Speaking time: 3 minutes" in compared.text
    assert "<ins>Speaking time: 2 minutes" in compared.text


def csv_file(text, name="members.csv"):
    return SimpleUploadedFile(name, text.encode())


def test_a_file_is_looked_at_before_it_is_taken_in(clerk, post, council):
    text = "public_name,username,email\nRania,rania,rania@example.org\n"

    shown = post("import", tables=csv_file(text), starts_on=DAY)
    preview = clerk.get(shown.url)
    assert "Rania" in preview.text
    assert not Member.objects.filter(key="rania").exists()
    fingerprint = preview.context["rehearsal"].fingerprint
    import_id = preview.context["kept"].pk
    post("import_take_in", import_id, fingerprint=fingerprint)

    assert Member.objects.filter(key="rania").exists()


def test_faults_are_told_by_row_and_column(clerk, post, council):
    shown = post("import", tables=csv_file("public_name,username\nRania,Râ\n"), starts_on=DAY)

    page = clerk.get(shown.url)

    assert "is no username" in page.text
    assert "take-in" not in page.text


def test_a_file_that_cannot_be_read_is_named(post):
    response = post(
        "import",
        tables=[csv_file("a,b\n1,2\n", "odd.csv"), csv_file("", "empty.csv")],
        starts_on=DAY,
    )

    assert response.status_code == 422
    assert "odd.csv" in response.text
    assert RulesOfProcedure.objects.count() == 1


def test_a_preview_that_is_out_of_date_is_refused(clerk, post, council):
    shown = post("import", tables=csv_file("public_name,username\nRania,rania\n"), starts_on=DAY)
    import_id = clerk.get(shown.url).context["kept"].pk

    response = post("import_take_in", import_id, fingerprint="old")

    assert response.status_code == 409
    assert "has changed since" in response.text


def test_a_preview_belongs_to_who_read_the_file(client, post, cast, body):
    shown = post("import", tables=csv_file("public_name,username\nRania,rania\n"), starts_on=DAY)
    cast.members.member.offices.create(body=body, kind="clerk", starts_on=DAY)
    client.force_login(cast.member)

    assert client.get(shown.url).status_code == 404


def test_the_registry_is_handed_out(clerk, council, body):
    make_body(council)
    plain = clerk.get(reverse("members:export_csv", args=[council.slug, "members"]))
    book = clerk.get(reverse("members:export_workbook", args=[council.slug]))

    assert plain.content.startswith(b"\xef\xbb\xbf")
    assert plain["Content-Type"] == "text/csv; charset=utf-8"
    assert plain["Content-Disposition"] == 'attachment; filename="members.csv"'
    assert book.content.startswith(b"PK")


@pytest.mark.parametrize("words", ["RANIA", "ranıa", "رانيا", "kadinlar"])
def test_members_are_found_however_they_are_spelt(words, clerk, council):
    sender = Organisation.objects.create(council=council, key="k", names={"tr": "Kadınlar"})
    make_member(council, public_name="Rania", native_name="رانيا", organisation=sender)

    page = clerk.get(reverse("members:members", args=[council.slug]), {"q": words})

    assert [one.public_name for one in page.context["page"]] == ["Rania"]


def test_members_are_listed_by_body_bloc_and_state(clerk, cast, council, body):
    make_member(council, public_name="Gone", is_active=False)
    make_bloc(council, "empty")

    def listed(**asked):
        page = clerk.get(reverse("members:members", args=[council.slug]), asked)
        return {one.public_name for one in page.context["page"]}

    everybody = {"Chair", "Member", "Absentee", "Adviser", "Clerk", "Interpreter"}
    assert listed() == everybody
    assert listed(body=body.key) == everybody
    assert listed(bloc="host") == {"Chair", "Member", "Absentee"}
    assert listed(bloc="empty") == set()
    assert listed(state="inactive") == {"Gone"}
    assert listed(state="all", body="nonsense") == everybody
