"""What people say of themselves under seal leaves the program by no exit."""

import html
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from base64 import b64encode
from collections import ChainMap
from contextlib import closing, contextmanager
from itertools import groupby, permutations
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from zipfile import ZipFile, is_zipfile

import pytest

from tests.e2e.pages import FILE, NO_PAGES
from tests.support.machine import require_services
from tests.support.servers import Postgres, Redis
from tests.support.site import Site, free_port, prepare
from tests.support.suite import ROOT

pytestmark = [
    pytest.mark.service,
    pytest.mark.slow,
    pytest.mark.apart,
    pytest.mark.xdist_group("canaries"),
    pytest.mark.skipif(
        "MAJLIS_TEST_CANARIES" not in os.environ,
        reason="ALL EXITS ARE SEARCHED for sealed answers where MAJLIS_TEST_CANARIES is set",
    ),
]

# Files for one person alone, and those of a register with more entries than the demo has. What
# others add is found by a link, or by its address with what stands in other addresses.
NOT_FETCHED = {
    "members:declaration_copy",
    "mfa_download_recovery_codes",
    "register:checkpoint_at",
    "register:entries",
    "register:tile",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The demo council, made once."""
    state = tmp_path_factory.mktemp("demo") / "state"
    return prepare(state, "manage.py", "demo", "--fresh", "--no-serve", "--links").state


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    require_services("redis-server")
    made = Redis(tmp_path_factory.mktemp("redis") / "redis")
    yield made
    made.kill()


@pytest.fixture(scope="module")
def postgres():
    require_services()
    made = Postgres()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def planted(loaded, tmp_path_factory, redis):
    """Fifty people have answered, and everybody has looked at everything."""
    return plant(loaded, tmp_path_factory.mktemp("planted"), redis)


@pytest.fixture(scope="module")
def leaking(loaded, tmp_path_factory, redis):
    """The same, but for one answer that stands in plain words where it must not."""
    return plant(loaded, tmp_path_factory.mktemp("leaking"), redis, "leak")


@pytest.fixture(scope="module")
def otherwise(loaded, tmp_path_factory, redis):
    """The same, but people have given other answers."""
    return plant(loaded, tmp_path_factory.mktemp("otherwise"), redis, "otherwise")


def plant(loaded, place, redis, *options):
    site = Site(place / "state", free_port())
    shutil.copytree(loaded, site.state)
    out = place / "out"
    out.mkdir()
    environment = site.environment | {"REDIS_URL": redis.url, "MAJLIS_LOG": "DEBUG"}
    with overheard(redis, out / "redis"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.canaries", str(out), *options],
            check=False, cwd=ROOT, env=environment, capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (out / "printed").write_text(done.stdout + done.stderr)
    with closing(sqlite3.connect(site.state / "majlis.sqlite3")) as database:
        database.execute("VACUUM INTO ?", [str(out / "backup")])
    facts = json.loads((out / "facts.json").read_text())
    return SimpleNamespace(site=site, state=site.state, out=out, facts=facts)


@contextmanager
def overheard(redis, file):
    """Write down what Redis is told until the block ends."""
    with redis.client().monitor() as monitor, file.open("wb") as paper:

        def listen():
            for told in monitor.listen():
                paper.write(told["command"].encode("utf-8", "surrogateescape") + b"\n")
                if told["command"] == "ECHO the end":
                    return

        listener = Thread(target=listen)
        listener.start()
        yield
        redis.client().echo("the end")
        listener.join()


def exits(planted):
    """Return what left the program, by the name of the exit."""
    out = planted.out
    kept = [one for one in planted.state.rglob("*") if "static" not in one.parts and one.is_file()]
    return {
        "database": [one for one in kept if one.name != "quota-keys.json"],
        "backup": [out / "backup"],
        "log": [out / "log", out / "printed"],
        "redis": [out / "redis"],
        **{
            name: [one for one in (out / name).rglob("*") if one.is_file()]
            for name in ("pages", "files", "oparl", "frames", "errors")
        },
    }


def found_in(files, facts):
    """Return which of the planted answers stand in the files, however they are written."""
    forms = [form for word in facts["words"] for form in forms_of(word)]
    forms += [each.encode() for each in facts["notations"]]
    sought = re.compile(b"|".join(alternatives(forms)))
    return sorted({hit.decode() for one in files for hit in sought.findall(read(one))})


def alternatives(forms, alike=5):
    """Yield patterns by the first bytes of the forms: twenty times as fast as form by form."""
    for start, some in groupby(sorted(forms), key=lambda form: form[:alike]):
        ends = sorted((form[alike:] for form in some), key=len, reverse=True)  # "not_said", "no"
        yield re.escape(start) + b"(?:" + b"|".join(map(re.escape, ends)) + b")"


def forms_of(word):
    """Write the word as programs do: plain, wide, in hexadecimal, and in base64 at any place."""
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), plain.hex().encode())
    for before in range(3):
        yield b64encode(b" " * before + plain)[4 if before else 0 : -4]


def read(file):
    """Return the bytes of the file, and what they say to whoever opens it."""
    raw = file.read_bytes() + contents(file)
    if file.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", raw.decode()))
        raw += " ".join(text.split()).encode()
    return raw


def contents(file):
    """Return the bytes of the file, unpacked."""
    if is_zipfile(file):
        with ZipFile(file) as archive:
            return b"".join(map(archive.read, archive.namelist()))
    return file.read_bytes()


EXITS = ("database", "backup", "log", "redis", "pages", "files", "oparl", "frames", "errors")


@pytest.mark.parametrize("name", EXITS)
def test_no_answer_leaves_by_an_exit(planted, name):
    files = exits(planted)[name]

    assert sum(one.stat().st_size for one in files)
    assert found_in(files, planted.facts) == []


@pytest.mark.parametrize("name", [one for one in EXITS if one != "errors"])
def test_a_plain_answer_would_be_found_at_the_exit(leaking, name):
    assert found_in(exits(leaking)[name], leaking.facts) == ["young_people=yes"]


def test_an_answer_in_a_report_of_an_error_would_be_found(tmp_path, planted):
    report = tmp_path / "report.html"
    report.write_text("<td>young_people</td><td><pre>&#x27;yes&#x27;</pre></td>")

    assert found_in([report], planted.facts) == ["young_people 'yes'"]


@pytest.mark.parametrize("name", ["words", "notations"])
def test_everything_that_is_sought_would_be_found(tmp_path, planted, name):
    paper = tmp_path / "paper"
    paper.write_text("\n".join(planted.facts[name]))

    assert set(planted.facts[name]) <= set(found_in([paper], planted.facts))
    assert len(planted.facts["words"]) == 100


def test_a_dump_of_postgresql_tells_no_answer(planted, postgres, tmp_path):
    moved = [sys.executable, "manage.py", "move", "--to", postgres.url]
    subprocess.run(moved, check=True, cwd=ROOT, env=planted.site.environment, capture_output=True)
    dump = [str(postgres.bin / "pg_dump"), "--inserts", postgres.url]

    seen = []
    for leak in ("", "UPDATE members_member SET public_name = 'young_people=yes' WHERE id = 1"):
        if leak:
            postgres.order(leak)
        paper = tmp_path / "dump"
        paper.write_bytes(subprocess.run(dump, check=True, stdout=subprocess.PIPE).stdout)
        seen.append(found_in([paper], planted.facts))

    assert seen == [[], ["young_people=yes"]]


@pytest.mark.parametrize("page", ["composition", "targets"])
def test_what_was_counted_is_what_changes(planted, otherwise, page):
    for one, other in permutations((planted, otherwise)):
        said = looked_into(one)[page].read_text()
        told, others = map(counted, (one, other))

        assert told - others
        assert all(f'<span class="num">{number}</span>' in said for number in told)


def test_every_file_that_is_handed_out_was_looked_into(planted):
    crawled = planted.facts["crawled"]

    assert NO_PAGES[FILE] - {*planted.facts["files"], *crawled} <= NOT_FETCHED
    assert len(crawled) > 300


def counted(planted):
    """Return the numbers that the newest report tells of the targets."""
    file = looked_into(planted)["/councils/adana/bodies/GMM/composition.json"]
    newest = json.loads(file.read_text())["reports"][0]
    return {one["counted"] for one in newest["targets"]} - {None}


def looked_into(planted):
    """Return the pages in the last language and the files, by name and by address."""
    by_address = ChainMap(*planted.facts["files"].values())
    return {name: Path(file) for name, file in (planted.facts["pages"] | by_address).items()}
