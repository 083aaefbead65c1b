"""The scripts of a page are one file, and every module is in one of them."""

import re

import pytest

from council.kernel import scripts
from council.kernel.scripts import PAGES, script, script_url

ALONE = {"card", "passkey"}  # for one page each, beside that page's own


def words(page):
    return script(page).plain.decode()


def sent(page):
    return re.findall(r"^const \$(\w+) = ", words(page), re.MULTILINE)


def test_every_module_is_sent():
    everywhere = set().union(*(sent(page) for page in PAGES))

    written = {path.stem.replace("-", "_") for path in scripts.FOLDER.glob("*.js")}
    assert everywhere == (written - ALONE) | {"idiomorph_esm"}


@pytest.mark.parametrize("page", PAGES)
def test_a_module_comes_once_and_after_what_it_needs(page):
    names = sent(page)

    assert len(names) == len(set(names))
    for needed in re.finditer(r"^const \{[^}]+\} = \$(\w+);$", words(page), re.MULTILINE):
        assert words(page).index(f"const ${needed[1]} = ") < needed.start()


def test_the_guard_of_markup_runs_before_everything_else():
    assert {sent(page)[0] for page in PAGES} == {"trusted_types"}


def test_what_a_module_exports_is_what_others_get(tmp_path, monkeypatch, settings):
    settings.DEBUG = True
    monkeypatch.setattr(scripts, "FOLDER", tmp_path)
    (tmp_path / "a.js").write_text(
        'import { b, C } from "./b.js";\n// why\nexport const a = b + new C().n;\n'
    )
    (tmp_path / "b.js").write_text("export function b() {}\nclass C {}\nexport { C };\n")
    monkeypatch.setitem(PAGES, "page", ("a", "b"))

    assert words("page") == (
        "const $b = (() => {\nfunction b() {}\nclass C {}\nreturn { b, C };\n})();\n"
        "const $a = (() => {\nconst { b, C } = $b;\nconst a = b + new C().n;\n"
        "return { a };\n})();\n"
    )


@pytest.mark.parametrize(
    "line",
    ['import * as b from "./b.js";', 'import "./b.js";', "export default 1;", "export let a = 1;"],
)
def test_what_is_not_understood_is_not_sent(tmp_path, monkeypatch, settings, line):
    settings.DEBUG = True
    monkeypatch.setattr(scripts, "FOLDER", tmp_path)
    (tmp_path / "a.js").write_text(f"{line}\n")
    monkeypatch.setitem(PAGES, "page", ("a",))

    with pytest.raises(ValueError, match="is not understood"):
        script("page")


@pytest.mark.parametrize(("page", "size"), [("page", 2_500), ("room", 12_000), ("desk", 13_000)])
def test_a_phone_on_a_slow_line_gets_little(client, page, size):
    response = client.get(script_url(page), headers={"accept-encoding": "gzip, br"})

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Content-Encoding"] == "br"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(response.content) < size


@pytest.mark.django_db
def test_a_page_that_does_not_exist_has_no_scripts(client):
    assert client.get("/script/nothing/abc.js").status_code == 404
