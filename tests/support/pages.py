"""Pages of ``council/docs`` that the code itself knows best, written from it below a mark.

``python -m tests.support.pages`` writes them anew; a test compares.
"""

import os
from dataclasses import fields
from importlib import import_module

import django

from council.kernel.events import Event
from deliberation.rules.lifecycle import mermaid
from tests.support.source import ROOT, dotted, import_everything

DOCS = ROOT / "council" / "docs"
MARK = "<!-- What follows is written by `python -m tests.support.pages`. -->\n"
CYCLES = (
    ("Proposal", "PROPOSAL_PROCEDURE"),
    ("Amendment", "AMENDMENT_PROCEDURE"),
    ("Meeting", "MEETING_PROCEDURE"),
    ("Agenda item", "ITEM_PROCEDURE"),
    ("Poll", "POLL_PROCEDURE"),
    ("Election", "ELECTION_PROCEDURE"),
    ("Candidacy", "CANDIDACY_PROCEDURE"),
    ("Decision", "DECISION_PROCEDURE"),
    ("Minutes", "MINUTES_PROCEDURE"),
    ("Correction of minutes", "CORRECTION_PROCEDURE"),
    ("Referral", "REFERRAL_PROCEDURE"),
)


def matrix():
    """Put together the ``MATRIX`` (permission → personas) of every module named for it."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("*matrix*.py")):
        for permission, personas in import_module(dotted(path)).MATRIX.items():
            assert permission not in found, f"{permission} stands in two matrices"
            found[permission] = set(personas)
    return found


def tables():
    """Return every transition table of the rules of procedure by its name."""
    modules = [import_module(dotted(path)) for path in (ROOT / "deliberation/rules").glob("*.py")]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if name.endswith("_PROCEDURE")
    }


def events():
    """Return every kind of journal entry with its event."""
    import_everything()
    return {event.kind: event for event in Event.__subclasses__() if _is_ours(event)}


def _is_ours(event):
    return event.__module__.split(".")[0] in {"council", "deliberation"}


def life_cycles():
    """Draw each life cycle."""
    known = tables()
    drawings = [f"## {title}\n\n```mermaid\n{mermaid(known[name])}```\n" for title, name in CYCLES]
    return "\n".join(drawings)


def event_list():
    """Describe each kind of journal entry, subject by subject."""
    parts = []
    for module in sorted({each.__module__ for each in events().values()}):
        parts.append(f"## {module.split('.')[-2].title()}\n")
        parts += [_described(each) for each in events().values() if each.__module__ == module]
    return "\n".join(parts)


def _described(event):
    payload = ", ".join(f"`{each.name}`" for each in fields(event)) or "nothing"
    said = event.__doc__.replace("``", "`").replace("\n    ", "\n").strip()
    return f"### `{event.kind}`\n\n{said}\n\nPayload: {payload}.\n"


def permission_table():
    """Say who of the cast may do what."""
    from tests.conftest import CAST  # noqa: PLC0415 - its factories need Django to be set up

    head = f"| Permission | {' | '.join(CAST)} |\n|---|{':-:|' * len(CAST)}\n"
    rows = [
        f"| `{act}` | {' | '.join('yes' if one in people else '·' for one in CAST)} |\n"
        for act, people in sorted(matrix().items())
    ]
    return head + "".join(rows)


PAGES = {
    "life-cycles.md": life_cycles,
    "events.md": event_list,
    "permissions.md": permission_table,
}


def write():
    """Write every page anew below its mark."""
    for name, made in PAGES.items():
        page = DOCS / name
        told = page.read_text().split(MARK)[0]
        page.write_text(f"{told}{MARK}\n{made()}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.test_settings")
    django.setup()
    write()
