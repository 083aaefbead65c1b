"""A council is founded once, and its clerk does the rest."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from council.members.facts import (
    BlocFacts,
    BodyFacts,
    CouncilFacts,
    MemberFacts,
    OrganisationFacts,
    TermFacts,
)
from council.members.models import Body, Council, Member, OfficeKind, RulesOfProcedure
from council.members.selectors import holds_office, interpreter_directions, is_clerk
from council.members.services import (
    adopt_bylaws,
    amend_bloc,
    amend_body,
    amend_council,
    amend_organisation,
    amend_term,
    assign_office,
    change_directions,
    create_bloc,
    create_body,
    create_organisation,
    end_office,
    found_council,
    open_term,
)
from council.rules.bylaws import PRESETS, InvalidBylaws
from council.rules.composition import (
    BylawsOutOfOrder,
    BylawsUnchanged,
    CircularTree,
    CouncilHasClerk,
    DirectionsMissing,
    InactiveMember,
    KeyTaken,
    LastClerk,
    OfficeHasEnded,
    OfficeIsHeld,
    TermsOverlap,
    UnfitName,
    UnknownLanguage,
)
from council.rules.terms import PeriodEndsBeforeItStarts
from tests.factories.institution import LONG_AGO, give_office, make_bloc, make_member

DAY = date(2024, 5, 1)
FACTS = CouncilFacts(
    slug="leipzig",
    names={"de": "Migrantenbeirat"},
    place={"de": "Leipzig"},
    time_zone="Europe/Berlin",
    languages=["de", "tr", "ar"],
    main_language="de",
)
ASSEMBLY = BodyFacts(key="MB", names={"de": "Beirat"})
CLERK = MemberFacts(key="lena.vogel", public_name="Lena Vogel", reads=["de"])


def found(**changes):
    facts = {"facts": FACTS, "body": ASSEMBLY, "clerk": CLERK, "starts_on": DAY}
    return found_council(actor=None, **facts | changes)


def test_a_council_is_founded_with_its_first_clerk(db):
    council = found()

    clerk = Member.objects.get(council=council)
    assert (clerk.user.username, clerk.user.language) == ("lena.vogel", "de")
    assert is_clerk(clerk.user, council.pk)


def test_a_council_is_founded_once(db):
    found()

    with pytest.raises(CouncilHasClerk):
        found()


def test_a_council_whose_clerk_never_came_is_founded_anew(db):
    Council.objects.create(slug="leipzig")

    assert Body.objects.filter(council=found()).count() == 1


def test_the_second_founding_finds_the_clerk_it_made(db):
    council = found()
    Member.objects.get().offices.update(ends_on=DAY)

    assert found() == council
    assert Member.objects.count() == 1


def test_the_main_language_is_offered(db):
    facts = CouncilFacts(**vars(FACTS) | {"main_language": "en"})

    with pytest.raises(UnknownLanguage):
        found(facts=facts)


def test_a_language_stays_while_by_laws_require_it(cast, council, body):
    facts = CouncilFacts(**vars(FACTS) | {"slug": council.slug, "languages": ["de", "tr"]})

    with pytest.raises(UnknownLanguage) as refused:
        amend_council(actor=cast.clerk, council_id=council.pk, facts=facts)

    assert refused.value.facts == {"language": "ar"}


def test_a_clerk_has_a_name_that_hides_nothing(db):
    with pytest.raises(UnfitName):
        found(clerk=MemberFacts(key="x", public_name="admin"))


def test_a_clerk_changes_what_the_council_says_of_itself(cast, council):
    facts = CouncilFacts(**vars(FACTS) | {"slug": council.slug})

    amend_council(actor=cast.clerk, council_id=council.pk, facts=facts)

    assert Council.objects.get(pk=council.pk).languages == ["de", "tr", "ar"]


def test_an_address_belongs_to_one_council(cast, council):
    Council.objects.create(slug="leipzig")

    with pytest.raises(KeyTaken):
        amend_council(actor=cast.clerk, council_id=council.pk, facts=FACTS)


def test_bodies_form_a_tree(cast, body):
    board = create_body(
        actor=cast.clerk,
        council_id=body.council_id,
        facts=BodyFacts(key="YK", names={"tr": "Kurul"}, parent_id=body.pk),
    )
    top = BodyFacts(key=body.key, names={"en": "X"}, parent_id=board.pk)

    with pytest.raises(CircularTree):
        amend_body(actor=cast.clerk, body_id=body.pk, facts=top)
    with pytest.raises(KeyTaken):
        create_body(actor=cast.clerk, council_id=body.council_id, facts=top)

    amended = amend_body(
        actor=cast.clerk,
        body_id=body.pk,
        facts=BodyFacts(key=body.key, names={"en": "X"}, executive_id=board.pk),
    )
    assert amended.executive_id == board.pk


def test_blocs_and_organisations_have_keys_of_their_own(cast, council):
    bloc = make_bloc(council, "a")
    other = create_bloc(
        actor=cast.clerk, council_id=council.pk, facts=BlocFacts(key="b", names={"en": "B"})
    )
    sender = create_organisation(
        actor=cast.clerk,
        council_id=council.pk,
        facts=OrganisationFacts(key="o", names={"en": "O"}, bloc_id=bloc.pk),
    )

    with pytest.raises(KeyTaken):
        amend_bloc(actor=cast.clerk, bloc_id=other.pk, facts=BlocFacts(key="a", names={}))
    with pytest.raises(KeyTaken):
        create_organisation(
            actor=cast.clerk, council_id=council.pk, facts=OrganisationFacts(key="o", names={})
        )
    left = OrganisationFacts(key="o", names={"en": "O"}, is_active=False)
    assert not amend_organisation(actor=cast.clerk, organisation_id=sender.pk, facts=left).is_active


def test_terms_share_no_day(cast, council):
    first = open_term(
        actor=cast.clerk,
        council_id=council.pk,
        facts=TermFacts(number=1, starts_on=DAY, ends_on=DAY + timedelta(days=730)),
    )
    after = TermFacts(number=2, starts_on=DAY + timedelta(days=730))

    open_term(actor=cast.clerk, council_id=council.pk, facts=after)

    with pytest.raises(TermsOverlap):
        amend_term(actor=cast.clerk, term_id=first.pk, facts=TermFacts(number=1, starts_on=DAY))
    with pytest.raises(KeyTaken):
        open_term(actor=cast.clerk, council_id=council.pk, facts=after)


def assign(cast, body, member, kind=OfficeKind.ADVISER, **facts):
    facts = {"starts_on": DAY} | facts
    return assign_office(actor=cast.clerk, body_id=body.pk, member_id=member.pk, kind=kind, **facts)


def test_an_office_begins_and_ends(cast, body):
    office = assign(cast, body, cast.members.member)
    assert holds_office(cast.member, [OfficeKind.ADVISER], body_id=body.pk)

    end_office(actor=cast.clerk, office_id=office.pk, ends_on=DAY + timedelta(days=1))

    assert not holds_office(cast.member, [OfficeKind.ADVISER], body_id=body.pk)
    with pytest.raises(OfficeHasEnded):
        end_office(actor=cast.clerk, office_id=office.pk, ends_on=DAY + timedelta(days=2))


@pytest.mark.parametrize("person", ["chair", "outsider", "sysadmin"])
def test_nobody_else_assigns_offices(person, cast, body):
    with pytest.raises(PermissionDenied):
        assign_office(
            actor=getattr(cast, person),
            body_id=body.pk,
            member_id=cast.members.member.pk,
            kind=OfficeKind.CHAIR,
            starts_on=DAY,
        )


def test_nobody_holds_an_office_twice(cast, body):
    assign(cast, body, cast.members.member)

    with pytest.raises(OfficeIsHeld):
        assign(cast, body, cast.members.member)


def test_the_deactivated_get_no_office(cast, body):
    with pytest.raises(InactiveMember):
        assign(cast, body, make_member(body.council, is_active=False))


def test_an_interpreter_has_directions_that_can_change(cast, body):
    with pytest.raises(DirectionsMissing):
        assign(cast, body, cast.members.member, OfficeKind.INTERPRETER)

    office = assign(cast, body, cast.members.member, OfficeKind.INTERPRETER, directions=["ar>tr"])
    change_directions(actor=cast.clerk, office_id=office.pk, directions=["tr>en"])

    assert interpreter_directions(cast.member, body.council_id) == ["tr>en"]


def test_the_last_clerk_cannot_lay_down_the_office(cast, body):
    own = cast.members.clerk.offices.get()

    with pytest.raises(LastClerk):
        end_office(actor=cast.clerk, office_id=own.pk, ends_on=DAY)

    give_office(cast.members.member, body, OfficeKind.CLERK)
    end_office(actor=cast.clerk, office_id=own.pk, ends_on=DAY)
    assert not is_clerk(cast.clerk, body.council_id)


def test_an_office_does_not_end_before_it_begins(cast, body):
    office = assign(cast, body, cast.members.member)

    with pytest.raises(PeriodEndsBeforeItStarts):
        end_office(actor=cast.clerk, office_id=office.pk, ends_on=DAY - timedelta(days=1))


def adopt(cast, body, document, valid_from=DAY, **facts):
    return adopt_bylaws(
        actor=cast.clerk, body_id=body.pk, document=document, valid_from=valid_from, **facts
    )


@pytest.fixture
def changed():
    document = json.loads(json.dumps(PRESETS["kent_konseyi_assembly"]))
    document["floor"]["speaking"] = 120
    return document


def test_a_change_is_a_new_version_and_the_old_one_stays(cast, body, changed):
    new = adopt(cast, body, changed, note="Karar 2026/3")

    versions = RulesOfProcedure.objects.filter(body=body).order_by("version")
    assert [one.version for one in versions] == [1, 2]
    assert (new.document["floor"]["speaking"], new.created_by) == (120, cast.clerk)
    assert versions[0].document["floor"]["speaking"] == 180


def test_by_laws_that_contradict_themselves_are_refused(cast, body, changed):
    changed["floor"]["warning"] = 999

    with pytest.raises(InvalidBylaws):
        adopt(cast, body, changed)


def test_by_laws_know_the_blocs_and_languages_of_the_council(cast, body, changed):
    share = {"fraction": "1/2", "strictness": "more_than"}
    changed["questions"]["proposal"]["concurrent"] = {
        "blocs": ["nobody"],
        "share": share,
        "basis": "members_present",
        "absent": "waived",
    }
    changed["languages"] = {"required": ["so"], "binding": "so"}

    with pytest.raises(InvalidBylaws) as refusal:
        adopt(cast, body, changed)

    codes = {problem.code for problem in refusal.value.problems}
    assert codes == {"unknown_bloc", "language_not_offered"}


def test_saving_the_same_is_no_new_version(cast, body):
    with pytest.raises(BylawsUnchanged):
        adopt(cast, body, PRESETS["kent_konseyi_assembly"])


def test_a_version_does_not_begin_before_the_one_it_replaces(cast, body, changed):
    with pytest.raises(BylawsOutOfOrder):
        adopt(cast, body, changed, valid_from=LONG_AGO - timedelta(days=1))


def test_a_new_body_starts_with_version_one(cast, body):
    RulesOfProcedure.objects.filter(body=body).delete()

    assert adopt(cast, body, PRESETS["kent_konseyi_assembly"]).version == 1
