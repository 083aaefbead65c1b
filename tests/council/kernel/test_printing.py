import builtins

import pytest

from council.kernel import printing


@pytest.fixture
def no_pango(monkeypatch):
    found = builtins.__import__

    def refuse(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)


@pytest.mark.usefixtures("no_pango")
def test_a_machine_without_pango_says_what_is_missing():
    with pytest.raises(printing.PrintingUnavailable):
        printing.pdf_of("<p>Card</p>", "cards.css")


def test_a_page_becomes_a_pdf():
    assert printing.pdf_of("<p>Card</p>", "cards.css").startswith(b"%PDF-")
