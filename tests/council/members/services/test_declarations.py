"""What members say of themselves: sealed, theirs alone, and gone when they want it gone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.members.facts import ConsentFacts
from council.members.models import (
    QuotaAccess,
    QuotaConsent,
    QuotaPurpose,
    QuotaRecord,
    SeatingCause,
    Term,
)
from council.members.quota.keys import KeyDestroyed
from council.members.quota.sealing import LENGTH, BrokenSeal
from council.members.selectors.composition import answered_in
from council.members.services.counts import count_body
from council.members.services.declarations import (
    copy_declaration,
    declare,
    destroy_quota_key,
    renew_quota_key,
    withdraw_declaration,
)
from council.members.services.quota import key_ring, opened, read_own
from council.members.services.targets import adopt_target
from council.rules.composition import NoTerm, NothingAsked, TermRunsOn
from council.rules.targets import PRESETS, Answer, ContradictoryAnswers, Group

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="ar", text_hash="ab" * 32)
WOMAN = {Group.WOMEN: Answer.YES, Group.MEN: Answer.NO}
MAN = {Group.WOMEN: Answer.NO, Group.MEN: Answer.YES}


@pytest.fixture
def keys(settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"


@pytest.fixture
def term(council, keys):
    return Term.objects.create(council=council, number=1, starts_on=LONG_AGO)


@pytest.fixture
def parity(cast, body, term):
    for document in PRESETS["parity"]:
        adopt_target(actor=cast.clerk, body_id=body.pk, document=document, valid_from=LONG_AGO)


def say(cast, who, answers, consent=CONSENT):
    return declare(
        actor=getattr(cast, who),
        member_id=getattr(cast.members, who).pk,
        answers=answers,
        consent=consent,
    )


def own(cast, who="member"):
    return read_own(actor=getattr(cast, who), member_id=getattr(cast.members, who).pk)


def count(person, body):
    return count_body(actor=person, body_id=body.pk, cause=SeatingCause.OFFICE)


def test_a_member_reads_what_they_said(cast, parity):
    say(cast, "member", WOMAN)

    assert own(cast) == WOMAN
    assert own(cast, "absentee") == {}


def test_a_changed_answer_is_a_new_record_of_the_same_length(cast, parity):
    first = say(cast, "member", WOMAN)
    second = say(cast, "member", {Group.WOMEN: Answer.NOT_SAID, Group.MEN: Answer.NOT_SAID})

    (kept,) = QuotaRecord.objects.all()
    assert kept.pk == second.pk != first.pk
    assert len(kept.blob) == len(first.blob) == LENGTH
    assert own(cast) == {Group.WOMEN: Answer.NOT_SAID, Group.MEN: Answer.NOT_SAID}


def test_nobody_speaks_for_another(cast, parity):
    say(cast, "member", WOMAN)
    of_member = {"member_id": cast.members.member.pk}

    for person in (cast.clerk, cast.chair, cast.absentee, cast.sysadmin):
        with pytest.raises(PermissionDenied):
            declare(actor=person, answers=MAN, consent=CONSENT, **of_member)
        with pytest.raises(PermissionDenied):
            withdraw_declaration(actor=person, **of_member)
        with pytest.raises(PermissionDenied):
            read_own(actor=person, **of_member)
        with pytest.raises(PermissionDenied):
            copy_declaration(actor=person, **of_member)
    assert own(cast) == WOMAN


def test_contradictory_answers_change_nothing(cast, parity):
    say(cast, "member", WOMAN)

    with pytest.raises(ContradictoryAnswers):
        say(cast, "member", dict.fromkeys(WOMAN, Answer.YES))

    assert own(cast) == WOMAN


@pytest.mark.parametrize("answers", [{}, {Group.DISABLED_PEOPLE: Answer.YES}])
def test_nobody_is_asked_what_no_target_counts(cast, parity, answers):
    with pytest.raises(NothingAsked):
        say(cast, "member", answers)

    assert not QuotaRecord.objects.exists()


def test_between_terms_nothing_is_taken(cast, body, keys):
    for document in PRESETS["parity"]:
        adopt_target(actor=cast.clerk, body_id=body.pk, document=document, valid_from=LONG_AGO)

    with pytest.raises(NoTerm):
        say(cast, "member", WOMAN)


def test_a_consent_is_kept_once_for_the_same_words_and_withdrawn_once(cast, parity):
    say(cast, "member", WOMAN)
    say(cast, "member", MAN)
    given = QuotaConsent.objects.get()

    withdraw_declaration(actor=cast.member, member_id=cast.members.member.pk)
    withdrawn = QuotaConsent.objects.get()
    withdraw_declaration(actor=cast.member, member_id=cast.members.member.pk)

    assert (given.language, given.text_hash, given.withdrawn_at) == ("ar", "ab" * 32, None)
    assert withdrawn.withdrawn_at is not None
    assert QuotaConsent.objects.get().withdrawn_at == withdrawn.withdrawn_at
    assert not QuotaRecord.objects.exists()
    say(cast, "member", WOMAN)
    assert QuotaConsent.objects.count() == 2


def test_a_copy_holds_answers_consents_and_who_looked(cast, body, parity):
    say(cast, "member", WOMAN)
    count(cast.clerk, body)

    copy = copy_declaration(actor=cast.member, member_id=cast.members.member.pk)

    assert copy["answers"] == {"women": "yes", "men": "no"}
    assert [one["text_hash"] for one in copy["consents"]] == ["ab" * 32]
    assert [(one["purpose"], one["body"]) for one in copy["accesses"]] == [
        ("own_copy", None),
        ("check", body.key),
    ]


def test_every_opening_is_written_down(cast, body, parity):
    say(cast, "member", WOMAN)

    own(cast)
    count(cast.clerk, body)

    rows = QuotaAccess.objects.order_by("pk")
    assert [(one.purpose, one.actor, one.member, one.body) for one in rows] == [
        (QuotaPurpose.OWN_ANSWERS, cast.member, cast.members.member, None),
        (QuotaPurpose.CHECK, cast.clerk, None, body),
    ]


def test_only_the_registry_checks(cast, body, parity):
    for person in (cast.chair, cast.member, cast.sysadmin):
        with pytest.raises(PermissionDenied):
            count(person, body)


def test_the_registrar_learns_who_answered_and_nothing_else(cast, body, parity):
    say(cast, "member", WOMAN)

    seen = {one.member: one.has_answered for one in answered_in(cast.clerk, body)}

    assert seen == {
        cast.members.chair: False,
        cast.members.member: True,
        cast.members.absentee: False,
    }


def test_swapped_records_are_refused(cast, body, parity):
    one, other = say(cast, "member", WOMAN), say(cast, "absentee", MAN)
    QuotaRecord.objects.filter(pk=one.pk).update(blob=other.blob)

    with pytest.raises(BrokenSeal):
        own(cast)
    with pytest.raises(BrokenSeal):
        count(cast.clerk, body)


def test_a_record_given_to_another_member_is_refused(cast, parity):
    record = say(cast, "member", WOMAN)
    QuotaRecord.objects.filter(pk=record.pk).update(member=cast.members.absentee)

    with pytest.raises(BrokenSeal):
        own(cast, "absentee")


def test_an_earlier_answer_cannot_be_used_again(cast, parity):
    earlier = say(cast, "member", WOMAN)
    later = say(cast, "member", MAN)
    QuotaRecord.objects.filter(pk=later.pk).update(blob=earlier.blob)

    with pytest.raises(BrokenSeal):
        own(cast)


def test_a_truncated_record_is_refused(cast, parity):
    record = say(cast, "member", WOMAN)
    QuotaRecord.objects.filter(pk=record.pk).update(blob=record.blob[:-1])

    with pytest.raises(BrokenSeal):
        own(cast)


def test_a_renewed_key_loses_nothing_and_the_old_one_opens_nothing(
    cast, parity, term, django_capture_on_commit_callbacks
):
    before = say(cast, "member", WOMAN)
    say(cast, "absentee", MAN)

    with django_capture_on_commit_callbacks(execute=True):
        assert renew_quota_key(actor=None, term_id=term.pk) == 2

    assert (own(cast), own(cast, "absentee")) == (WOMAN, MAN)
    assert before.key_id not in QuotaRecord.objects.values_list("key_id", flat=True)
    with pytest.raises(KeyDestroyed):
        opened(before)


def test_a_renewal_that_cannot_read_an_answer_changes_nothing(cast, parity, term):
    record = say(cast, "member", WOMAN)
    QuotaRecord.objects.filter(pk=record.pk).update(blob=b"broken")

    with pytest.raises(BrokenSeal):
        renew_quota_key(actor=None, term_id=term.pk)

    assert key_ring().active(term.pk).id == record.key_id


def test_the_keys_of_a_term_stay_while_objections_are_possible(cast, parity, term):
    say(cast, "member", WOMAN)

    with pytest.raises(TermRunsOn):
        destroy_quota_key(actor=None, term_id=term.pk)
    term.ends_on = timezone.localdate() - timedelta(days=99)
    term.save()
    with pytest.raises(TermRunsOn):
        destroy_quota_key(actor=None, term_id=term.pk)


def test_with_the_key_every_copy_of_the_answers_becomes_unreadable(
    cast, parity, term, django_capture_on_commit_callbacks
):
    record = say(cast, "member", WOMAN)
    term.ends_on = timezone.localdate() - timedelta(days=101)
    term.save()

    with django_capture_on_commit_callbacks(execute=True):
        destroy_quota_key(actor=None, term_id=term.pk)

    assert not QuotaRecord.objects.exists()
    with pytest.raises(KeyDestroyed):
        opened(record)
