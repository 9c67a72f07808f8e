"""Where the files that ship with caricc-graph stand: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent
_SHIPPED_AS = {"data": "data", "ontology": "ontology", "queries": "queries_rq"}


def folder(name: str) -> Path:
    """Return the folder `data`, `ontology` or `queries` as it is shipped."""
    shipped = _PACKAGE / _SHIPPED_AS[name]
    return shipped if shipped.is_dir() else _CHECKOUT / name
