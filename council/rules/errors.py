"""Refusals: what the rules of procedure answer when an act is not in order."""

from typing import ClassVar


class RuleViolation(Exception):
    """A rule stands against the act.

    A refusal is a stable ``code`` and plain ``facts``; the sentence is made at the edge, in the
    language of whoever reads it.

    >>> RuleViolation(missing=4).facts
    {'missing': 4}
    """

    code: ClassVar[str] = "rule_violation"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({listed})"


class OutOfOrder(RuleViolation):
    """The act is not in order at this stage of the procedure."""

    code = "out_of_order"


class ImpossibleCount(RuleViolation):
    """The numbers handed in cannot belong to one poll or meeting."""

    code = "impossible_count"
