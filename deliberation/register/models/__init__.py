"""What was decided, and the log in which nobody can change it quietly."""

from deliberation.register.models.decisions import Decision, DecisionCounter, DecisionText
from deliberation.register.models.log import (
    Checkpoint,
    Disclosure,
    EntryKind,
    RegisterEntry,
    RegisterHead,
    TimeStamp,
    TreeNode,
)
from deliberation.register.models.minutes import Erratum
from deliberation.register.models.publication import (
    Appearance,
    Dissent,
    PublicationAct,
    PublicationStep,
)

__all__ = [
    "Appearance",
    "Checkpoint",
    "Decision",
    "DecisionCounter",
    "DecisionText",
    "Disclosure",
    "Dissent",
    "EntryKind",
    "Erratum",
    "PublicationAct",
    "PublicationStep",
    "RegisterEntry",
    "RegisterHead",
    "TimeStamp",
    "TreeNode",
]
