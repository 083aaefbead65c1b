"""Registry files change everything they say or nothing at all."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from council.accounts.models import User
from council.members.facts import OrganisationFacts
from council.members.models import (
    Body,
    FilledBy,
    Mandate,
    Member,
    Office,
    Organisation,
    RegistryImport,
    Seat,
)
from council.members.registry.columns import Sheet
from council.members.registry.export import csv_of, workbook_of
from council.members.registry.state import Registry
from council.members.registry.tables import read_tables
from council.members.services import (
    abolish_seat,
    create_organisation,
    deactivate_member,
    import_registry,
    keep_import,
    rehearse,
    take_in,
)
from council.rules.imports import (
    FaultyImport,
    ImportIsDone,
    RegistryChanged,
    UnknownTable,
)
from tests.factories.institution import make_bloc, make_body, make_member, make_seat, make_user

DAY = date(2024, 5, 1)
DEMO = Path("council/demo")
FILES = {
    "organisations": "key,name_tr,name_en,kind,bloc\nwomen,Kadınlar,Women,other,host\n",
    "members": "public_name,username,reads,email,organisation,group\n"
    "Rania,rania,ar tr,rania@example.org,women,woman\nBilal,bilal,ar,,women,man\n",
    "seats": "body,number,bloc,filled_by,organisation,titular,alternate,group_label\n"
    "GMM,1,host,delegated,women,rania,bilal,women\nGMM,2,host,,,,,\n",
    "offices": "member,body,office,languages\nrania,GMM,interpreter,ar>tr\n",
}


@pytest.fixture
def gmm(cast, council):
    make_bloc(council, "host") if not council.blocs.exists() else None
    return make_body(council, key="GMM")


def tables(**files):
    return [
        table for name, text in files.items() for table in read_tables(f"{name}.csv", text.encode())
    ]


def bring(cast, council, starts_on=DAY, **files):
    return import_registry(
        actor=cast.clerk, council_id=council.pk, tables=tables(**files), starts_on=starts_on
    )


def faults(cast, council, starts_on=DAY, **files):
    with pytest.raises(FaultyImport) as refusal:
        bring(cast, council, starts_on, **files)
    return [(one.table, one.row, one.column, one.code) for one in refusal.value.facts["faults"]]


def test_four_files_make_a_registry(cast, gmm):
    rehearsal = bring(cast, gmm.council, **FILES)

    rania = Member.objects.get(key="rania")
    seat = Seat.objects.get(body=gmm, number=1)
    assert len(rehearsal.news) == 6
    assert (rania.user.username, rania.user.email) == ("rania", "rania@example.org")
    assert rania.organisation.names == {"tr": "Kadınlar", "en": "Women"}
    assert (seat.filled_by, seat.group) == (FilledBy.DELEGATED, "women")
    assert [(one.member.key, one.role) for one in seat.mandates.order_by("pk")] == [
        ("rania", "titular"),
        ("bilal", "alternate"),
    ]
    assert rania.offices.get().directions == ["ar>tr"]


def test_the_order_of_the_files_does_not_matter(cast, gmm):
    bring(cast, gmm.council, **dict(reversed(FILES.items())))

    assert Mandate.objects.filter(seat__body=gmm).count() == 2


def test_taking_in_the_same_again_changes_nothing(cast, gmm):
    bring(cast, gmm.council, **FILES)

    assert bring(cast, gmm.council, **FILES).news == ()


def test_a_preview_changes_nothing_and_tells_everything(cast, gmm):
    kept = keep_import(
        actor=cast.clerk, council_id=gmm.council_id, tables=tables(**FILES), starts_on=DAY
    )

    rehearsal = rehearse(actor=cast.clerk, import_id=kept.pk)

    assert not Member.objects.filter(key="rania").exists()
    assert not User.objects.filter(username="rania").exists()
    assert rehearsal.count("members", "created") == 2
    assert rehearsal.changes[0].details[1] == ("name_tr", "", "Kadınlar")


def test_what_was_shown_is_taken_in_once(cast, gmm):
    kept = keep_import(
        actor=cast.clerk, council_id=gmm.council_id, tables=tables(**FILES), starts_on=DAY
    )
    shown = rehearse(actor=cast.clerk, import_id=kept.pk).fingerprint

    take_in(actor=cast.clerk, import_id=kept.pk, fingerprint=shown)

    assert Member.objects.filter(key="rania").exists()
    assert RegistryImport.objects.get(pk=kept.pk).rows == []
    with pytest.raises(ImportIsDone):
        take_in(actor=cast.clerk, import_id=kept.pk, fingerprint=shown)


def test_a_registry_that_has_changed_since_is_shown_again(cast, gmm):
    kept = keep_import(
        actor=cast.clerk, council_id=gmm.council_id, tables=tables(**FILES), starts_on=DAY
    )
    shown = rehearse(actor=cast.clerk, import_id=kept.pk).fingerprint
    create_organisation(
        actor=cast.clerk,
        council_id=gmm.council_id,
        facts=OrganisationFacts(key="women", names={"tr": "Başka"}),
    )

    with pytest.raises(RegistryChanged):
        take_in(actor=cast.clerk, import_id=kept.pk, fingerprint=shown)

    assert not Member.objects.filter(key="rania").exists()


def test_a_faulty_file_that_was_kept_is_not_taken_in(cast, gmm):
    kept = keep_import(
        actor=cast.clerk,
        council_id=gmm.council_id,
        tables=tables(seats="body,number\nNOWHERE,1\n"),
        starts_on=DAY,
    )

    with pytest.raises(FaultyImport):
        take_in(actor=cast.clerk, import_id=kept.pk, fingerprint="")


def test_a_new_reading_drops_the_one_before(cast, gmm):
    for _ in range(2):
        keep_import(
            actor=cast.clerk, council_id=gmm.council_id, tables=tables(**FILES), starts_on=DAY
        )

    assert RegistryImport.objects.count() == 1


def test_a_file_that_is_no_registry_table_is_not_kept(cast, gmm):
    with pytest.raises(UnknownTable):
        keep_import(
            actor=cast.clerk,
            council_id=gmm.council_id,
            tables=tables(x="a,b\n1,2\n"),
            starts_on=DAY,
        )


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_imports(person, cast, gmm):
    with pytest.raises(PermissionDenied):
        import_registry(
            actor=getattr(cast, person),
            council_id=gmm.council_id,
            tables=tables(**FILES),
            starts_on=DAY,
        )


def test_one_fault_stops_everything(cast, gmm):
    found = faults(
        cast,
        gmm.council,
        members="public_name,username\nRania,rania\nBilal,Bilal!\n",
    )

    assert found == [("members", 3, "username", "not_a_username")]
    assert not Member.objects.filter(key="rania").exists()


def test_unknown_references_are_told_with_row_and_column(cast, gmm):
    found = faults(
        cast,
        gmm.council,
        organisations="key,name_en,bloc\nwomen,Women,nobloc\n",
        members="public_name,username,organisation\nRania,rania,noorg\n",
        seats="body,number,bloc,organisation,titular\n"
        "NOWHERE,1,,,\nGMM,2,nobloc,,\nGMM,3,,noorg,\nGMM,4,,,nobody\n",
        offices="member,body,office\nnobody,GMM,chair\n",
    )

    assert found == [
        ("organisations", 2, "bloc", "unknown_key"),
        ("members", 2, "organisation", "unknown_key"),
        ("seats", 2, "body", "unknown_key"),
        ("seats", 3, "bloc", "unknown_key"),
        ("seats", 4, "organisation", "unknown_key"),
        ("seats", 5, "titular", "unknown_key"),
        ("offices", 2, "member", "unknown_key"),
    ]


def test_a_fault_is_told_where_it_is_and_not_wherever_it_is_felt(cast, gmm):
    found = faults(
        cast,
        gmm.council,
        members="public_name,username\nadmin,rania\n",
        seats="body,number,titular\nGMM,1,rania\n",
        offices="member,body,office\nrania,GMM,chair\n",
    )

    assert found == [("members", 2, "", "reserved_name")]


def test_a_key_stands_in_a_file_once(cast, gmm):
    found = faults(cast, gmm.council, members="public_name,username\nRania,rania\nR.,rania\n")

    assert found == [("members", 3, "username", "repeated_key")]


def test_an_organisation_has_a_name(cast, gmm):
    found = faults(cast, gmm.council, organisations="key,name_tr\nwomen,\n")

    assert found == [("organisations", 2, "name", "no_name")]


def test_an_account_of_somebody_else_is_not_taken_over(cast, gmm):
    make_user(username="rania")

    found = faults(cast, gmm.council, members="public_name,username\nRania,rania\n")

    assert found == [("members", 2, "", "username_taken")]


def test_the_deactivated_stay_so(cast, gmm):
    gone = make_member(gmm.council, key="gone", is_active=False)

    found = faults(
        cast,
        gmm.council,
        members=f"public_name,username\nGone,{gone.key}\n",
        offices="member,body,office\ngone,GMM,chair\n",
    )

    assert found == [("members", 2, "", "inactive_member")]


def test_nobody_gets_two_seats_of_one_body(cast, gmm):
    found = faults(
        cast,
        gmm.council,
        members="public_name,username\nRania,rania\n",
        seats="body,number,titular\nGMM,1,rania\nGMM,2,rania\n",
    )

    assert found == [("seats", 3, "", "already_seated")]


def test_two_members_may_change_seats(cast, gmm):
    bring(
        cast,
        gmm.council,
        members="public_name,username\nRania,rania\nBilal,bilal\n",
        seats="body,number,titular\nGMM,1,rania\nGMM,2,bilal\n",
    )
    later = DAY + timedelta(days=30)

    bring(cast, gmm.council, later, seats="body,number,titular\nGMM,1,bilal\nGMM,2,rania\n")

    state = Registry.of(gmm.council, later)
    assert state.holder(state.seats["GMM", 1]) == "bilal"
    assert Mandate.objects.filter(seat__body=gmm, ends_on=later).count() == 2


def test_an_empty_cell_vacates_the_seat_and_a_missing_column_does_not(cast, gmm):
    bring(cast, gmm.council, **FILES)
    later = DAY + timedelta(days=30)

    bring(cast, gmm.council, later, seats="body,number,group_label\nGMM,1,men\n")
    state = Registry.of(gmm.council, later)
    assert state.holder(state.seats["GMM", 1]) == "rania"

    bring(cast, gmm.council, later, seats="body,number,titular,alternate\nGMM,1,,bilal\n")
    state = Registry.of(gmm.council, later)
    assert state.holder(state.seats["GMM", 1]) == ""
    assert state.alternates(state.seats["GMM", 1]) == "bilal"


def test_alternates_stand_in_the_order_of_the_file(cast, gmm):
    people = "public_name,username\nA,a\nB,b\nC,c\n"
    bring(cast, gmm.council, members=people, seats="body,number,alternate\nGMM,1,a b\n")
    later = DAY + timedelta(days=1)

    bring(cast, gmm.council, later, seats="body,number,alternate\nGMM,1,a c b\n")

    state = Registry.of(gmm.council, later)
    assert state.alternates(state.seats["GMM", 1]) == "a c b"


def test_what_is_known_is_amended(cast, gmm):
    bring(cast, gmm.council, **FILES)

    rehearsal = bring(
        cast,
        gmm.council,
        organisations="key,name_en\nwomen,Women together\n",
        members="public_name,username,email\nRania H.,rania,\n",
        offices="member,body,office,languages\nrania,GMM,interpreter,ar>tr tr>ar\n",
    )

    rania = Member.objects.get(key="rania")
    assert [change.act for change in rehearsal.changes] == ["amended"] * 3
    assert (rania.public_name, rania.email, rania.reads) == ("Rania H.", "", ["ar", "tr"])
    assert Organisation.objects.get(key="women").names["tr"] == "Kadınlar"
    assert Office.objects.get(member=rania).directions == ["ar>tr", "tr>ar"]


def test_an_abolished_seat_is_not_filled(cast, gmm):
    seat = make_seat(gmm, number=5)
    abolish_seat(actor=cast.clerk, seat_id=seat.pk)

    assert faults(cast, gmm.council, seats="body,number\nGMM,5\n") == [
        ("seats", 2, "", "seat_is_abolished")
    ]


@pytest.fixture
def adana(cast, council):
    """The demo's registry, taken in."""
    make_bloc(council, "migrants")
    for key in ("institutions", "experts", "neighbourhoods"):
        make_bloc(council, key)
    for key in ("GMM", "YK", "KM", "GM"):
        make_body(council, key=key)
    names = ("organisations", "members", "seats", "offices")
    read = [
        table for name in names for table in read_tables(name, (DEMO / f"{name}.csv").read_bytes())
    ]
    import_registry(actor=cast.clerk, council_id=council.pk, tables=read, starts_on=DAY)
    return council


def test_the_demo_council_is_taken_in(adana):
    assert Member.objects.filter(council=adana, organisation__isnull=False).count() > 50
    assert Mandate.objects.filter(seat__body__key="GMM", role="titular").count() == 60


@pytest.mark.slow
def test_what_is_exported_changes_nothing_when_it_is_read_again(cast, adana):
    gone = Member.objects.get(key="cengiz.uysal")
    deactivate_member(actor=cast.clerk, member_id=gone.pk)
    today = date.today()  # noqa: DTZ011 - the registry as it holds now
    registry = Registry.of(adana, today)
    plain = [table for sheet in Sheet for table in read_tables("x.csv", csv_of(registry, sheet))]
    book = read_tables("x.xlsx", workbook_of(registry, right_to_left=True, sheets=list(Sheet)))

    for read in (plain, book):
        rehearsal = import_registry(
            actor=cast.clerk, council_id=adana.pk, tables=read, starts_on=today
        )
        assert rehearsal.news == ()
        assert len(rehearsal.changes) > 200


def test_exported_cells_run_nothing(cast, council):
    Member.objects.filter(pk=cast.members.member.pk).update(
        public_name="-cmd|x", phone="+90 500", native_name="\u200f=1+1"
    )
    registry = Registry.of(council, DAY)

    text = csv_of(registry, Sheet.MEMBERS).decode("utf-8-sig")
    (table,) = read_tables(
        "x.xlsx", workbook_of(registry, right_to_left=False, sheets=[Sheet.MEMBERS])
    )

    assert '"\'-cmd|x"' in text
    assert '"\'+90 500"' in text
    assert '"\'\u200f=1+1"' in text
    assert any("-cmd|x" in cells for _number, cells in table.rows)


def test_bodies_are_not_made_by_a_file(cast, gmm):
    faults(cast, gmm.council, seats="body,number\nNEW,1\n")

    assert not Body.objects.filter(key="NEW").exists()


def seat_rows(*rows):
    return "body,number,titular,sent_as\n" + "".join(
        f"{seat.body.key},{seat.number},{person.key if person else ''},{sent_as}\n"
        for seat, person, sent_as in rows
    )


def test_a_file_is_asked_for_the_woman_like_a_letter(cast, council, rule, sender, seats, people):
    men = seat_rows((seats[0], people[0], "men"), (seats[1], people[1], "men"))

    with pytest.raises(FaultyImport) as refusal:
        bring(cast, council, seats=men)

    (fault,) = refusal.value.facts["faults"]
    assert (fault.row, fault.column, fault.code) == (3, "titular", "no_woman_sent")
    assert fault.facts == {"cell": sender.key}
    assert not Mandate.objects.filter(seat__in=seats).exists()


def test_a_file_says_as_whom_delegates_are_sent(cast, council, rule, seats, people):
    told = seat_rows((seats[0], people[0], "men"), (seats[1], people[1], "women"))
    bring(cast, council, seats=told)

    assert bring(cast, council, seats=told).news == ()
    registry = Registry.of(council, DAY)
    assert [registry.sent_as(seat) for seat in seats] == ["men", "women"]


def test_a_place_left_empty_in_a_file_waits_for_the_letter(cast, council, rule, seats, people):
    bring(cast, council, seats=seat_rows((seats[0], people[0], "men"), (seats[1], None, "")))

    assert [one.member for one in Mandate.objects.filter(seat__in=seats)] == people[:1]


def test_what_a_file_says_of_a_delegate_who_sits_there_is_kept(cast, council, rule, seats, people):
    bring(cast, council, seats=seat_rows((seats[0], people[0], "")))

    news = bring(cast, council, seats=seat_rows((seats[0], people[0], "women"))).news

    assert [one.details for one in news] == [(("sent_as", "", "women"),)]
    assert bring(cast, council, seats=seat_rows((seats[0], people[0], ""))).news == ()


def test_nobody_is_sent_to_a_seat_of_no_organisation(cast, council, body, people):
    rows = seat_rows((make_seat(body), people[0], "women"))

    assert faults(cast, council, seats=rows) == [("seats", 2, "sent_as", "nobody_is_sent")]
