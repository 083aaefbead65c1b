"""Beauty is measurable: what can be read in one sitting stays that way."""

from statistics import median, quantiles

import pytest

from tests.support.source import dotted, functions, length, modules, scripts


@pytest.fixture(scope="module")
def lengths():
    return [length(function) for path in modules() for function in functions(path)]


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_a_module_can_be_read_in_one_sitting(path):
    lines = path.read_text().count("\n")

    assert lines <= 300


def test_half_of_the_functions_are_a_glance(lengths):
    assert median(lengths) <= 8


def test_nine_functions_in_ten_fit_a_small_screen(lengths):
    assert quantiles(lengths, n=10)[-1] <= 25


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_a_script_can_be_read_in_one_sitting(path):
    lines = path.read_text().count("\n")

    assert lines <= 100
