"""Seats filled by lot, in Turkish, from volunteers to a replacement; then drawn again at home."""

import pytest

from tests.support.browsing import PHONE, Person
from tests.support.recounting import repeat_draw
from tests.support.site import path_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK, PUBLIC = "/office/adana/lots/2/", "/councils/adana/lots/2/"
DISTRICTS = ("Seyhan", "Yüreğir", "Çukurova", "Sarıçam")
PEOPLE = [
    f"{n},Kişi {n},{'yes,no' if n % 2 else 'no,yes'},{'yes' if n % 3 == 0 else 'no'},"
    f"{DISTRICTS[n % 4]}"
    for n in range(1, 41)
]
ROWS = "\n".join(["id,name,women,men,young_people,district", *PEOPLE])


@pytest.fixture
def people(browser, demo):
    """The clerk at a desk and the chair with a phone, both in Turkish."""
    links = {one["persona"]: path_of(one["url"]).split("?")[0] for one in demo.facts}
    clerk = Person(browser, demo, language="tr")
    chair = Person(browser, demo, language="tr", viewport=PHONE)
    clerk.enter(links["clerk"], DESK)
    chair.enter(links["chair"], PUBLIC)
    yield clerk, chair
    clerk.leave()
    chair.leave()


def download(person, path):
    answer = person.page.request.get(f"{person.site.url}{path}")
    assert answer.status == 200
    return answer.body()


def read_and_compute(clerk):
    """Read volunteers, mend what was wrong in place, and have the list computed."""
    clerk.goto(f"{DESK}pool/")
    clerk.submit("/pool/", rows=ROWS.replace("7,Kişi 7,yes", "6,Kişi 7,belki"))
    clerk.read(".error-summary", "Satır 8, “id” sütunu")
    clerk.read(".error-summary", "“belki” ne evet (yes) ne hayır (no)")
    assert "6,Kişi 7,belki" in clerk.page.locator("[name=rows]").input_value()
    clerk.submit("/pool/", rows=ROWS)
    clerk.read("main", "Havuzda 40 kişi var.")
    clerk.submit("/compute/")
    clerk.page.locator('form[action$="/publish/"]').wait_for(timeout=60_000)


def hold_the_ceremony(clerk, chair):
    """Publish the list, add chance that two people enter, and draw."""
    clerk.submit("/publish/")
    clerk.submit("/words/", source="Başkanın zarları", words="4 2 6")
    clerk.submit("/draw/")
    clerk.read("main", "Bir giriş yalnızca bir kişi tarafından yapıldı.")
    chair.goto(PUBLIC)
    assert "4 2 6" not in chair.page.locator("main").inner_text()
    chair.submit("/confirm/", words="4 2 5")
    chair.read(".error-summary", "İlk kişi “Başkanın zarları” için başka bir şey girdi.")
    chair.submit("/confirm/", words="4 2 6")
    chair.read("main", "İki kişi girdi")
    clerk.goto(PUBLIC)
    clerk.submit("/draw/")
    clerk.read("#panel-h", "numaralı bileşim çekildi")


def replace_one(clerk, chair):
    """Let somebody drop out; everybody reads who comes instead, and what chance a ticket had."""
    clerk.goto(DESK)
    clerk.submit("/gone/")
    clerk.read("main", "Yerine")
    chair.goto(PUBLIC)
    chair.read("main", "yerine geçer: kotaların tutturulduğu ilk yedek.")
    ticket = chair.page.locator("#panel-h ~ ul b").first.inner_text()
    with chair.page.expect_navigation():
        chair.page.locator("#ticket").fill(ticket)
        chair.page.locator("form:has(#ticket) button").click()
    chair.read("[role=status] p", "1.000 bileşimin")


def test_a_lot_from_the_pool_to_a_replacement_in_turkish(people, tmp_path):
    clerk, chair = people

    read_and_compute(clerk)
    hold_the_ceremony(clerk, chair)
    replace_one(clerk, chair)

    script = download(chair, "/lots/recount_lot.py")
    files = [download(chair, f"{PUBLIC}{name}.json") for name in ("lottery", "draw")]
    status, told = repeat_draw(tmp_path, script, *files)
    number = chair.page.locator("#panel-h").inner_text().split()[0]
    assert (status, told.startswith(f"panel {number} of 1000: ")) == (0, True), told
