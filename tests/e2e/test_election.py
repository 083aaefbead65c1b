"""A whole election in real browsers: from an Arabic phone to a count repeated at home."""

import pytest

from tests.support.browsing import PHONE, Person
from tests.support.recounting import recount_election
from tests.support.site import path_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Sözcü seçimi"
STATEMENT = "أريد أن يُسمَع صوت النساء."
RULE = {
    "title_tr": TITLE,
    "title_ar": "انتخاب ناطق",
    "seats": "1",
    "method": "scottish_stv",
    "ballots": "paper",
    "ties": "lot",
    "women": "0",
    "men": "0",
    "most": "0",
    "article": "Madde 14",
    "takes": "office:vice_chair",
}
HERE = "/elections/1/"
BATCH = f"{HERE}batches/1/"
PAPERS = ({"mark_1": "1", "mark_2": "2"}, {"mark_2": "1"}, {"mark_2": "1", "mark_1": "2"})


@pytest.fixture
def people(browser, site):
    links = site.facts["links"]
    devices = {"member": {"language": "ar", "viewport": PHONE}}
    found = {}
    for key in ("clerk", "chair", "member", "host"):
        found[key] = Person(browser, site, **devices.get(key, {"language": "tr"}))
        found[key].enter(path_of(links[key]), "/elections/")
    yield found
    for person in found.values():
        person.leave()


def at(person, path):
    person.goto(path)
    return person


def fits_a_phone(person):
    """Say whether nothing stands out of a narrow screen, and each name has a row of its own."""
    person.page.set_viewport_size(PHONE)
    boxes = [one.bounding_box() for one in person.page.locator("[name^=mark_]").all()]
    rows = [round(box["y"]) for box in boxes]
    width = person.page.evaluate("document.documentElement.scrollWidth")
    return width <= PHONE["width"] and len(set(rows)) == len(rows)


def enter_papers(person, papers):
    at(person, BATCH)
    assert fits_a_phone(person)
    for number, marks in enumerate(papers, start=1):
        person.submit_here(number=str(number), **marks)
    person.submit("/batches/1/done/")


def test_from_a_candidacy_on_a_phone_to_a_recount_at_home(people, site, tmp_path):
    clerk, chair, member, host = (people[key] for key in ("clerk", "chair", "member", "host"))
    site.stage("assembled")
    at(clerk, "/elections/new/").submit_here(**RULE)
    clerk.submit("/act/call/")

    for person, words in ((member, {"statement_ar": STATEMENT}), (host, {})):
        at(person, f"{HERE}stand/").tick("consent")
        person.submit_here(**words)
    member.read("main", "بانتظار القبول")
    assert member.page.evaluate("document.documentElement.dir") == "rtl"
    assert fits_a_phone(member)

    at(clerk, HERE).submit("/admit/")
    clerk.submit("/admit/")
    clerk.submit("/act/list/")
    at(chair, HERE).submit(f"{HERE}open/")
    at(chair, f"{HERE}close/").submit_here(handed_out="3")

    enter_papers(clerk, PAPERS)
    enter_papers(chair, [*PAPERS[:2], {"mark_1": "1"}])
    chair.read("main", "İki kişinin farklı okuduğu pusulalar")
    at(chair, f"{BATCH}3/").submit_here(**PAPERS[2])
    chair.read("main", "aynı şeyi okudu")

    at(clerk, HERE).submit("/act/count/")
    at(chair, HERE).submit("/act/declare/")
    chair.read("main", "İlan edildi")
    chair.read("#count", "Sayım tutanağı")
    at(member, HERE).read("main", "أُعلنت النتيجة")

    file = member.context.request.get(f"{site.url}{HERE}election.json").body()
    script = member.context.request.get(f"{site.url}{HERE}recount.py").body()
    assert recount_election(tmp_path, script, file) == (0, "The recount agrees.\n")
