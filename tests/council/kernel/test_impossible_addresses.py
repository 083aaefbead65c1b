import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        f"/polls/{10**25}/",
        f"/meetings/{2**63}/room/",
        f"/proposals/{10**25}/",
        "/decisions/%00/",
        "/councils/nowhere/decisions/",
    ],
)
def test_an_address_that_no_row_can_have_is_not_found(address, client):
    assert client.get(address).status_code == 404
