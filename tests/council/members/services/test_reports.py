"""A composition is told at fixed moments, and never a small change."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from council.members.facts import ConsentFacts
from council.members.models import CompositionReport, Mandate, ReportMoment, Term
from council.members.services.declarations import declare
from council.members.services.reports import publish_composition
from council.members.services.targets import adopt_targets
from council.rules.composition import MomentIsReported, NoTerm
from council.rules.targets import PRESETS, Answer, Group
from tests.factories.institution import seat_members

LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)


@pytest.fixture
def term(council, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    return Term.objects.create(council=council, number=1, starts_on=LONG_AGO)


@pytest.fixture
def people(cast, body, term):
    """Twelve seats, with the three of the cast, half of them women."""
    adopt_targets(
        actor=cast.clerk, body_id=body.pk, documents=PRESETS["parity"], valid_from=LONG_AGO
    )
    members = [cast.members.chair, cast.members.member, cast.members.absentee]
    members += seat_members(body, 9)
    for n, member in enumerate(members):
        woman = Answer.YES if n % 2 else Answer.NO
        man = Answer.NO if n % 2 else Answer.YES
        declare(
            actor=member.user,
            member_id=member.pk,
            answers={Group.WOMEN: woman, Group.MEN: man},
            consent=CONSENT,
        )
    return members


def publish(cast, body, moment=ReportMoment.TERM_BEGINS):
    return publish_composition(actor=cast.clerk, body_id=body.pk, moment=moment)


def replace_holders(body, people, how_many):
    """Let as many new people sit in the place of those who sit there."""
    Mandate.objects.filter(member__in=people[:how_many]).delete()
    seat_members(body, how_many)


def test_a_report_proves_parity_and_names_nobody(cast, body, people):
    report = publish(cast, body)

    assert report.lines == [
        {"key": "men", "is_met": True, "counted": 6, "others": 6},
        {"key": "women", "is_met": True, "counted": 6, "others": 6},
    ]
    assert report.seats == [
        {"bloc": "host", "seats": 3, "filled": 3},
        {"bloc": "", "seats": 9, "filled": 9},
    ]


def test_a_moment_is_told_once(cast, body, people):
    publish(cast, body)

    with pytest.raises(MomentIsReported):
        publish(cast, body)

    assert CompositionReport.objects.count() == 1


@pytest.mark.parametrize(("changed", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_report_that_differs_by_few_people_says_nothing(changed, is_told, cast, body, people):
    publish(cast, body)
    replace_holders(body, people, changed)

    report = publish(cast, body, ReportMoment.RESULT)

    assert report.is_withheld is not is_told
    if not is_told:
        assert {line["counted"] for line in report.lines} == {None}
        assert {line["is_met"] for line in report.lines} == {None}


def test_a_report_is_compared_with_every_earlier_one(cast, body, people):
    publish(cast, body)
    replace_holders(body, people, 6)
    publish(cast, body, ReportMoment.CANDIDATES_CLOSE)
    Mandate.objects.exclude(member__in=people).delete()
    for member in people[:5]:
        seat = body.seats.exclude(mandates__member__in=people).first()
        Mandate.objects.create(seat=seat, member=member, starts_on=LONG_AGO)

    assert publish(cast, body, ReportMoment.RESULT).is_withheld


def test_between_terms_nothing_is_told(cast, body, settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"

    with pytest.raises(NoTerm):
        publish(cast, body)


def test_only_the_registry_publishes(cast, body, people):
    with pytest.raises(PermissionDenied):
        publish_composition(actor=cast.chair, body_id=body.pk, moment=ReportMoment.RESULT)
