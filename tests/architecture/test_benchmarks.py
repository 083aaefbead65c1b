"""What the command of the benchmarks says of itself."""

import pytest

from tests.benchmarks.command import names, run_benchmark


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        run_benchmark([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("name", "option"), [("session", "--calm"), ("faults", "--count")])
def test_help_on_a_benchmark_shows_its_own_options(capsys, name, option):
    assert option in said(capsys, name)
    assert option not in said(capsys)


def test_help_names_every_benchmark(capsys):
    text = said(capsys)

    assert [name for name in names() if name not in text] == []
