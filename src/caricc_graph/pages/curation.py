"""The pages of a reader's desk: the queue of what is worth a look, and what became of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.model import TAKES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.pages.explorer import Explorer
    from caricc_graph.review import Doubt

__all__ = ["decided_page", "queue_page", "statement_page"]

_ADDRESS = "curation"


def queue_page(  # noqa: PLR0913 - what the page shows, and where it writes to
    explorer: Explorer,
    doubts: Sequence[Doubt],
    *,
    token: str,
    file: str,
    waiting: Sequence[str],
    given: Mapping[str, str],
) -> str:
    """Return the page that asks about doubts, takes other decisions, the fields of which hold what is `given`, and shows those that wait for a build."""
    return explorer.render(
        "curation.html.jinja", _ADDRESS, title="Curation", doubts=doubts, token=token, file=file, waiting=waiting, given=given,
        predicates=sorted(TAKES), single=False,
    )  # fmt: skip


def statement_page(explorer: Explorer, doubt: Doubt, *, token: str, file: str) -> str:
    """Return the page that asks about one statement."""
    return explorer.render(
        "curation.html.jinja", _ADDRESS, title=doubt.says, doubts=[doubt], token=token, file=file, single=True
    )


def decided_page(explorer: Explorer, line: str, *, file: str, written: bool | None = None) -> str:
    """Return the page that shows the line of a decision; `written` tells whether it was new, None that `line` says why there is none."""
    return explorer.render("decided.html.jinja", _ADDRESS, title="Decision", line=line, file=file, written=written)
