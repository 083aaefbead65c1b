"""Files that are attached to letters: which, how many, how large; told by what is in them."""

from collections.abc import Mapping, Sequence

from council.rules.errors import RuleViolation
from council.rules.naming import hidden_characters, tidy

MOST_FILES = 3
MOST_BYTES = 3 * 1024 * 1024
MOST_NAME = 80  # characters, without the ending

# How a file begins, its media type, and how its name ends.
KINDS: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}


class TooManyFiles(RuleViolation):
    """A letter carries a few files."""

    code = "too_many_files"


class FileTooLarge(RuleViolation):
    """A file is small enough to be read on a phone."""

    code = "attachment_too_large"


class FileKindUnknown(RuleViolation):
    """A file is one that everybody can open, and that runs nothing."""

    code = "attachment_kind_unknown"


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Return media type and ending of a file by how it begins, whatever it is called.

    >>> kind_of(b"%PDF-1.7 ...")
    ('application/pdf', '.pdf')
    >>> kind_of(b"<html>") is None
    True
    """
    return next((kind for begins, kind in KINDS.items() if content.startswith(begins)), None)


def require_attachable(name: str, content: bytes) -> tuple[str, str]:
    """Return media type and ending of a file that may be attached.

    Raises:
        FileTooLarge: it has more bytes than anybody needs.
        FileKindUnknown: it is no PDF and no picture.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(name=name, most=MOST_BYTES // 1024**2)
    kind = kind_of(content)
    if kind is None:
        raise FileKindUnknown(name=name)
    return kind


def require_few(files: Sequence[object]) -> None:
    """Do nothing if a letter may carry so many files.

    Raises:
        TooManyFiles: it may not.
    """
    if len(files) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)


def shown_name(name: str, ending: str) -> str:
    r"""Return a name that a file may bear everywhere: no path, nothing hidden, its true ending.

    >>> shown_name("C:\\letters\\Yanıt.docx.exe", ".pdf")
    'Yanıt.docx.pdf'
    >>> shown_name("..", ".png")
    'file.png'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(char for char in last if char.isprintable() and not hidden_characters(char))
    stem = tidy(visible.rpartition(".")[0] or visible).strip(". ")
    bare = "".join(char for char in stem if char not in '"<>:|?*')
    return f"{bare[:MOST_NAME] or 'file'}{ending}"
