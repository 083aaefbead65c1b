import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_claims():
    """Claims live in the cache, which outlives a test; the next one uses the same numbers."""
    cache.clear()
