"""What the first visit costs a member who pays by the megabyte."""

import pytest

from tests.support.site import path_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_REQUESTS, MOST_BYTES = 12, 150_000


@pytest.mark.parametrize("persona", ["member", "interpreter", "chair"])
def test_a_first_visit_is_light(demo, browser, persona):
    links = {each["persona"]: each["url"] for each in demo.facts}
    knows = browser.new_context()
    page = knows.new_page()
    page.goto(demo.url + path_of(links[persona]))
    page.wait_for_load_state("networkidle")
    address, state = page.url, knows.storage_state()
    knows.close()

    asked = []

    def record(request):
        asked.append(request)

    with browser.new_context(storage_state=state) as device:
        page = device.new_page()
        page.on("requestfinished", record)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        heavy = {each.url: each.sizes()["responseBodySize"] for each in asked}

    assert len(heavy) <= MOST_REQUESTS, sorted(heavy)
    assert sum(heavy.values()) <= MOST_BYTES, heavy
