"""The name of what lies in folders: it changes when they do. Settings need it, hence no Django."""

import hashlib
from collections.abc import Sequence
from pathlib import Path


def version_of(folders: Sequence[Path]) -> str:
    """Name the contents: it changes with every file, name and byte."""
    told = hashlib.sha256()
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            told.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            told.update(path.read_bytes())
    return told.hexdigest()[:12]
