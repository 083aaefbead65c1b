"""Proposals, amendments and the registry, where somebody has to mend, to decide or to confirm."""

import re

import pytest

from tests.e2e.journeys import Actor, at, journey, send, sent

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OFFICE, NEW = "/office/adana", "/proposals/new/1/"
AMENDMENT = "/proposals/6/amendments/new/replace/1/"
WORDS = {"title_ar": "حديقة للجميع", "text_ar": "يطلب المجلس حديقة.\n\nوتكون مفتوحة مساءً."}
ANSWERED = "all => all.forEach((one) => { one.checked = true; })"
STRANGE = "key,public_name,reads\n,Nobody,xx\n"
BROKEN = "public_name,reads,username\nNobody,xx,\n,,zeynep.karadag\n"
GOOD = (
    "public_name,native_name,native_language,reads,speaks,email,phone,organisation,username\n"
    "Rania Hamwi,رانيا الحموي,ar,ar tr,ar tr,rania.hamwi@example.org,,syrian-women,rania.hamwi\n"
    "Yeni Üye,,,tr,tr,,,,yeni.uye\n"
)


@journey(
    "proposals:amend",
    "proposals:amendments",
    "proposals:admit_amendment",
    "proposals:draft",
    "proposals:edit",
    "proposals:proposal",
    "proposals:return",
    "proposals:translate",
    "proposals:withdraw_amendment",
)
def test_a_proposal_under_way_is_for_everybody(watchers):
    member, clerk = Actor(watchers, "member"), Actor(watchers, "clerk")
    watchers.look("proposal without words", "member", sent(NEW, NEW), "proposals:draft", 422)
    own = member.act(NEW, "/new/", **WORDS).path
    watchers.look("own draft", "member", at(own), "proposals:proposal")
    watchers.look("own draft to change", "member", at(f"{own}edit/"), "proposals:edit")
    wordless = sent(AMENDMENT, AMENDMENT, text_ar="")
    watchers.look("amendment without words", "member", wordless, "proposals:amend", 422)
    member.act(AMENDMENT, "/replace/", text_ar="الدورات مجانية للجميع.")
    amendments = "/proposals/6/amendments/"
    for key in ("member", "clerk"):
        watchers.look(f"amendments, {key}", key, at(amendments), "proposals:amendments")
    number = re.search(r"/proposals/amendments/(\d+)/admit/", clerk.actions(amendments))[1]
    back = at(f"/proposals/amendments/{number}/withdraw/")
    watchers.look("amendment to withdraw", "member", back, "proposals:withdraw_amendment")
    too_far = sent(amendments, "/admit/", reach="999")
    watchers.look("amendment too far", "clerk", too_far, "proposals:admit_amendment", 422)
    returned = "/proposals/11/return/"
    why = sent(returned, returned)
    watchers.look("proposal to return, why?", "clerk", why, "proposals:return", 422)
    clerk.act(returned, "/return/", reason="Bütçe eksik.")
    watchers.look("proposal returned", "clerk", at("/proposals/11/"), "proposals:proposal")
    watchers.look("translation unwritten", "interpreter", untranslated, "proposals:translate", 422)


def untranslated(person):
    person.goto("/proposals/6/languages/")
    links = person.page.eval_on_selector_all("a[href]", "all => all.map(a => a.pathname)")
    path = next(each for each in links if re.search(r"/languages/\d+/", each))
    sent(path, path, body="")(person)


@journey("members:import", "members:import_preview")
def test_a_file_of_members_is_for_everybody(watchers):
    page = f"{OFFICE}/import/"
    watchers.look("import of nothing", "clerk", sent(page, page), "members:import", 422)
    watchers.look("import of strangers", "clerk", given(STRANGE), "members:import", 422)
    wrong, right = given(BROKEN), given(GOOD)
    watchers.look("import with errors", "clerk", wrong, "members:import_preview")
    watchers.look("import with news", "clerk", right, "members:import_preview")

    person = watchers.person("clerk")
    right(person)
    with person.page.expect_navigation():
        person.page.click("main form button")
    watchers.look("import without news", "clerk", right, "members:import_preview")


def given(text):
    """Return how somebody hands a file in, and comes to what would change."""

    def arrive(person):
        person.goto(f"{OFFICE}/import/")
        file = {"name": "members.csv", "mimeType": "text/csv", "buffer": text.encode()}
        person.page.locator("input[type=file]").first.set_input_files(file)
        with person.page.expect_navigation():
            person.page.click("main .form-actions button")

    return arrive


@journey(
    "members:body_new",
    "members:bylaws_compare",
    "members:bylaws_new",
    "members:bylaws_of",
    "members:member",
    "members:member_new",
    "members:members",
    "members:seat",
)
def test_the_registry_where_something_is_wrong_is_for_everybody(watchers):
    for name, page in {
        "member_new": "members/new",
        "body_new": "bodies/new",
    }.items():
        path = f"{OFFICE}/{page}/"
        watchers.look(f"{page} unfilled", "clerk", sent(path, path), f"members:{name}", 422)
    nobody = at(f"{OFFICE}/members/?q=qqqq")
    watchers.look("nobody found", "clerk", nobody, "members:members")
    bylaws = f"{OFFICE}/bylaws/GMM/"
    senseless = sent(f"{bylaws}new/", "/new/", **{"convocation.ordinary.amount": "-1"})
    watchers.look("by-laws without sense", "clerk", senseless, "members:bylaws_new", 422)
    clerk = Actor(watchers, "clerk")
    clerk.act(f"{bylaws}new/", "/new/", **{"convocation.ordinary.amount": "5"})
    watchers.look("two by-laws", "clerk", at(bylaws), "members:bylaws_of")
    both = at(f"{bylaws}compare/1/2/")
    watchers.look("by-laws compared", "clerk", both, "members:bylaws_compare")
    clerk.act(f"{OFFICE}/members/3/", "/deactivate/")
    watchers.look("member who left", "clerk", at(f"{OFFICE}/members/3/"), "members:member")
    seat = f"{OFFICE}/seat/1/"
    watchers.look("seat for nobody", "clerk", sent(seat, seat), "members:seat", 409)


@journey("members:declaration", "members:declaration_answers")
def test_what_members_say_of_themselves_is_for_everybody(watchers):
    page = "/councils/adana/declaration/"
    watchers.look("declaration unfilled", "member", sent(page, page), "members:declaration", 422)
    person = watchers.person("member")
    person.goto(page)
    person.page.eval_on_selector_all("main form input", ANSWERED)
    send(person, page)
    answers = sent(page, f"{page}answers/")
    watchers.look("declaration", "member", at(page), "members:declaration")
    watchers.look("declaration, opened", "member", answers, "members:declaration_answers")
