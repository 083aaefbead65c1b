"""A registrar fills a new assembly of sixty, in Turkish; members declare on phones, in Arabic.

Some are sent by organisations, some elected, some drawn by lot. On the way a target cannot be
kept, an organisation sends no woman, somebody who was drawn declines. In the end everybody reads
that there are as many women as men, and somebody at home counts and draws again.
"""

import json

import pytest

from tests.support import assembly
from tests.support.assembly import BODY, CANDIDATES, CHAIR, ON_PHONES, PEOPLE, SECOND
from tests.support.browsing import PHONE, Person
from tests.support.recounting import recount_election, repeat_draw
from tests.support.site import path_of, prepare, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OFFICE, PUBLIC = "/office/adana", "/councils/adana"
TARGETS = f"{OFFICE}/composition/{BODY}"
LAST_SEAT = f"{OFFICE}/seat/{assembly.DELEGATED}"
DECLARATION = f"{PUBLIC}/declaration/"
ELECTION, BATCH = "/elections/1/", "/elections/1/batches/1/"
DESK, DRAW = f"{OFFICE}/lots/1/", f"{PUBLIC}/lots/1/"
YOUNG = {
    "key": "gencler",
    "groups": "young_people",
    "least": "1/10",
    "rounding": "up",
    "source": "Madde 9",
}
TOO_MANY = {"key": "cogunluk", "groups": "women", "least": "31", "source": "Madde 8"}
RULE = {
    "title_tr": "Altı temsilcinin seçimi",
    "title_ar": "انتخاب ستة ممثلين",
    "seats": "6",
    "method": "zipper",
    "ballots": "paper",
    "ties": "lot",
    "women": "3",
    "men": "3",
    "most": "0",
    "article": "Madde 14",
    "takes": "seats",
    "departure": "Kadınlar ve erkekler sırayla seçilsin diye.",
}
PAPERS = 4  # so that no two women, and no two men, have equally many crosses


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A council that has just been founded: a clerk, an empty assembly, by-laws."""
    state = tmp_path_factory.mktemp("new") / "state"
    prepared = prepare(state, "-m", "tests.support.founding", "make")
    with served(prepared, tmp_path_factory.mktemp("served") / "state") as one:
        yield one


@pytest.fixture
def arrive(browser, site):
    """Let people come, each with a device of their own; nothing goes wrong on any of them."""
    came = []

    def come(language="tr", **device):
        came.append(Person(browser, site, language=language, **device))
        came[-1].page.set_default_timeout(30_000)  # so many rows are taken in at once
        return came[-1]

    yield come
    for person in came:
        person.leave()


def behind(site, *command):
    return json.loads(site.run("-m", "tests.support.founding", *command))


def at(person, path):
    person.goto(path)
    return person


def download(person, path):
    answer = person.page.request.get(f"{person.site.url}{path}")
    assert answer.status == 200
    return answer.body()


def typed(person, name):
    """Return what stands in a field of the page."""
    return person.page.locator(f"main [name={name}]").input_value()


def take_in_files(clerk):
    at(clerk, f"{OFFICE}/import/")
    files = [
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        for name, text in assembly.registry_files()
    ]
    clerk.page.locator("[name=tables]").set_input_files(files)
    clerk.submit_here()
    clerk.read("main", f"{len(PEOPLE) + assembly.SEATS + 6} satırda yenilik var.")
    clerk.submit("/take-in/")


def set_targets(clerk):
    at(clerk, f"{TARGETS}/preset/").submit_here(preset="parity")
    at(clerk, f"{TARGETS}/new/").submit_here(**YOUNG)
    clerk.read("main", "Hedefler o günden itibaren geçerli.")
    at(clerk, f"{TARGETS}/new/").submit_here(**TOO_MANY)
    clerk.read(".error-summary", "Burada kim oturursa otursun bunların hepsine ulaşılamaz")
    clerk.read(".error-summary", "Kadınlar: en az 31")
    clerk.read(".error-summary", "Şu yeterdi: Kadınlar: en az 30")
    assert [typed(clerk, name) for name in ("key", "least", "source")] == [
        TOO_MANY["key"],
        TOO_MANY["least"],
        TOO_MANY["source"],
    ]
    assert clerk.page.locator("[name=groups][value=women]").is_checked()


def declare(member, one):
    """Answer on a narrow screen, in Arabic."""
    assert member.page.evaluate("document.documentElement.dir") == "rtl"
    assert member.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    member.tick("agreed")
    young = "yes" if one.is_young else "no"
    member.submit("/declaration/", balance="women", young_people=young)
    member.read("main", "خُتمت إجاباتك. شكراً لك.")


def ask_again(clerk):
    """Enter on its letter's page that the organisation of the last seat sends no woman."""
    at(clerk, f"{OFFICE}/delegations/{BODY}/")
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name=assembly.LATE).click()
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("button", name="Kuruluşa yeniden sor").click()
    row = clerk.page.locator("main tbody tr", has_text=assembly.LATE)
    assert "Yeniden soruldu" in row.inner_text()


def fill_the_kept_seat(clerk, second, sent):
    """Refuse whom an organisation sends for a woman's seat; seat whom it sends at last."""
    ask_again(clerk)
    first = assembly.SENT_FIRST.name
    at(clerk, f"{LAST_SEAT}/").submit_here(member=first)
    clerk.read(".error-summary", "44 numaralı sandalye bir gruba ayrılmıştır. Birini önerin")
    assert clerk.page.locator("[name=member] option:checked").inner_text() == first
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name="Sandalyeyi iki kişiyle ver").click()
    clerk.submit_here(member=assembly.SENT_AT_LAST.name)
    at(sent, DECLARATION).submit("/agree/")
    sent.read("main", "لقد وافقت. يمكن الآن لشخص ثانٍ أن يؤكد.")
    at(second, f"{LAST_SEAT}/allocate/").submit("/confirm/")
    second.read("main", "Üyelik kaydedildi.")


def enter_papers(person):
    """Enter papers of which each has fewer crosses than the one before."""
    at(person, BATCH)
    for number in range(1, PAPERS + 1):
        for one in CANDIDATES:
            if one.number - CANDIDATES[0].number <= PAPERS - number:
                person.page.get_by_label(one.name).check()
        person.submit_here(number=str(number))
    person.submit("/batches/1/done/")


def elect(site, clerk, chair, member):
    at(clerk, "/elections/new/").submit_here(**RULE)
    clerk.submit("/act/call/")
    at(member, f"{ELECTION}stand/").tick("consent")
    member.submit_here(statement_ar="أريد أن يُسمَع صوت النساء.", group="women")
    behind(site, "gather", "1")
    at(clerk, ELECTION)
    for _ in CANDIDATES:
        clerk.submit("/admit/")
    clerk.submit("/act/list/")
    at(chair, ELECTION).submit(f"{ELECTION}open/")
    at(chair, f"{ELECTION}close/").submit_here(handed_out=str(PAPERS))
    enter_papers(clerk)
    enter_papers(chair)
    at(clerk, ELECTION).submit("/act/count/")
    at(chair, ELECTION).submit("/act/declare/")
    at(clerk, f"{ELECTION}take-up/").submit_here()
    clerk.read("main", "Seçilenler kütüğe işlendi.")


def draw(clerk, chair):
    at(clerk, f"{OFFICE}/lots/new/{BODY}/").submit_here(alternates="6")
    at(clerk, f"{DESK}pool/").submit("/pool/", rows=assembly.pool_rows())
    clerk.submit("/compute/")
    clerk.page.locator('form[action$="/publish/"]').wait_for(timeout=60_000)
    clerk.submit("/publish/")
    clerk.submit("/words/", source="Başkanın zarları", words="4 2 6")
    at(chair, DRAW).submit("/confirm/", words="4 2 6")
    at(clerk, DRAW).submit("/draw/")
    at(clerk, DESK).submit("/gone/")
    clerk.read("main", "Yerine")
    at(clerk, f"{DESK}seats/").submit_here()
    clerk.read("main", "Sandalyeler dolduruldu.")


def read_what_is_published(resident):
    at(resident, f"{PUBLIC}/bodies/{BODY}/composition/")
    found = resident.page.locator("main tbody tr", has_text="Sağlandı")
    rows = {row.inner_text().partition(":")[0]: row.inner_text().split() for row in found.all()}
    return rows, json.loads(download(resident, f"{PUBLIC}/bodies/{BODY}/composition.json"))


def test_a_registrar_fills_a_new_assembly_of_sixty(site, arrive, tmp_path):
    clerk = arrive()
    clerk.enter(path_of(site.facts["clerk"]), f"{OFFICE}/members/")

    take_in_files(clerk)
    set_targets(clerk)

    links = behind(site, "declare")
    members = {one.key: arrive("ar", viewport=PHONE) for one in ON_PHONES}
    for one in ON_PHONES:
        members[one.key].enter(path_of(links[one.key]), DECLARATION)
        declare(members[one.key], one)
    at(clerk, f"{TARGETS}/").submit("/count/")
    clerk.read("main", "Kadınlar: sıradaki atamalardan (17) en az 9 tanesi bu gruptan sayılmalı.")

    chair, second = arrive(), arrive()
    chair.enter(path_of(links[CHAIR.key]), "/elections/")
    second.enter(path_of(links[SECOND.key]), f"{OFFICE}/members/")
    fill_the_kept_seat(clerk, second, members[assembly.SENT_AT_LAST.key])
    elect(site, clerk, chair, members[CANDIDATES[0].key])
    draw(clerk, chair)
    at(clerk, f"{TARGETS}/publish/").submit_here(moment="result")
    clerk.read("main", "Bileşim yayımlandı.")

    rows, file = read_what_is_published(resident := arrive())
    assert rows["Kadınlar"][-2:] == rows["Erkekler"][-2:] == ["30", "30"]
    assert int(rows["Gençler"][-2]) >= assembly.SEATS // 10
    (report,) = file["reports"]
    assert report["seats"] == [{"bloc": "", "seats": 60, "filled": 60}]
    told = {one["key"]: (one["is_met"], one["counted"], one["others"]) for one in report["targets"]}
    assert told["women"] == told["men"] == (True, 30, 30)
    files = [download(resident, f"{ELECTION}{name}") for name in ("recount.py", "election.json")]
    assert recount_election(tmp_path, *files) == (0, "The recount agrees.\n")
    files = [download(resident, f"{DRAW}{name}.json") for name in ("lottery", "draw")]
    status, told = repeat_draw(tmp_path, download(resident, "/lots/recount_lot.py"), *files)
    assert (status, " of 1000: " in told) == (0, True), told
