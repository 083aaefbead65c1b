"""A decision's whole life in real browsers: a clerk, a chair, a member on a phone, an officer.

The board's meeting becomes minutes that everybody can read; a decision of the assembly is
published, forwarded, forgotten, brought back, answered by a link without an account, read in
Arabic, and closed by the council. A journalist checks it at home, without any network.
"""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.browsing import PHONE, Person
from tests.support.site import path_of
from tests.support.verifying import verify

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG, ADDRESSEE = "adana", "Adana Büyükşehir Belediye Meclisi"
OFFICE, REGISTER = f"/office/{SLUG}", f"/councils/{SLUG}/register/"
PROSE = (
    "Genel kurulun yedinci toplantısı hazırlandı.",
    "Tercümanların nöbet çizelgesi kabul edildi.",
    "Söz alan olmadı.",
)
WRONG, RIGHT = PROSE[1], "Tercümanların nöbet çizelgesi görüşüldü; karar alınmadı."
ASKED = "نوقش جدول المناوبة ولم يُتخذ قرار بشأنه."
NOTED = {
    "tr": RIGHT,
    "ar": "سُجّل الأمر.",
    "en": "The matter was noted.",
    "de": "Die Sache wurde vermerkt.",
}
ANSWER = "Tavsiye kabul edildi. Mesai ocakta dört ilçede başlar."
IN_ARABIC = "قُبلت التوصية. يبدأ الدوام في كانون الثاني في أربع مناطق."


class Life:
    """The people at their devices, and what is before them."""

    def __init__(self, browser, site, tmp_path):
        self.browser, self.site, self.folder = browser, site, tmp_path
        self.facts = behind(site, "make")
        self.links = {one["persona"]: one["url"] for one in site.facts} | {
            "member": self.facts["link"]
        }
        self.people = []

    def arrive(self, language="tr", **device):
        """Let somebody come with a device of their own."""
        self.people.append(Person(self.browser, self.site, language=language, **device))
        return self.people[-1]

    def enter(self, key, to, language="tr", **device):
        """Let somebody come and sign in."""
        person = self.arrive(language, **device)
        person.enter(path_of(self.links[key].partition("?")[0]), to)
        return person

    def minutes(self, page=""):
        return f"/meetings/{self.facts['held']}/minutes/{page}"

    def referral(self):
        return f"{OFFICE}/follow-up/{self.facts['referral']}/"

    def way(self):
        return f"/follow-up/{self.facts['number']}/"


def behind(site, *command):
    return json.loads(site.run("-m", "tests.support.lifetime", *command))


def test_from_a_draft_to_an_answer(browser, demo, tmp_path):
    life = Life(browser, demo, tmp_path)
    clerk = life.enter("clerk", life.minutes())
    member = life.enter("member", life.minutes(), "ar", viewport=PHONE)
    write_the_draft(life, clerk)
    correct_it(life, clerk, member)
    adopt_it(life, clerk)
    read_it_in_four_languages(life)
    journalist = keep_a_checkpoint(life)
    publish(life, clerk)
    forward(life, clerk)
    return_when_overdue(life, clerk)
    answer_by_link(life, clerk)
    read_in_arabic(life, member)
    close(life, clerk)
    check_at_home(life, journalist)
    for one in life.people:
        one.leave()


def write_the_draft(life, clerk):
    clerk.read("main", "Taslak gönderilmeden önce eksik olanlar")
    for item, words in zip(life.facts["items"], PROSE, strict=True):
        clerk.follow(life.minutes(f"items/{item}/write/"))
        clerk.submit_here(body=words)
    clerk.submit("/circulate/")


def correct_it(life, clerk, member):
    place = life.minutes(f"items/{life.facts['items'][1]}/correct/")
    member.goto(life.minutes())
    assert member.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    member.follow(place)
    member.submit_here(words=ASKED, language="ar")
    member.read("#corrections", ASKED)
    clerk.goto(life.minutes())
    clerk.page.locator("#corrections a.btn").click()
    clerk.read("#asked-h ~ *", ASKED)
    clerk.fill(clerk.page.locator("main form:not([action])"), body=RIGHT, note="Düzeltildi.")
    with clerk.page.expect_navigation():
        clerk.page.locator("[name=accept]").click()
    clerk.read("article.minutes", RIGHT)
    assert WRONG not in clerk.page.inner_text("article.minutes")


def adopt_it(life, clerk):
    behind(life.site, "translate", str(life.facts["held"]))
    behind(life.site, "assemble", str(life.facts["next"]))
    chair = life.enter("chair", f"/meetings/{life.facts['next']}/room/")
    chair.live()
    chair.submit("/act/call/")
    chair.submit("/act/dispose/", "[value=approved]")
    clerk.goto(life.minutes())
    clerk.read("main .stamp", "Kabul edildi ve yayımlandı")


def read_it_in_four_languages(life):
    for language, words in NOTED.items():
        reader = life.arrive(language)
        reader.goto(life.minutes())
        reader.read("article.minutes", words)
        assert reader.page.locator("html").get_attribute("lang") == language


def keep_a_checkpoint(life):
    journalist = life.arrive("de")
    journalist.goto(REGISTER)
    life.kept = save(journalist, "a[download]", life.folder / "kept.txt")
    return journalist


def save(person, link, place):
    """Press a link of the page, and keep what comes."""
    with person.page.expect_download() as coming:
        person.see(f"main {link}").click()
    coming.value.save_as(place)
    return place


def publish(life, clerk):
    decision = life.facts["decision"]
    clerk.goto(f"/councils/{SLUG}/decisions/")
    clerk.follow(f"{OFFICE}/decisions/{decision}/review/")
    clerk.submit("/review/")
    clerk.read("main", "İnceleme kaydedildi.")
    clerk.submit(f"/decisions/{decision}/publish/")
    assert clerk.page.url.endswith(f"/decisions/{life.facts['number']}/")


def forward(life, clerk):
    decision = life.facts["decision"]
    clerk.goto(f"{OFFICE}/follow-up/")
    clerk.follow(f"{OFFICE}/follow-up/forward/{decision}/")
    coming = (datetime.now(UTC) + timedelta(days=6)).strftime("%Y-%m-%d")
    clerk.submit_here(addressee=life.facts["addressee"], reference="GMM/E.51", meets_on=coming)
    clerk.follow(life.referral())


def return_when_overdue(life, clerk):
    behind(life.site, "weeks", str(life.facts["referral"]))
    said = [life.site.run("manage.py", "followup") for _ in range(2)]
    assert [one.split(";")[0] for one in said] == [f"back on an agenda: {n}" for n in (1, 0)]
    clerk.goto(life.way())
    clerk.read("main .notice-warn", "8. toplantının gündemine")
    clerk.page.locator("main .notice-warn a").click()
    clerk.read("main", f"{life.facts['number']} sayılı karar")


def answer_by_link(life, clerk):
    clerk.goto(f"{OFFICE}/follow-up/addressees/{life.facts['addressee']}/")
    link = clerk.see("main a[href*='/inbox/']").get_attribute("href")
    officer = life.arrive()
    officer.goto(path_of(link))
    officer.follow(f"{path_of(link)}{life.facts['referral']}/")
    officer.submit("/receipt/", their_reference="BM-2026/1301")
    officer.submit(f"/{life.facts['referral']}/", verdict="accepted", body="")
    officer.read(".error-summary", "Gerekçe")
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    officer.page.locator("[name=attached]").set_input_files([plan])
    officer.submit(f"/{life.facts['referral']}/", body=ANSWER, signed_by="Yazı İşleri")
    officer.read("#answered-h ~ *", ANSWER)
    interpreter = life.enter("interpreter", life.way())
    interpreter.page.locator("main a[href$='/ar/']").click()
    interpreter.submit_here(body=IN_ARABIC)


def read_in_arabic(life, member):
    member.goto("/")
    member.follow(life.way())
    member.see(f"main [lang=ar][dir=rtl]:has-text('{IN_ARABIC}')")
    assert save(member, "a[href*='/answers/files/']", life.folder / "plan.pdf").stat().st_size == 8
    assert member.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def close(life, clerk):
    clerk.goto(f"{OFFICE}/follow-up/")
    clerk.follow(life.referral())
    clerk.follow(f"{life.referral()}close/")
    clerk.submit_here(found="implement")
    clerk.goto(life.way())
    clerk.read("main", "Tamamlandı: Meclis kapattı")


def check_at_home(life, journalist):
    size = life.kept.read_text().splitlines()[1]
    journalist.goto(REGISTER)
    told = journalist.page.inner_text("section[aria-labelledby=check-h] pre")
    known = {
        "origin": re.search(r"--origin (\S+)", told)[1],
        "keys": re.findall(r"--key (\S+)", told),
    }
    journalist.submit("#entries-h", since=size)
    line = f"li:has-text('{life.facts['number']}') a[href*='/entry/']"
    entry = save(journalist, line, life.folder / "entry.json")
    verifier = save(journalist, "a[href$='/verify_register.py']", life.folder / "verify.py")
    known |= {"since": life.kept, "verifier": verifier}
    status, said = verify(life.folder, "bundle", entry, **known)
    assert (status, said.splitlines()[-1]) == (0, "All is well."), said
    assert f"since your checkpoint of {size} entries" in said
    assert json.dumps(life.facts["number"]) in said
    forged = entry.read_text().replace('"for\\":', '"for\\":1')
    assert forged != entry.read_text()
    entry.write_text(forged)
    status, said = verify(life.folder, "bundle", entry, **known)
    assert (status, said) == (1, "WRONG: this entry is not in the signed register.\n")
