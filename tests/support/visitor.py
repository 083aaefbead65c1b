"""A reader without scripts and without a browser: pages are read, forms are filled in and sent."""

import re
from dataclasses import dataclass
from functools import cached_property
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import tinyhtml5

TYPED = {"input", "select", "textarea"}


@dataclass
class Answer:
    """A page as it was answered."""

    url: str
    status: int
    body: bytes

    @property
    def text(self):
        """The answer as text."""
        return self.body.decode()

    @property
    def path(self):
        """The address within the site."""
        return urlsplit(self.url).path

    @cached_property
    def tree(self):
        """The elements of the page."""
        return tinyhtml5.parse(self.text, namespace_html_elements=False)

    def has(self, name):
        """Tell whether the page has an element of this id."""
        return self._element(name) is not None

    def words(self, name):
        """Return the words in the element of this id, its blanks made single."""
        element = self._element(name)
        assert element is not None, f"nothing on {self.url} has the id {name!r}"
        return " ".join("".join(element.itertext()).split())

    def ids(self, prefix):
        """Return the ids that begin with ``prefix``, in the order of the page."""
        found = (str(each.get("id") or "") for each in self._elements())
        return [each for each in found if each.startswith(prefix)]

    def links(self):
        """Return where the links of the page lead, within the site."""
        return [str(each.get("href")) for each in self._elements() if each.tag == "a"]

    def action(self, pattern):
        """Return where the first form leads whose address matches, or None."""
        form = self._form(pattern)
        return None if form is None else form.get("action") or self.url

    def fields(self, pattern):
        """Return what the form would send as it stands, without a button, as pairs."""
        form = self._form(pattern)
        assert form is not None, f"no form on {self.url} leads to {pattern}:\n{self.actions()}"
        own, name = set(form.iter()), form.get("id")
        sent = []
        for each in self._elements():
            is_its = each in own or (name and each.get("form") == name)
            if is_its and each.tag in TYPED and each.get("name"):
                sent += [(each.get("name"), value) for value in values(each)]
        return sent

    def actions(self):
        """Return where all forms of the page lead."""
        return [str(each.get("action")) for each in self._elements() if each.tag == "form"]

    def _form(self, pattern):
        forms = (each for each in self._elements() if each.tag == "form")
        return next(
            (one for one in forms if re.search(pattern, one.get("action") or self.path)), None
        )

    def _element(self, name):
        return next((each for each in self._elements() if each.get("id") == name), None)

    def _elements(self):
        return [each for each in self.tree.iter() if isinstance(each.tag, str)]


def values(field):
    """Return what a field sends if nobody touches it."""
    if field.tag == "textarea":
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return [one.get("value", "".join(one.itertext())) for one in chosen]
    if field.get("type") in {"radio", "checkbox"}:
        return [field.get("value", "on")] if field.get("checked") is not None else []
    return [] if field.get("type") in {"submit", "button", "file"} else [field.get("value", "")]


class Visitor:
    """One person at one device: keeps cookies, follows where the site leads."""

    def __init__(self, url, language):
        self.url, self.language = url, language
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        """Read a page."""
        return self._ask(Request(urljoin(self.url, path)))

    def send(self, page, pattern, **told):
        """Fill in a form of the page and send it; a field that is told replaces what stood there.

        What is told for a name that ends in one underscore goes under the name without it.
        """
        facts = {name.removesuffix("_"): value for name, value in told.items()}
        sent = [pair for pair in page.fields(pattern) if pair[0] not in facts]
        body = urlencode([*sent, *facts.items()]).encode()
        headers = {"Origin": self.url, "Referer": page.url}
        address = urljoin(page.url, page.action(pattern))
        return self._ask(Request(address, data=body, headers=headers))

    def _ask(self, request):
        request.add_header("Accept-Language", self.language)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return Answer(answer.url, answer.status, answer.read())
        except HTTPError as refusal:
            return Answer(refusal.url, refusal.code, refusal.read())
