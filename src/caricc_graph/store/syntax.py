"""The text of queries: terms in the place of variables, and what a query from a stranger may not say."""

from __future__ import annotations

import re
from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING

from caricc_graph.store.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["bound", "datasets", "names_service", "refused", "without_service"]

_TOKENS = re.compile(
    r'(?P<comment>\#[^\n\r]*)|(?P<long>"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\')|(?P<string>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\[uU])*>)|(?P<variable>[?$]\w+)|(?P<word>[^\W\d_]\w*)(?![\w.-]*:)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile("service", re.IGNORECASE)
_REFUSED = {
    "SERVICE": "asks another server",
    "LOAD": "fetches from outside",
    "INSERT": "would write",
    "DELETE": "would write",
    "CLEAR": "would write",
    "DROP": "would write",
    "CREATE": "would write",
    "COPY": "would write",
    "MOVE": "would write",
    "ADD": "would write",
}


def bound(sparql: str, bindings: Mapping[str, str]) -> str:
    """Return a query with terms in the place of variables, `BOUND` of them true; what stands in strings and comments stays."""
    for name in bindings:
        sparql = re.sub(rf"\bBOUND\s*\(\s*\?{re.escape(name)}\s*\)", "true", sparql)
    terms = {f"?{name}": _written(value) for name, value in bindings.items()}
    return "".join(terms.get(match[0], match[0]) for match in _TOKENS.finditer(sparql))


def _written(value: str) -> str:
    """Return an IRI or a string as SPARQL writes it; raises QueryError for an IRI that is none."""
    if value.startswith("<"):
        if not re.fullmatch(r"<[^<>\"{}|^`\\\x00-\x20]*>", value):
            raise QueryError(f"{value} is no IRI.")
        return value
    escaped = value.translate({ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r"})
    return f'"{escaped}"'


def names_service(sparql: str) -> bool:
    """Tell whether the letters of SERVICE stand anywhere in a query; without them none is asked, since no escape can spell a keyword."""
    return _SERVICE.search(sparql) is not None


def without_service(sparql: str) -> str:
    """Return a query in which other letters stand for SERVICE, wherever it stands.

    Names, strings and comments stay what they are, so that the query is understood as before; as a keyword they mean nothing.
    Thus a query that is understood both ways asks no other server, and none that asks one is understood. (To look for the keyword
    is not enough: it needs no space on either side, and where a string, a comment or an IRI begins depends on all that stands before.)
    """
    spare = next(
        word for tail in product(ascii_lowercase, repeat=3) if (word := "serv" + "".join(tail)) not in sparql.lower()
    )

    def renamed(match: re.Match[str]) -> str:
        return "".join(new.upper() if old.isupper() else new for old, new in zip(match[0], spare, strict=True))

    return _SERVICE.sub(renamed, sparql)


def refused(sparql: str) -> str:
    """Return why a query that can't be understood as one would be refused, by the first word that says so; else an empty text."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), sparql)
    word = next((word for word in _words(plain) if word in _REFUSED), "")
    return f"{word} is refused: it {_REFUSED[word]}, and this graph is only read." if word else ""


def datasets(sparql: str) -> Iterator[str]:
    """Yield the IRIs that a query reads FROM; an empty text for a graph that is not named by a whole IRI."""
    if "from" not in sparql.lower():
        return
    begun = False
    for match in _meaning(sparql):
        word = match["word"].upper() if match["word"] else ""
        if begun and word != "NAMED":
            yield match["iri"][1:-1] if match["iri"] else ""
            begun = False
        begun = begun or word == "FROM"


def _words(sparql: str) -> Iterator[str]:
    """Yield the keywords of a query in capitals, those of strings, IRIs, comments, variables and prefixed names left out."""
    return (match["word"].upper() for match in _meaning(sparql) if match["word"])


def _meaning(sparql: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query but spaces, comments, local names and the tags of languages."""
    before = ""
    for match in _TOKENS.finditer(sparql):
        if not match["space"] and not match["comment"] and not (match["word"] and before in {":", "@"}):
            yield match
        before = match[0][-1]
