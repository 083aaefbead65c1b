import pytest
from django.core.management.base import CommandError

from council.config.demonstration.store import forget_database
from council.members.models import Council
from tests.factories.institution import make_council


@pytest.mark.django_db
def test_a_database_with_a_council_of_its_own_is_not_forgotten():
    council = make_council()

    with pytest.raises(CommandError, match=council.slug):
        forget_database()

    assert Council.objects.filter(pk=council.pk).exists()
