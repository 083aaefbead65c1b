import pytest

from deliberation.rules.numbering import UnusableBodyKey, format_number


@pytest.mark.parametrize(
    ("pattern", "number", "expected"),
    [
        ("<body>-<year>/<nnn>", 14, "GMM-2026/014"),
        ("<body>-<year>/<nnn>", 1234, "GMM-2026/1234"),
        ("<body>.<year>.<n>", 14, "GMM.2026.14"),
    ],
)
def test_a_decision_is_numbered_as_the_by_laws_say(pattern, number, expected):
    assert format_number(pattern, body="GMM", year=2026, number=number) == expected


@pytest.mark.parametrize("body", ["", "Göç", "a/b", "<n>"])
def test_a_key_that_would_not_survive_in_an_address_is_refused(body):
    with pytest.raises(UnusableBodyKey) as refusal:
        format_number("<body>-<year>/<nnn>", body=body, year=2026, number=1)

    assert refusal.value.facts == {"body": body}
