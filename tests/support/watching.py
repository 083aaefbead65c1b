"""People who look at pages as axe and a narrow screen see them, in two languages and two themes."""

import os
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

from tests.support.browsing import Person
from tests.support.site import path_of

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
# A page is read in the first theme by every rule, in the second by those that colours concern.
LOOKS = {"en": ("light", "dark"), "ar": ("dark", "light")}
COLOURS = "['color-contrast', 'link-in-text-block']"
OPTIONS = "resultTypes: ['violations'], preload: false"
BY_COLOUR = f"axe.run({{include: ['[data-unjudged]']}}, {{{OPTIONS}, runOnly: {COLOURS}}})"
BY_SHAPE = f"""axe.run({{{OPTIONS},
  rules: Object.fromEntries({COLOURS}.map((rule) => [rule, {{enabled: false}}]))}})"""
# Whether words can be read depends on their colour and size, and on what lies behind them. Axe
# takes its time over each, so it judges every such sight once; what lies loose above other things
# it judges on every page.
UNJUDGED = """([known, page]) => {
  const judged = new Set(known), grounds = new Map();
  const isDeep = (style) => /^rgb\\(/.test(style.backgroundColor) && style.opacity === "1";
  const ground = (one) => {
    if (!one) return "";
    if (!grounds.has(one)) {
      const style = getComputedStyle(one);
      const isLoose = ["absolute", "fixed"].includes(style.position);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, isLoose && page];
      grounds.set(one, own.join() + (isDeep(style) && !isLoose ? "" : ground(one.parentElement)));
    }
    return grounds.get(one);
  };
  const says = (one) => one.matches("input, select, textarea")
    || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const ink = (one) => ["color", "fontSize", "fontWeight", "textDecorationLine", "textShadow"]
    .map((name) => getComputedStyle(one)[name]).join();
  for (const one of document.querySelectorAll("body, body *")) {
    const isHidden = !says(one) || !one.checkVisibility({visibilityProperty: true});
    const link = isHidden ? null : one.closest("a");
    const around = link && ink(link.parentElement);
    const sight = isHidden ? "" : [ink(one), around, ground(one)].join("|");
    one.toggleAttribute("data-unjudged", !isHidden && !judged.has(sight));
    if (!isHidden) judged.add(sight);
  }
  return [...judged].slice(known.length);
}"""
# Colours fade into another theme, and are measured when they have arrived.
AT_REST = """async () => {
  await document.fonts.ready;
  for (let calm = 0; calm < 3;) {
    await new Promise(requestAnimationFrame);
    calm = document.getAnimations().some((one) => one instanceof CSSTransition) ? 0 : calm + 1;
  }
}"""
UNFOLDED = "document.querySelectorAll('main details').forEach((one) => one.open = true)"
WIDER = "document.documentElement.scrollWidth - innerWidth"
# A picture whose file is missing, and a drawing without size or without strokes.
UNSEEN = """() => {
  const told = (one) => one.getAttribute("src") ?? one.querySelector("use")?.getAttribute("href")
    ?? one.outerHTML.slice(0, 60);
  const empty = (box) => !box.width && !box.height;
  const unused = (one) => [...one.querySelectorAll("use")].some((use) => empty(use.getBBox()));
  const blank = (one) => one.nodeName === "IMG" ? one.complete && !one.naturalWidth
    : !one.clientWidth || !one.clientHeight || unused(one);
  return [...document.querySelectorAll("img, svg")]
    .filter((one) => one.checkVisibility() && blank(one)).map(told);
}"""
PICTURES = os.environ.get("MAJLIS_TEST_PICTURES")  # a folder for what the watchers saw


class Watchers:
    """People at one site, each with one window, and what they find wrong."""

    def __init__(self, browser, site, links):
        self.site, self.browser, self.links = site, browser, links
        self.people, self.found, self.seen, self.judged = {}, [], set(), {}

    def person(self, key):
        """Return the person at the window, signed in if there is a link for it."""
        if key not in self.people:
            one = self.people[key] = Person(self.browser, self.site, language="en")
            one.goto("/accessibility/")
            if key in self.links:
                one.goto(self.path_in(key))
        return self.people[key]

    def path_in(self, key):
        """Return where the person signs in."""
        return path_of(self.links[key])

    def look(self, name, key, arrive, view, status=200):
        """Look at a page in every form; ``arrive`` brings the person there, every time anew.

        ``view`` is the name of its address: the page must be at an address of that name, and not
        one that says instead, with another status, why there is nothing to see.
        """
        for language in LOOKS:
            one = self.person(key)
            self.speak(one, language)
            arrive(one)
            page = one.page
            at = urlsplit(page.url).path
            assert page.get_attribute("html", "lang") == language, at
            assert (resolve(at).view_name, one.status) == (view, status), at
            self.examine(page, f"{name} [{language}", language)
        self.seen.add(view)

    def speak(self, one, language):
        """Let the site speak to the person in this language."""
        token = {each["name"]: each["value"] for each in one.context.cookies()}["csrf"]
        form = {"csrfmiddlewaretoken": token, "language": language, "next": "/health/live"}
        answer = one.context.request.post(
            "/language/", form=form, headers={"Origin": self.site.url}
        )
        assert answer.ok

    def examine(self, page, where, language):
        """Look at a page that is there, in both themes and at both widths."""
        first, second = LOOKS[language]
        page.evaluate(UNFOLDED)
        page.evaluate(axe_script())
        for theme, size in ((first, WIDE), (second, WIDE), (second, NARROW), (first, NARROW)):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.evaluate(AT_REST)
            self._examine(page, f"{where} {theme} {size['width']}]", is_first=theme == first)

    def _examine(self, page, where, *, is_first):
        faults = page.evaluate(BY_SHAPE)["violations"] if is_first else []
        for one in [*faults, *self._colours(page, where)]:
            nodes = "; ".join(" ".join(map(str, node["target"])) for node in one["nodes"][:4])
            self.found.append(f"{where}: {one['impact']} {one['id']}: {nodes}")
        wider = page.evaluate(WIDER)
        if wider > 0:
            self.found.append(f"{where}: {wider} px wider than the screen")
        self.found += [f"{where}: shows nothing: {one}" for one in page.evaluate(UNSEEN)]
        if PICTURES:
            name = re.sub(r"\W+", "-", where).strip("-")
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    def _colours(self, page, where):
        """Return what is hard to read; what was found so before, anywhere, is found again."""
        fresh = page.evaluate(UNJUDGED, [list(self.judged), where])
        faults = page.evaluate(BY_COLOUR)["violations"] if fresh else []
        if not faults:
            self.judged |= dict.fromkeys(fresh)
        return faults

    def verdict(self):
        """Everything that was found since the last verdict."""
        found, self.found = self.found, []
        return found

    def leave(self):
        """Everybody goes home."""
        for one in self.people.values():
            one.leave()


@cache
def axe_script():
    """Return axe, to be run on a page."""
    return Axe().axe_script
