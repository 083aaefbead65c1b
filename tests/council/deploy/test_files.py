"""The files for administrators name what exists, and agree with the program and with each other."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

import manage
from council.config.management.commands import serve
from realtime import hub, requests, server
from tests.support.source import ROOT

DEPLOY = ROOT / "council" / "deploy"
CI = (ROOT / ".ci" / "run").read_text()
GUIDE = (ROOT / "council" / "docs" / "installation.md").read_text()
SETTINGS = set(
    re.findall(r"`([A-Z][A-Z0-9_]+)`", (ROOT / "council" / "docs" / "settings.md").read_text())
)
UNIT = (DEPLOY / "systemd" / "majlis@.service").read_text()
SITE = (DEPLOY / "proxy" / "majlis.conf").read_text()
UPSTREAM = (DEPLOY / "proxy" / "upstream.conf").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
WEB = ("web-1", "web-2")
OURS = (*WEB, "migrate")
TO_BE_MADE = {"./tls", "./secret-key"}  # by the administrator, as the guide says


def value(text, name):
    """Return what an INI or nginx file says for a name."""
    return re.search(rf"^\s*{name}[= ]+(.+?);?$", text, re.MULTILINE)[1]


# compose.yaml


def test_the_services_of_compose_are_told_only_settings_that_exist():
    for name in OURS:
        told = set(COMPOSE["services"][name]["environment"])
        assert told - {"MAJLIS_SECRET_KEY_FILE"} <= SETTINGS


def test_what_compose_takes_from_outside_is_in_the_guide():
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))

    assert asked == {each for each in asked if f"`{each}`" in GUIDE}


def test_the_files_that_compose_names_are_there():
    build = COMPOSE["services"]["web-1"]["build"]
    mounted = [
        each.split(":")[0]
        for service in COMPOSE["services"].values()
        for each in service.get("volumes", ())
        if each.startswith(".")
    ]
    secrets = [each["file"] for each in COMPOSE["secrets"].values()]

    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    assert {each for each in mounted + secrets if not (DEPLOY / each).exists()} == TO_BE_MADE


def test_volumes_networks_and_services_of_compose_are_declared():
    for name, service in COMPOSE["services"].items():
        volumes = {each.split(":")[0] for each in service.get("volumes", ())}
        assert {each for each in volumes if each[0] != "."} <= set(COMPOSE["volumes"])
        assert set(service.get("networks", {"inside"})) <= set(COMPOSE["networks"])
        assert set(service.get("depends_on", ())) <= set(COMPOSE["services"]) - {name}
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])


def test_the_addresses_of_compose_are_those_of_nginx_and_of_the_trusted_proxy():
    front = {
        name: service["networks"]["front"]["ipv4_address"]
        for name, service in COMPOSE["services"].items()
        if "front" in service.get("networks", ())
    }
    upstream = (DEPLOY / "proxy" / "upstream-compose.conf").read_text()

    assert re.findall(r"server (\S+):8000 ", upstream) == [front[name] for name in WEB]
    told = {COMPOSE["services"][name]["environment"]["MAJLIS_PROXY_ADDRESSES"] for name in OURS}
    assert told == {front["proxy"]}


def test_the_health_check_is_a_program():
    *_, program = COMPOSE["services"]["web-1"]["healthcheck"]["test"]

    compile(program, "healthcheck", "exec")
    assert "/health/live" in program


def test_compose_understands_its_file(tmp_path):
    tool = shutil.which("docker-compose")
    if tool is None:
        pytest.skip("docker-compose was not found; on Debian: apt install docker-compose")
    read = tmp_path / "compose.yaml"
    text = (DEPLOY / "compose.yaml").read_text()
    read.write_text(text.replace("name: majlis\n", "", 1))  # which version 1 does not know
    told = {"MAJLIS_PUBLIC_URL": "https://council.example", "PATH": os.environ["PATH"]}
    told |= dict.fromkeys(("POSTGRES_PASSWORD", "REDIS_PASSWORD"), "secret")

    done = subprocess.run(
        [tool, "-f", read, "config"], env=told, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert set(yaml.safe_load(done.stdout)["services"]) == set(COMPOSE["services"])


def test_compose_migrates_before_it_serves():
    assert COMPOSE["services"]["migrate"]["command"] == ["migrate"]
    for name in WEB:
        waits = COMPOSE["services"][name]["depends_on"]["migrate"]
        assert waits == {"condition": "service_completed_successfully"}


# Dockerfile


def test_the_image_is_made_of_files_that_are_there_and_tells_the_installer_what_it_understands():
    text = (DEPLOY / "Dockerfile").read_text()
    copied = re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE)

    assert all((ROOT / each).exists() for line in copied for each in line.split())
    assert "manage.prepare(is_test=False)" in text
    assert callable(manage.prepare)
    let_in = re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE)
    assert all((ROOT / each).exists() for each in let_in)


@pytest.mark.parametrize("text", [GUIDE, (DEPLOY / "Dockerfile").read_text()])
def test_the_libraries_for_pdf_are_those_of_the_continuous_integration(text):
    wanted = re.findall(
        r"libpango\S+|libharfbuzz\S+|fonts-noto-core", (ROOT / ".ci/run").read_text()
    )

    assert {each.rstrip(")") for each in wanted} <= set(text.split())


# systemd


def test_the_unit_starts_the_command_at_the_ports_of_nginx():
    _, *command = shlex.split(value(UNIT, "ExecStart"))

    assert command == ["manage.py", "serve", "--port", "800%i"]
    assert re.findall(r"server 127\.0\.0\.1:(\d+) ", UPSTREAM) == ["8001", "8002"]


def test_the_unit_gives_a_process_time_to_go_and_listens_for_its_signs_of_life():
    assert int(value(UNIT, "TimeoutStopSec")) > hub.FAREWELL + server.GRACE + 5
    assert int(value(UNIT, "WatchdogSec")) > 2 * serve.ALIVE


def test_the_settings_of_the_unit_exist():
    told = re.findall(
        r"^#?([A-Z_]+)=", (DEPLOY / "systemd" / "majlis.env").read_text(), re.MULTILINE
    )

    assert set(told) <= SETTINGS


def test_systemd_understands_the_unit_and_finds_it_hardened(tmp_path):
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze was not found; on Debian: apt install systemd")
    unit = tmp_path / "majlis@1.service"
    unit.write_text(UNIT.replace("/opt/majlis/.venv/bin/python", "/bin/true"))
    shutil.copy(DEPLOY / "systemd" / "majlis.target", tmp_path)

    verified = subprocess.run(
        [tool, "verify", "--man=no", unit, tmp_path / "majlis.target"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    judged = subprocess.run(
        [tool, "security", "--offline=yes", "--threshold=20", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (verified.returncode, verified.stderr) == (0, "")
    assert judged.returncode == 0, judged.stdout


def test_the_timer_starts_a_command_that_exists_and_systemd_understands_both(tmp_path):
    folder = DEPLOY / "systemd"
    service = (folder / "majlis-followup.service").read_text()
    _, *command = shlex.split(value(service, "ExecStart"))
    assert command == ["manage.py", "followup"]
    assert command[1] in get_commands()
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze was not found; on Debian: apt install systemd")
    unit = tmp_path / "majlis-followup.service"
    unit.write_text(service.replace("/opt/majlis/.venv/bin/python", "/bin/true"))
    shutil.copy(folder / "majlis-followup.timer", tmp_path)

    verified = subprocess.run(
        [tool, "verify", "--man=no", unit, tmp_path / "majlis-followup.timer"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (verified.returncode, verified.stderr) == (0, "")


# nginx


def test_nginx_takes_bodies_as_large_as_the_program_does():
    sizes = re.findall(r"client_max_body_size (\d+)m;", SITE)

    assert [int(each) * requests.MEBI for each in sizes] == [
        requests.LARGEST_BODY,
        *(requests.LARGEST_UPLOAD for _ in requests.UPLOADS),
    ]
    for begins, ends in requests.UPLOADS:
        assert f"location ~ ^{begins}.*{ends}$ {{" in SITE


def test_nginx_waits_longer_than_the_program_where_that_hangs_up_and_shorter_where_nginx_does():
    read = [int(each) for each in re.findall(r"proxy_read_timeout (\d+)s;", SITE)]

    assert max(read) > server.PING_EVERY + server.PONG_WITHIN
    assert int(value(UPSTREAM, "keepalive_timeout")[:2]) < requests.IDLE
    assert f"limit_conn majlis_lines {settings.SOCKETS_PER_ADDRESS};" in SITE


def test_nginx_replaces_or_drops_every_word_about_where_a_request_comes_from():
    told = dict(re.findall(r"proxy_set_header (\S+) (.+);", SITE))

    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == ("$remote_addr", "$scheme")
    dropped = {"X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP", "Forwarded"}
    assert {told[each] for each in dropped} == {'""'}
    locations = re.findall(r"location .*?\}", SITE, re.DOTALL)
    assert len(locations) == 8
    assert "proxy_set_header" not in "".join(locations)  # it would inherit none of them


# installation.md


def test_the_files_of_the_guide_are_there():
    named = set(re.findall(r"council/deploy/[\w./@-]*[\w]", GUIDE + SITE))

    assert {each for each in named if not (ROOT / each).exists()} == set()
    links = re.findall(r"\]\((\w+\.md)\)", GUIDE)
    assert all((ROOT / "council" / "docs" / each).exists() for each in links)


def test_the_commands_of_the_guide_exist():
    used = set(re.findall(r"(?:^majlis|manage\.py|run --rm web-1) ([a-z_]+)", GUIDE, re.MULTILINE))

    assert used >= {"migrate", "found", "check", "move"}
    assert used - set(get_commands()) == set()


def test_the_settings_of_the_guide_exist():
    named = set(re.findall(r"`(MAJLIS_\w+|DATABASE_URL|REDIS_URL)`", GUIDE))

    assert named - SETTINGS == set()


def test_the_shell_understands_every_command_of_the_guide():
    for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL):
        done = subprocess.run(
            ["sh", "-n"], input=block, text=True, capture_output=True, check=False
        )
        assert done.stderr == ""


def test_the_wrapper_is_a_program_that_the_shell_understands():
    path: Path = DEPLOY / "systemd" / "majlis"

    assert path.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
