"""Cards on paper."""

from datetime import date
from io import BytesIO

import pytest
from pdfminer.high_level import extract_pages, extract_text

from council.accounts.cards import PrintedCard, card_address, cards_pdf


def card(**facts):
    plain = {
        "council": "Adana Kent Konseyi",
        "name": "Ayşegül Çağrı",
        "username": "aysegul",
        "code": "8VNT-M735-QER4-V97E",
        "language": "tr",
        "expires_on": date(2026, 12, 26),
    }
    return PrintedCard(**plain | facts)


def test_the_code_stands_behind_the_hash_only():
    assert card_address(card()) == "http://127.0.0.1:8000/card/#aysegul~8VNTM735QER4V97E"


def test_a_card_can_be_read_without_a_camera():
    text = extract_text(BytesIO(cards_pdf([card()])))

    assert "Adana Kent Konseyi" in text
    assert "Ayşegül Çağrı" in text
    assert "aysegul" in text
    assert "8VNT-M735-QER4-V97E" in text
    assert "127.0.0.1:8000/card/" in text
    assert "26 Aralık 2026" in text


def test_an_arabic_card_is_written_in_arabic_letters():
    text = extract_text(BytesIO(cards_pdf([card(language="ar", name="فاطمة الحسن")])))

    assert any("\u0600" <= letter <= "\u06ff" or letter >= "\ufb50" for letter in text)
    assert "8VNT-M735-QER4-V97E" in text


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (8, 1), (9, 2)])
def test_eight_cards_go_on_a_page(number, pages):
    made = cards_pdf([card(name=f"Member {n}") for n in range(number)])

    assert len(list(extract_pages(BytesIO(made)))) == pages
