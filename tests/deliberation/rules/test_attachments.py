import pytest

from deliberation.rules.attachments import (
    MOST_BYTES,
    MOST_FILES,
    FileKindUnknown,
    FileTooLarge,
    TooManyFiles,
    require_attachable,
    require_few,
    shown_name,
)

PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"


@pytest.mark.parametrize(
    ("content", "kind"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_a_file_is_what_it_begins_with(content, kind):
    assert require_attachable("a.exe", content)[0] == kind


@pytest.mark.parametrize("content", [b"", b"<svg>", b"<html>", b"MZ", b" %PDF-1.7"])
def test_what_may_run_or_nobody_can_open_is_refused(content):
    with pytest.raises(FileKindUnknown):
        require_attachable("a.pdf", content)


def test_a_file_of_the_largest_size_is_taken_and_a_larger_one_is_not():
    assert require_attachable("a.pdf", PDF.ljust(MOST_BYTES))
    with pytest.raises(FileTooLarge):
        require_attachable("a.pdf", PDF.ljust(MOST_BYTES + 1))


def test_a_letter_carries_a_few_files():
    require_few([PDF] * MOST_FILES)
    with pytest.raises(TooManyFiles):
        require_few([PDF] * (MOST_FILES + 1))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Yanıt.pdf", "Yanıt.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("جواب البلدية.PDF", "جواب البلدية.pdf"),
        ("evil\u202efdp.exe", "evilfdp.pdf"),
        ('a"b\r\nX: y.pdf', "abX y.pdf"),
        ("a" * 300, f"{'a' * 80}.pdf"),
        ("", "file.pdf"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(name, shown):
    assert shown_name(name, ".pdf") == shown
