"""What was decided, and the log in which nobody can change it quietly."""

from deliberation.register.models.decisions import Decision, DecisionCounter, DecisionText
from deliberation.register.models.log import (
    Checkpoint,
    Disclosure,
    EntryKind,
    RegisterEntry,
    RegisterHead,
    TreeNode,
)

__all__ = [
    "Checkpoint",
    "Decision",
    "DecisionCounter",
    "DecisionText",
    "Disclosure",
    "EntryKind",
    "RegisterEntry",
    "RegisterHead",
    "TreeNode",
]
