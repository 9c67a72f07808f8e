"""The pages of a reader's desk: the queue of what is worth a look, and what became of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.model import TAKES
from caricc_graph.pages.html import templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.review import Doubt

__all__ = ["decided_page", "queue_page"]


def queue_page(doubts: Sequence[Doubt], *, token: str, file: str, waiting: Sequence[str]) -> str:
    """Return the page that asks about doubts, and shows the decisions in the file that wait for a build."""
    template = templates().get_template("curation.html.jinja")
    return template.render(doubts=doubts, token=token, file=file, waiting=waiting, predicates=sorted(TAKES))


def decided_page(line: str, *, file: str, written: bool | None = None) -> str:
    """Return the page that shows the line of a decision; `written` tells whether it was new, None that `line` says why there is none."""
    return templates().get_template("decided.html.jinja").render(line=line, file=file, written=written)
