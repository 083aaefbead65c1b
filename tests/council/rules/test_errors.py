from council.rules.errors import ImpossibleCount, OutOfOrder, RuleViolation


def test_a_refusal_is_a_code_and_facts():
    refusal = OutOfOrder(status="draft", act="open")

    assert (refusal.code, refusal.facts) == ("out_of_order", {"status": "draft", "act": "open"})


def test_a_refusal_without_facts_still_has_its_code():
    assert str(RuleViolation()) == "rule_violation()"


def test_a_refusal_in_a_log_names_its_facts():
    assert str(ImpossibleCount(ballots=3, entitled=2)) == "impossible_count(ballots=3, entitled=2)"
