"""``python3 manage.py benchmark NAME [--json]``: how fast, against a named alternative."""

import argparse
import importlib
import pkgutil

from tests import benchmarks
from tests.benchmarks.report import Report

PARTS = {"command", "report"}  # and packages, which hold what several benchmarks share


def names():
    """Return what can be measured: every module beside this one."""
    modules = pkgutil.iter_modules(benchmarks.__path__)
    return sorted(each.name for each in modules if not each.ispkg and each.name not in PARTS)


def run_benchmark(arguments):
    """Measure one thing, or everything, and return the exit status.

    A benchmark is a module with ``run(report, options)``, which appends to ``report.goals``, and,
    if it has options of its own, ``add_options(parser)``. A goal that is missed is a finding, not
    a failure: the status is 0 when the measurement itself worked.
    """
    # Help is left to the parser that knows the benchmark's own options, if one is named.
    named = [each for each in arguments if each not in {"-h", "--help"}]
    chosen, _ = _parser().parse_known_args(named or arguments)
    for name in names() if chosen.name == "all" else [chosen.name]:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        options = _parser(module).parse_args(arguments)
        report = Report(name)
        module.run(report, options)
        report.conclude(as_json=options.json)
    return 0


def _parser(module=None):
    """Return the parser of what all benchmarks are asked, and one of them besides."""
    parser = argparse.ArgumentParser(prog="manage.py benchmark", description=__doc__)
    parser.add_argument("name", choices=[*names(), "all"])
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--rounds", type=int, default=3, help="alternating rounds (default 3)")
    if hasattr(module, "add_options"):
        module.add_options(parser)
    return parser
