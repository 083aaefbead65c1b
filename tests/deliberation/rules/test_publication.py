from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from council.rules.bylaws import Deadline, DeadlineUnit, Review
from deliberation.rules.publication import (
    Concern,
    Embargoed,
    Hint,
    ReviewNeeded,
    SameReviewer,
    countdown,
    hints,
    require_publishable,
)

ISTANBUL = ZoneInfo("Europe/Istanbul")
SEVEN = Deadline(7, DeadlineUnit.DAYS)
NOON = datetime(2026, 3, 10, 12, tzinfo=ISTANBUL)


def concerns(text, names=()):
    return {hint.concern for hint in hints(text, names)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kanser hastalarına servis konur.", {Concern.HEALTH}),
        ("تأمين العلاج للمرضى", {Concern.HEALTH}),
        ("Transport for pregnant women", {Concern.HEALTH}),
        ("Fahrdienst für Krebskranke", {Concern.HEALTH}),
        ("Geçici koruma belgesi olmayanlar", {Concern.ASYLUM}),
        ("ترحيل اللاجئين", {Concern.ASYLUM}),
        ("Nobody is deported.", {Concern.ASYLUM}),
        ("Menschen mit Duldung", {Concern.ASYLUM}),
        ("Ayşe’nin kızı okula alınır.", {Concern.CHILD}),
        ("تُقبل ابنتها في المدرسة", {Concern.CHILD}),
        ("Her daughter is admitted.", {Concern.CHILD}),
        ("Ihre Tochter wird aufgenommen.", {Concern.CHILD}),
        ("Üç aile taşınır.", {Concern.SMALL_GROUP}),
        ("نقل ثلاث عائلات", {Concern.SMALL_GROUP}),
        ("منح عائلتين منزلاً", {Concern.SMALL_GROUP}),
        ("Three families move.", {Concern.SMALL_GROUP}),
        ("Drei Familien ziehen um.", {Concern.SMALL_GROUP}),
        ("Telefon +90 500 123 45 67", {Concern.CONTACT}),
        ("Yazın: a.b@example.org", {Concern.CONTACT}),
        ("Her ilçede akşam kursları açılır.", set()),
        ("تُفتح دورات مسائية في كل منطقة", set()),
        ("Evening classes open in every district in 2027.", set()),
        ("In jedem Bezirk beginnen Abendkurse für 300 Familien.", set()),
    ],
)
def test_words_that_may_give_somebody_away_are_pointed_at_in_four_languages(text, wanted):
    assert concerns(text) == wanted


def test_a_member_is_recognised_however_the_name_is_written():
    names = ["Hêvîn Demir", "أحمد علي", "Ali"]

    assert hints("HEVIN DEMIR ve احمد علي", names) == [
        Hint(Concern.NAME, "Hêvîn Demir"),
        Hint(Concern.NAME, "أحمد علي"),
    ]


def test_a_name_inside_another_word_is_none():
    assert hints("Aliağa", ["Ali"]) == []


def test_each_thing_is_pointed_at_once():
    assert len(hints("Kanser, kanser ve kanser")) == 2  # as written: with a capital and without


def test_an_empty_text_gives_nothing_away():
    assert hints("", ["", "Ali"]) == []


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (datetime(2026, 3, 17, 20, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 17, 21, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 20, 9, 0, tzinfo=UTC), 3),
    ],
)
def test_seven_days_are_counted_where_the_council_sits(now, late):
    assert countdown(SEVEN, NOON, now, ISTANBUL).days_late == late


def test_days_are_days_though_a_clock_is_changed():
    berlin = ZoneInfo("Europe/Berlin")
    adopted = datetime(2026, 3, 25, 20, tzinfo=berlin)  # clocks go forward on 29 March

    found = countdown(SEVEN, adopted, adopted, berlin)

    assert found.due_at == datetime(2026, 4, 1, 23, 59, 59, 999999, berlin)


def publishable(review, **facts):
    told = {"reviewer_id": None, "publisher_id": 1, "embargo_until": None, "now": NOON}
    require_publishable(review, **told | facts)


@pytest.mark.parametrize("review", [Review.AT_ONCE, Review.REVIEWED])
def test_one_person_is_enough_where_the_by_laws_do_not_want_two(review):
    publishable(review)
    publishable(review, reviewer_id=1)


def test_four_eyes_are_two_people():
    with pytest.raises(ReviewNeeded):
        publishable(Review.FOUR_EYES)
    with pytest.raises(SameReviewer):
        publishable(Review.FOUR_EYES, reviewer_id=1)
    publishable(Review.FOUR_EYES, reviewer_id=2)


def test_an_embargo_ends_at_its_moment():
    with pytest.raises(Embargoed):
        publishable(Review.REVIEWED, embargo_until=NOON + timedelta(seconds=1))
    publishable(Review.REVIEWED, embargo_until=NOON)
