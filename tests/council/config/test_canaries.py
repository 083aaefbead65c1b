"""What people say of themselves under seal leaves the program by no exit.

One scene for all exits: ``tests/support/canaries.py`` plays it on a copy of the demo. It looks in
every language, and at a dump of PostgreSQL, where MAJLIS_TEST_CANARIES is set.
"""

import html
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from contextlib import contextmanager
from itertools import groupby
from threading import Thread
from types import SimpleNamespace

import pytest

from tests.e2e.pages import FILE, NO_PAGES
from tests.support.contents import contents
from tests.support.demo import copy_of
from tests.support.machine import Missing, program, require_services
from tests.support.servers import Postgres, Redis
from tests.support.site import Site, free_port
from tests.support.suite import ROOT

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.apart]

IS_THOROUGH = "MAJLIS_TEST_CANARIES" in os.environ
LANGUAGES = ["ar", "tr", "de", "en"] if IS_THOROUGH else ["en"]
LEAK = "young_people=yes"
# Files for one person alone, those of a register with more entries than the demo has, and those
# that outsiders made. What others add is found by a link, or by its address with what stands in
# other addresses.
NOT_FETCHED = {
    "followup:file",
    "members:declaration_copy",
    "mfa_download_recovery_codes",
    "register:authority",
    "register:checkpoint_at",
    "register:entries",
    "register:stamp",
    "register:tile",
}


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    try:
        program("redis-server", "redis-server")
    except Missing as reason:
        pytest.skip(str(reason))
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
def scene(demo, tmp_path_factory, redis):
    """Fifty people have answered, and everybody has looked at everything; then one answer leaks."""
    place = tmp_path_factory.mktemp("planted")
    site, out = Site(copy_of(demo.state, place / "state"), free_port()), place / "out"
    out.mkdir()
    environment = site.environment | {"REDIS_URL": redis.url, "MAJLIS_LOG": "DEBUG"}
    with overheard(redis) as told:
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.canaries", str(out), *LANGUAGES],
            check=False, cwd=ROOT, env=environment, capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    before = told.index(f"ECHO {LEAK}")
    for name, lines in {"clean": told[:before], "leaky": told[before + 1 :]}.items():
        text = "\n".join(lines)
        (out / name / "redis").write_bytes(text.encode("utf-8", "surrogateescape"))
    printed = done.stdout + done.stderr
    (out / "clean" / "printed").write_text(printed.replace(f"somebody said {LEAK}", ""))
    facts = json.loads((out / "facts.json").read_text())
    return SimpleNamespace(site=site, out=out, facts=facts)


@contextmanager
def overheard(redis):
    """Give a list of what Redis is told until the block ends."""
    told = []
    with redis.client().monitor() as monitor:

        def listen():
            for one in monitor.listen():
                if one["command"] == "ECHO the end":
                    return
                told.append(one["command"])

        listener = Thread(target=listen)
        listener.start()
        yield told
        redis.client().echo("the end")
        listener.join()


def exits(folder):
    """Return what left the program, by the name of the exit."""
    return {
        "database": [one for one in files_in(folder / "database") if one.name != "quota-keys.json"],
        "backup": [folder / "backup"],
        "log": [one for one in (folder / "log", folder / "printed") if one.exists()],
        "redis": [folder / "redis"],
        **{
            name: files_in(folder / name)
            for name in ("pages", "files", "oparl", "frames", "errors")
        },
    }


def files_in(folder):
    """Return the files in a folder, apart from those that came with the program."""
    return [one for one in folder.rglob("*") if one.is_file() and "static" not in one.parts]


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
    raw = file.read_bytes()
    raw += contents(raw)
    if file.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", raw.decode()))
        raw += " ".join(text.split()).encode()
    return raw


EXITS = ("database", "backup", "log", "redis", "pages", "files", "oparl", "frames", "errors")


@pytest.mark.parametrize("name", EXITS)
def test_no_answer_leaves_by_an_exit(scene, name):
    files = exits(scene.out / "clean")[name]

    assert sum(one.stat().st_size for one in files)
    assert found_in(files, scene.facts) == []


@pytest.mark.parametrize("name", [one for one in EXITS if one != "errors"])
def test_a_plain_answer_would_be_found_at_the_exit(scene, name):
    assert found_in(exits(scene.out / "leaky")[name], scene.facts) == [LEAK]


@pytest.mark.parametrize("kind", [".csv", ".pdf", ".xlsx"])
def test_a_plain_answer_would_be_found_in_a_file(scene, kind):
    (file,) = (scene.out / "leaky" / "files").glob(f"*{kind}")

    assert found_in([file], scene.facts) == [LEAK]


def test_an_answer_in_a_report_of_an_error_would_be_found(tmp_path, scene):
    report = tmp_path / "report.html"
    report.write_text("<td>young_people</td><td><pre>&#x27;yes&#x27;</pre></td>")

    assert found_in([report], scene.facts) == ["young_people 'yes'"]


@pytest.mark.parametrize("name", ["words", "notations"])
def test_everything_that_is_sought_would_be_found(tmp_path, scene, name):
    paper = tmp_path / "paper"
    paper.write_text("\n".join(scene.facts[name]))

    assert set(scene.facts[name]) <= set(found_in([paper], scene.facts))
    assert len(scene.facts["words"]) == 100


def test_every_file_that_is_handed_out_was_looked_into(scene):
    crawled = scene.facts["crawled"]

    assert NO_PAGES[FILE] - {*scene.facts["files"], *crawled} <= NOT_FETCHED
    assert len(crawled) > 300


@pytest.mark.skipif(
    not IS_THOROUGH, reason="A DUMP OF POSTGRESQL IS SEARCHED where MAJLIS_TEST_CANARIES is set"
)
def test_a_dump_of_postgresql_tells_no_answer(demo, scene, postgres, tmp_path):
    moved = [sys.executable, "manage.py", "move", "--to", postgres.url]
    state = copy_of(scene.out / "clean" / "database", tmp_path / "state")
    environment = Site(state, free_port()).environment
    subprocess.run(moved, check=True, cwd=ROOT, env=environment, capture_output=True)
    dump = [str(postgres.bin / "pg_dump"), "--inserts", postgres.url]

    seen = []
    for leak in ("", f"UPDATE members_member SET public_name = '{LEAK}' WHERE id = 1"):
        if leak:
            postgres.order(leak)
        paper = tmp_path / "dump"
        paper.write_bytes(subprocess.run(dump, check=True, stdout=subprocess.PIPE).stdout)
        seen.append(found_in([paper], scene.facts))

    assert seen == [[], [LEAK]]
