"""Beauty is measurable: what can be read in one sitting stays that way."""

from statistics import median, quantiles

import pytest

from tests.support.source import amiss, functions, length, modules, scripts


@pytest.fixture(scope="module")
def lengths():
    return [length(function) for path in modules() for function in functions(path)]


def longer_than(most):
    """Return a look at a file that finds how many lines it has, if they are too many."""

    def look(path):
        lines = path.read_text().count("\n")
        return lines if lines > most else None

    return look


def test_a_module_can_be_read_in_one_sitting():
    assert amiss(modules(), longer_than(300)) == {}


def test_half_of_the_functions_are_a_glance(lengths):
    assert median(lengths) <= 8


def test_nine_functions_in_ten_fit_a_small_screen(lengths):
    assert quantiles(lengths, n=10)[-1] <= 25


def test_a_script_can_be_read_in_one_sitting():
    assert amiss(scripts(), longer_than(100)) == {}
