"""What a notebook shows: answers as tables, dossiers with their sentences, networks as pages in a frame."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, overload

from caricc_graph.dossier import Dossier
from caricc_graph.pages.html import templates
from caricc_graph.queries import Answer
from caricc_graph.store import Rows

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule

__all__ = ["ShownAnswer", "ShownDossier", "ShownRows", "framed", "shown"]

_ROWS = 50
_CELL = 200
_LINKS = 200
_SENTENCES = 3


class ShownRows(Rows):
    """Rows that a notebook shows as a table, the first fifty of them."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(_macros().table(self.variables, self.rows[:_ROWS], len(self.rows)))  # type: ignore[attr-defined]


class ShownAnswer(Answer):
    """An answer that a notebook shows as a table, with the sentences behind each row."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(_macros().answer(self, self.rows[:_ROWS]))  # type: ignore[attr-defined]


class ShownDossier(Dossier):
    """A dossier that a notebook shows with its sentences, their quotes marked."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(_macros().dossier(self))  # type: ignore[attr-defined]


@overload
def shown(told: Rows) -> ShownRows: ...


@overload
def shown(told: Answer) -> ShownAnswer: ...


@overload
def shown(told: Dossier) -> ShownDossier: ...


def shown(told: Rows | Answer | Dossier) -> ShownRows | ShownAnswer | ShownDossier:
    """Return rows, an answer or a dossier with the fields of the given one, which a notebook shows as HTML."""
    kinds = {Rows: ShownRows, Answer: ShownAnswer, Dossier: ShownDossier}
    made: ShownRows | ShownAnswer | ShownDossier = kinds[type(told)](*(getattr(told, one.name) for one in fields(told)))
    return made


def framed(page: str, *, title: str) -> str:
    """Return a frame that holds a page and keeps it from the notebook: its scripts run, and reach nothing outside of it."""
    return str(_macros().frame(page, title))  # type: ignore[attr-defined]


def _macros() -> TemplateModule:
    made = templates()
    made.filters["cut"] = _cut
    made.globals.update(sentences_shown=_SENTENCES, links_shown=_LINKS)
    return made.get_template("notebook.html.jinja").module


def _cut(cell: Any) -> str:
    text = " ".join(str("" if cell is None else cell).split())
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
