"""Members are entered, amended and deactivated by those who keep the registry."""

import pytest
from django.core.exceptions import PermissionDenied

from council.accounts.models import Card
from council.members.facts import MemberFacts
from council.members.models import Member, OfficeKind, Organisation
from council.members.selectors import has_seat, is_clerk, is_member
from council.members.services import (
    amend_member,
    create_member,
    deactivate_member,
    issue_cards,
    open_account,
    reactivate_member,
)
from council.rules.composition import (
    AccountIsOpen,
    EmailTaken,
    InactiveMember,
    KeyTaken,
    LastClerk,
    NoAccount,
    UnfitName,
    UnfitUsername,
    UsernameTaken,
)
from council.rules.credentials import AccountClosed
from tests.factories.institution import give_office, make_council, make_member, make_user

RANIA = MemberFacts(key="rania", public_name="  Rania   Al-Hamwi ", reads=["ar", "tr"])


def test_a_member_is_entered_with_an_account_in_their_language(cast, council):
    made = create_member(actor=cast.clerk, council_id=council.pk, facts=RANIA, username="rania")

    assert made.public_name == "Rania Al-Hamwi"
    assert (made.user.username, made.user.language) == ("rania", "ar")
    assert not made.user.has_usable_password()


def test_a_member_may_do_without_an_account(cast, council):
    made = create_member(actor=cast.clerk, council_id=council.pk, facts=RANIA)

    assert made.user is None


@pytest.mark.parametrize("person", ["chair", "member", "outsider", "sysadmin"])
def test_nobody_else_enters_members(person, cast, council):
    with pytest.raises(PermissionDenied):
        create_member(actor=getattr(cast, person), council_id=council.pk, facts=RANIA)


def test_a_key_is_used_once_in_a_council(cast, council):
    create_member(actor=cast.clerk, council_id=council.pk, facts=RANIA)

    with pytest.raises(KeyTaken):
        create_member(actor=cast.clerk, council_id=council.pk, facts=RANIA)


@pytest.mark.parametrize("names", [{"public_name": "a\u202eb"}, {"native_name": "a\u202eb"}])
def test_names_hide_nothing(names, cast, council):
    facts = MemberFacts(**{"key": "x", "public_name": "Sami"} | names)

    with pytest.raises(UnfitName):
        create_member(actor=cast.clerk, council_id=council.pk, facts=facts)


def test_an_organisation_of_another_council_is_not_found(cast, council):
    strange = Organisation.objects.create(council=make_council(), key="x", names={"en": "X"})

    with pytest.raises(Organisation.DoesNotExist):
        create_member(
            actor=cast.clerk,
            council_id=council.pk,
            facts=MemberFacts(key="x", public_name="Sami", organisation_id=strange.pk),
        )


def test_an_existing_account_is_never_handed_over(cast, council):
    make_user(username="zeynep")

    with pytest.raises(UsernameTaken):
        create_member(actor=cast.clerk, council_id=council.pk, facts=RANIA, username="zeynep")

    assert not Member.objects.filter(key="rania").exists()


def test_a_username_has_a_form(cast, council):
    with pytest.raises(UnfitUsername):
        create_member(actor=cast.clerk, council_id=council.pk, facts=RANIA, username="Tuğba")


def test_an_address_opens_one_account(cast, council):
    make_user(email="rania@example.org")
    facts = MemberFacts(key="rania", public_name="Rania", email="Rania@example.org")

    with pytest.raises(EmailTaken):
        create_member(actor=cast.clerk, council_id=council.pk, facts=facts, username="rania")


def test_the_account_follows_the_address(cast):
    shown = cast.members.member
    facts = MemberFacts(key=shown.key, public_name="Rania", email="Rania@example.org")
    before = cast.member.auth_epoch

    amend_member(actor=cast.clerk, member_id=shown.pk, facts=facts)

    cast.member.refresh_from_db()
    assert cast.member.email == "rania@example.org"
    assert cast.member.auth_epoch == before + 1


def test_an_unchanged_address_ends_no_session(cast):
    shown = cast.members.member
    before = cast.member.auth_epoch

    amend_member(
        actor=cast.clerk,
        member_id=shown.pk,
        facts=MemberFacts(key=shown.key, public_name="Rania"),
    )

    cast.member.refresh_from_db()
    assert cast.member.auth_epoch == before


def test_a_member_keeps_a_key_of_their_own(cast):
    with pytest.raises(KeyTaken):
        amend_member(
            actor=cast.clerk,
            member_id=cast.members.member.pk,
            facts=MemberFacts(key=cast.members.chair.key, public_name="Rania"),
        )


def test_a_member_without_an_account_is_amended(cast, council):
    nobody = make_member(council, has_account=False)

    amended = amend_member(
        actor=cast.clerk,
        member_id=nobody.pk,
        facts=MemberFacts(key="n", public_name="Nobody", email="n@example.org"),
    )

    assert (amended.key, amended.email) == ("n", "n@example.org")


def test_deactivation_ends_seat_office_and_sign_in(cast, body):
    deactivate_member(actor=cast.clerk, member_id=cast.members.chair.pk)

    cast.chair.refresh_from_db()
    assert not cast.chair.is_active
    assert not is_member(cast.chair, body.council_id)
    assert not has_seat(cast.chair, body.pk)
    assert not cast.members.chair.mandates.filter(ends_on=None).exists()
    assert not cast.members.chair.offices.filter(ends_on=None).exists()


def test_the_last_clerk_stays(cast):
    with pytest.raises(LastClerk):
        deactivate_member(actor=cast.clerk, member_id=cast.members.clerk.pk)


def test_a_clerk_with_a_colleague_may_go(cast, body):
    give_office(cast.members.member, body, OfficeKind.REGISTRAR)

    deactivate_member(actor=cast.clerk, member_id=cast.members.clerk.pk)

    assert not is_clerk(cast.clerk, body.council_id)


def test_a_person_without_an_account_is_deactivated_and_comes_back(cast, council):
    nobody = make_member(council, has_account=False)

    deactivate_member(actor=cast.clerk, member_id=nobody.pk)
    assert not Member.objects.get(pk=nobody.pk).is_active

    reactivate_member(actor=cast.clerk, member_id=nobody.pk)
    assert Member.objects.get(pk=nobody.pk).is_active


def test_a_reactivated_member_signs_in_again_without_a_seat(cast, body):
    deactivate_member(actor=cast.clerk, member_id=cast.members.member.pk)

    reactivate_member(actor=cast.clerk, member_id=cast.members.member.pk)

    cast.member.refresh_from_db()
    assert is_member(cast.member, body.council_id)
    assert not has_seat(cast.member, body.pk)


def test_an_account_is_opened_later(cast, council):
    nobody = make_member(council, has_account=False, reads=["fa", "tr"])

    opened = open_account(actor=cast.clerk, member_id=nobody.pk, username="nobody")

    assert (opened.username, opened.language) == ("nobody", "tr")


def test_an_account_is_opened_once(cast):
    with pytest.raises(AccountIsOpen):
        open_account(actor=cast.clerk, member_id=cast.members.member.pk, username="again")


def test_the_deactivated_get_no_account(cast, council):
    gone = make_member(council, has_account=False, is_active=False)

    with pytest.raises(InactiveMember):
        open_account(actor=cast.clerk, member_id=gone.pk, username="gone")


def test_a_card_is_printed_in_the_first_language_the_member_reads(cast, council):
    card, *_ = issue_cards(
        actor=cast.clerk, council_id=council.pk, member_ids=[cast.members.member.pk]
    )

    assert (card.username, card.language, card.name) == (cast.member.username, "en", "Member")
    assert Card.objects.get().user == cast.member


def test_who_reads_none_of_the_council_s_languages_gets_the_binding_one(cast, council):
    stranger = make_member(council, reads=["so"], native_name="Xaliimo")

    card, *_ = issue_cards(actor=cast.clerk, council_id=council.pk, member_ids=[stranger.pk])

    assert (card.language, card.name) == ("tr", "Xaliimo")


def test_a_card_needs_an_account(cast, council):
    nobody = make_member(council, has_account=False)

    with pytest.raises(NoAccount):
        issue_cards(actor=cast.clerk, council_id=council.pk, member_ids=[nobody.pk])


def test_the_deactivated_get_no_card(cast, council):
    deactivate_member(actor=cast.clerk, member_id=cast.members.member.pk)

    with pytest.raises(AccountClosed):
        issue_cards(actor=cast.clerk, council_id=council.pk, member_ids=[cast.members.member.pk])


def test_people_of_other_councils_get_no_card_here(cast, council):
    stranger = make_member(make_council())

    assert issue_cards(actor=cast.clerk, council_id=council.pk, member_ids=[stranger.pk]) == []
