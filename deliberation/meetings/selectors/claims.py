"""Who works on which line at the interpreters' desks: short leases, kept out of the record."""

from collections.abc import Iterable, Mapping

from django.core.cache import cache

LEASE = 60  # seconds


def claim_key(contribution_id: int, language: str) -> str:
    """Return under which key the claim to render the contribution is kept."""
    return f"claim:{contribution_id}:{language}"


def claims_on(contribution_ids: Iterable[int], language: str) -> Mapping[int, tuple[int, str]]:
    """Return who works on which of the lines: by contribution, id of the account and name."""
    keys = {claim_key(one, language): one for one in contribution_ids}
    return {keys[key]: holder for key, holder in cache.get_many(list(keys)).items()}
