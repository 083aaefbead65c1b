"""Files beside pages: fetched once, in as few bytes as the browser understands."""

import gzip
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, override_settings

from council.config import settings as installed
from council.config import statics
from council.config.versions import version_of

SHIPPED = installed.STATICFILES_DIRS[0]
FOR_EVER = "max-age=315360000, public, immutable"
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture(scope="module", autouse=True)
def made(tmp_path_factory):
    """Files are served as in an installation; they are made once for these tests."""
    root = tmp_path_factory.mktemp("static") / "now"
    as_installed = {
        "STATIC_ROOT": root,
        "STORAGES": installed.STORAGES,
        "STATICFILES_FINDERS": installed.STATICFILES_FINDERS,
        "WHITENOISE_KEEP_ONLY_HASHED_FILES": True,
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": False,
    }
    with override_settings(**as_installed):
        statics.prepare()
        yield root


@pytest.fixture
def root(settings, tmp_path):
    """Nobody has made the files yet."""
    settings.STATIC_ROOT = tmp_path / "static" / "now"
    return settings.STATIC_ROOT


def fetch(client, address, accepted="gzip, deflate, br"):
    """Return the headers and the bytes as they travel."""
    response = client.get(address, headers={"accept-encoding": accepted})
    assert response.status_code == 200, address
    return response.headers, b"".join(response.streaming_content)


def named_in(page):
    """Return the addresses of the files that the page names."""
    return set(re.findall(r"/static/[\w./-]+", page))


@pytest.mark.django_db
def test_a_file_is_kept_for_ever_under_a_name_that_is_its_contents():
    page = Client().get("/account/login/").content.decode()

    answers = {each: fetch(Client(), each)[0] for each in named_in(page)}

    assert {each.rsplit(".", 1)[1] for each in answers} >= {"js", "svg", "woff2"}
    assert {each["Cache-Control"] for each in answers.values()} == {FOR_EVER}
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", address) for address in answers)


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")]
)
def test_the_browser_gets_the_shortest_form_it_understands(accepted, encoding):
    headers, body = fetch(Client(), staticfiles_storage.url("council/vendor/htmx.min.js"), accepted)

    assert headers.get("Content-Encoding", "") == encoding
    assert headers["Vary"] == "Accept-Encoding"
    assert int(headers["Content-Length"]) == len(body)
    assert UNPACKED[encoding](body) == (SHIPPED / "council/vendor/htmx.min.js").read_bytes()


def test_a_file_that_has_another_byte_has_another_name_and_so_has_who_names_it(settings, tmp_path):
    before = staticfiles_storage.hashed_files
    changed = tmp_path / "changed"
    (changed / "council/js").mkdir(parents=True)
    parts = (SHIPPED / "council/js/parts.js").read_text()
    (changed / "council/js/parts.js").write_text(parts + "// one line more\n")
    settings.STATICFILES_DIRS = [changed, SHIPPED]
    settings.STATIC_ROOT = tmp_path / "later"

    after = staticfiles_storage.hashed_files

    other = {Path(each).stem for each in before if before[each] != after[each]}
    assert other == {"parts", "commands", "desk", "doors", "floor", "live", "panes", "room"}


def test_processes_that_begin_together_make_the_files_once(root):
    with ThreadPoolExecutor(4) as processes:
        names = [processes.submit(statics.Statics, location=str(root)) for _ in range(4)]

    assert len({tuple(each.result().hashed_files.items()) for each in names}) == 1
    assert [each.name for each in root.parent.iterdir()] == ["now"]


def test_a_disk_that_is_full_is_told(root, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)

    with pytest.raises(OSError, match="No space left"):
        statics.prepare()


def test_one_earlier_version_is_kept_for_processes_that_still_serve_it(root, settings):
    root.mkdir(parents=True)
    (root.parent / "older").mkdir()
    os.utime(root.parent / "older", (0, 0))
    settings.STATIC_ROOT = root.parent / "new"

    statics.prepare()

    assert sorted(each.name for each in root.parent.iterdir()) == ["new", "now"]


def test_the_version_is_the_contents(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    seen = [version_of([folder])]
    for name, contents in [("a", b"1"), ("a", b"2"), ("b", b"2"), ("c", b"")]:
        (folder / name).write_bytes(contents)
        seen.append(version_of([folder]))
    (folder / "c").rename(folder / "d")
    seen.append(version_of([folder]))

    assert len(set(seen)) == len(seen)
    (folder / "d").rename(folder / "c")
    assert version_of([folder]) == seen[-2]
