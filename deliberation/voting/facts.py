"""Outcomes as they are kept: plain documents, computed afresh whenever they are read."""

from collections.abc import Mapping
from typing import Any, cast

from council.rules.bylaws.documents import read_document, write_document
from deliberation.rules.outcome import OutcomeFacts, PollInputs, compute_outcome

Document = dict[str, Any]


def outcome_document(inputs: PollInputs) -> Document:
    """Return the outcome of ``inputs`` as it is kept and published."""
    return cast("Document", write_document(compute_outcome(inputs)))


def facts_of(document: Mapping[str, Any]) -> OutcomeFacts:
    """Return the outcome that ``document`` tells of, computed afresh from its inputs."""
    return compute_outcome(read_document(PollInputs, document["inputs"]))
