"""A refusal is a code and facts; somewhere a sentence waits for each code."""

import re

from council.kernel.phrases import phrases
from council.rules.errors import RuleViolation
from tests.support.source import PACKAGES, import_everything


def refusals() -> list[type[RuleViolation]]:
    import_everything()
    found, waiting = [], [RuleViolation]
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found += [each for each in children if each.__module__.split(".")[0] in PACKAGES]
    return found


def test_every_refusal_has_a_phrase():
    codes = {each.code for each in refusals()}

    assert codes - phrases().keys() == set()


def test_every_phrase_belongs_to_a_refusal():
    codes = {each.code for each in refusals()}

    assert phrases().keys() - codes == set()


def test_no_two_refusals_share_a_code():
    codes = sorted(each.code for each in refusals())

    assert codes == sorted(set(codes))


def test_every_fact_in_a_phrase_is_named():
    unnamed = {code for code, phrase in phrases().items() if re.search(r"%[^(%]", str(phrase))}

    assert unnamed == set()
