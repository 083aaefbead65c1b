"""What a search finds, as its reader sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

from council.kernel.names import FALLBACKS, Name, pick
from council.members.models import Body
from deliberation.rules.finding import Kind, Piece, excerpt_of, hits_in, terms_of, trigrams_of
from deliberation.search.machinery import TRIGRAMS
from deliberation.search.models import Findable, Wording

PER_PAGE = 20
LATEST = 2000  # looked through first on PostgreSQL
MOST = 200  # found; whoever finds more looks for something else
PAGES = {
    Kind.PROPOSAL: "proposals:proposal",
    Kind.DECISION: "register:decision",
    Kind.MINUTES: "minutes:minutes",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; empty is everything."""

    words: str = ""
    kind: str = ""
    body: int | None = None
    year: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where it is, in which language, and the words round what was found."""

    findable: Findable
    address: str
    wording: Wording | None  # None: its words are not shown
    title: Sequence[Piece] = field(default_factory=tuple)
    excerpt: Sequence[Piece] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, newest first."""

    page: "Page[Findable]"
    hits: Sequence[Hit]
    is_cut: bool  # there is more than anybody reads


class Trigrams(Lookup[Any]):
    """Narrow down by trigrams; what comes through may still lack the words in their order.

    The plus keeps SQLite from fetching and sorting every match: it walks from the newest, looks
    each up among the matches, and stops when there are enough.
    """

    lookup_name = "trigrams"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Match all of the trigrams, in whatever order."""
        query = " AND ".join('"{}"'.format(one.replace('"', '""')) for one in self.rhs.split("\n"))
        column, _ = self.process_lhs(compiler, connection)
        own = column.rsplit(".", 1)[0]
        matches = f"SELECT rowid FROM {TRIGRAMS} WHERE {TRIGRAMS} MATCH %s"  # noqa: S608 - ours
        return f"+{own}.id IN ({matches})", (query,)


TextField.register_lookup(Trigrams)


def rows_for(asked: Asked) -> "QuerySet[Findable]":
    """Return everything found, newest first."""
    terms, rows = terms_of(asked.words), _narrowed(asked)
    runs = dict.fromkeys(run for term in terms for run in trigrams_of(term))
    if runs and connection.vendor == "sqlite":  # PostgreSQL looks into its index by itself
        rows = rows.filter(folded__trigrams="\n".join(runs))
    for term in terms:
        rows = rows.filter(folded__contains=term)
    return rows


def _narrowed(asked: Asked) -> "QuerySet[Findable]":
    exact = {"kind": asked.kind, "body": asked.body, "year": asked.year, "state": asked.state}
    return Findable.objects.filter(**{name: value for name, value in exact.items() if value})


def _newest(asked: Asked) -> list[int]:
    """Return the newest of what is found, and one more where there is more than is shown."""
    common = _common(asked) if connection.vendor == "postgresql" else []
    return common or list(rows_for(asked).values_list("pk", flat=True)[: MOST + 1])


def _common(asked: Asked) -> list[int]:
    """Return the newest where enough are among the latest; nothing where the index is needed.

    PostgreSQL fetches and sorts whatever its index finds, which is half of all for a common word.
    Joined to nothing, a column is no longer the one of the index, and it walks from the newest.
    """
    times = _narrowed(asked).values_list("at", flat=True)
    oldest = next(iter(times[LATEST : LATEST + 1]), None)
    if oldest is None:
        return []
    rows = (
        _narrowed(asked)
        .alias(words=Concat("folded", Value(""), output_field=TextField()))
        .filter(at__gt=oldest)
    )
    for term in terms_of(asked.words):
        rows = rows.filter(words__contains=term)
    found = list(rows.values_list("pk", flat=True)[: MOST + 1])
    return found if len(found) > MOST else []


def found_for(asked: Asked, language: str, number: str = "1") -> Found:
    """Return one page of what was found, for a reader of ``language``."""
    ids = _newest(asked)
    whole = Findable.objects.filter(pk__in=ids[:MOST])
    rows = whole.select_related("body").prefetch_related("wordings")
    page = Paginator(rows, PER_PAGE).get_page(number)
    terms = terms_of(asked.words)
    return Found(page, [_hit(one, terms, language) for one in page], is_cut=len(ids) > MOST)


def years() -> Sequence[int]:
    """Return the years of which there is something, newest first."""
    found = Findable.objects.order_by("-year").values_list("year", flat=True).distinct()
    return list(found)


def bodies_found(language: str) -> Sequence[tuple[int, Name]]:
    """Return the bodies of which there is something, by name."""
    rows = Body.objects.filter(pk__in=Findable.objects.order_by().values("body")).order_by("pk")
    return [(one.pk, pick(one.names, language)) for one in rows]


def _hit(findable: Findable, terms: Sequence[str], language: str) -> Hit:
    address = reverse(PAGES[findable.kind], args=[findable.place])
    wording = _best(findable.wordings.all(), terms, language)
    if wording is None:
        return Hit(findable, address, None)
    title = excerpt_of(wording.title, terms)
    return Hit(findable, address, wording, title, excerpt_of(wording.text, terms))


def _best(wordings: Iterable[Wording], terms: Sequence[str], language: str) -> Wording | None:
    """Return the words in which most was found; among equals the reader's language comes first."""
    order = [language, *FALLBACKS]

    def rank(one: Wording) -> tuple[int, int]:
        place = order.index(one.language) if one.language in order else len(order)
        return (-hits_in(f"{one.title}\n{one.text}", terms), place)

    return min(wordings, key=rank, default=None)
