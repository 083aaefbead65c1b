"""Whether two wordings are the same: by a fingerprint that ignores spacing."""

import unicodedata
from hashlib import sha256

# Overrides reorder what others read; stored words must not contain them.
OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
CONTROLS = {code: None for code in [*range(0x20), 0x7F] if chr(code) not in "\n\t"}


def clean(body: str) -> str:
    r"""Return ``body`` as it may be stored: NFC, without controls and bidi overrides, trimmed.

    >>> clean(" a\u202eb\r\n")
    'ab'
    """
    text = unicodedata.normalize("NFC", body.replace("\r\n", "\n"))
    return text.translate(OVERRIDES).translate(CONTROLS).strip()


def fingerprint(body: str) -> str:
    r"""Return the SHA-256 of the words of ``body``, as 64 hexadecimal digits.

    >>> fingerprint("a  b") == fingerprint("a b\n")
    True
    """
    return sha256(" ".join(clean(body).split()).encode()).hexdigest()
