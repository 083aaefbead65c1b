"""What a file says to whoever opens it: packed and printed ones are opened here."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

from pdfminer.high_level import extract_text


def contents(raw: bytes) -> bytes:
    """Return what stands in the parts of an archive, or the words that are printed; else it."""
    if raw.startswith(b"%PDF"):
        return extract_text(BytesIO(raw)).encode()
    if is_zipfile(BytesIO(raw)):
        with ZipFile(BytesIO(raw)) as archive:
            return b"".join(map(archive.read, archive.namelist()))
    return raw
