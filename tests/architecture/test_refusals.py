"""A refusal is a code and facts; somewhere a sentence waits for each code."""

import re
from collections import Counter

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

    assert sorted(codes - phrases().keys()) == []


def test_every_phrase_belongs_to_a_refusal():
    codes = {each.code for each in refusals()}

    assert sorted(phrases().keys() - codes) == []


def test_no_two_refusals_share_a_code():
    codes = Counter(each.code for each in refusals())

    assert [code for code, times in codes.items() if times > 1] == []


def test_every_fact_in_a_phrase_is_named():
    unnamed = {code for code, phrase in phrases().items() if re.search(r"%[^(%]", str(phrase))}

    assert unnamed == set()
