"""What a notebook shows: answers as tables, dossiers and chains with their sentences, networks as pages in a frame."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from caricc_graph.dossier import Dossier
from caricc_graph.pages.html import templates
from caricc_graph.queries import Answer
from caricc_graph.store import Rows
from caricc_graph.tracing import Between, Chains, Timeline
from caricc_graph.tracing.between import text as between_text
from caricc_graph.tracing.chains import text as chains_text
from caricc_graph.tracing.timeline import text as timeline_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.environment import TemplateModule

__all__ = ["framed", "shown"]

_ROWS = 50
_CELL = 200
_LINKS = 200
_SENTENCES = 3

Told = TypeVar("Told", Rows, Answer, Dossier, Chains, Between, Timeline)


class ShownRows(Rows):
    """Rows that a notebook shows as a table, the first fifty of them."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(_macros().table(self.variables, self.rows[:_ROWS], len(self.rows)))  # type: ignore[attr-defined] # a macro of the template


class ShownAnswer(Answer):
    """An answer that a notebook shows as a table, with the sentences behind each row."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(_macros().answer(self, self.rows[:_ROWS]))  # type: ignore[attr-defined] # a macro of the template


class ShownDossier(Dossier):
    """A dossier that a notebook shows with its sentences, their quotes marked."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(_macros().dossier(self))  # type: ignore[attr-defined] # a macro of the template


class ShownChains(Chains):
    """Chains that a notebook shows as a terminal does."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return _preformatted(chains_text(self))


class ShownBetween(Between):
    """Ties that a notebook shows as a terminal does."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return _preformatted(between_text(self))


class ShownTimeline(Timeline):
    """A timeline that a notebook shows as a terminal does."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return _preformatted(timeline_text(self))


def shown(told: Told) -> Told:
    """Return the given answer as one that equals it in all fields and that a notebook shows as HTML."""
    kinds: dict[type, type] = {
        Rows: ShownRows,
        Answer: ShownAnswer,
        Dossier: ShownDossier,
        Chains: ShownChains,
        Between: ShownBetween,
        Timeline: ShownTimeline,
    }
    made: Told = kinds[type(told)](*(getattr(told, one.name) for one in fields(told)))
    return made


def _preformatted(lines: Iterable[str]) -> str:
    return str(_macros().preformatted("\n".join(lines)))  # type: ignore[attr-defined] # a macro of the template


def framed(page: str, *, title: str) -> str:
    """Return a frame that holds a page and keeps it from the notebook: its scripts run, and reach nothing outside of it."""
    return str(_macros().frame(page, title))  # type: ignore[attr-defined] # a macro of the template


def _macros() -> TemplateModule:
    made = templates()
    made.filters["cut"] = _cut
    made.globals.update(sentences_shown=_SENTENCES, links_shown=_LINKS)
    return made.get_template("notebook.html.jinja").module


def _cut(cell: Any) -> str:
    text = " ".join(str("" if cell is None else cell).split())
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
