"""Pages of what is traced and measured: chains, ties by year, timelines, coverage and measures."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from caricc_graph.pages.questions import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caricc_graph.network.measures import Measures
    from caricc_graph.pages.explorer import Explorer
    from caricc_graph.pages.questions import Problem
    from caricc_graph.tracing import Between, Chains, Coverage, Timeline
    from caricc_graph.tracing.stated import Stated

__all__ = ["between_page", "coverage_page", "measures_page", "path_page", "timeline_page"]

BRIDGES = ("Agency", "Event", "Official", "Programme")
_LINKS = 3
_PARTIES = 100
_ENDS = (("one", "from", "a name of any kind"), ("other", "to", "a name of any kind"))
_DAYS = (
    ("first", "not before", "2020, 2020-03 or 2020-03-05; undated links stay"),
    ("last", "not after", "as above"),
)


def path_page(
    explorer: Explorer, *, given: Mapping[str, str], via: Sequence[str], found: Chains | None, problem: Problem | None
) -> str:
    """Return the page of the chains between two entities, with the form that asks for them."""
    told = [("Shortest", found.shortest), ("Strongest", found.strongest)] if found and found.shortest else []
    if found and found.shortest == found.strongest:
        told = [("Shortest and strongest", found.shortest)] if found.shortest else []
    links = [link for _, chains in told for chain in chains for step in chain.steps for link in step.links]
    chosen = via or BRIDGES
    return explorer.render(
        "path.html.jinja", "path", title="How are two linked?", fields=_ends(given, found), kinds=_kinds(explorer, chosen), found=found,
        narrowed=bool(via or {*given} & {"first", "last"}),
        told=told, again=_again(given), **_stated(explorer, links), **_problem(problem),
    )  # fmt: skip


def between_page(
    explorer: Explorer, *, given: Mapping[str, str], found: Between | None, problem: Problem | None
) -> str:
    """Return the page of all that links two parties, by year, with the form that asks for it."""
    ties = found.ties if found else ()
    years = [(year, list(told)) for year, told in itertools.groupby(ties, key=lambda tie: tie.year)]
    return explorer.render(
        "between.html.jinja", "between", title="All that links two parties", fields=_ends(given, found), found=found, years=years,
        narrowed=bool({*given} & {"first", "last"}),
        again=_again(given), **_stated(explorer, [link for tie in ties for link in tie.links]), **_problem(problem),
    )  # fmt: skip


def timeline_page(explorer: Explorer, found: Timeline) -> str:
    """Return the page of what happened to an entity, by year."""
    years = [(year, list(told)) for year, told in itertools.groupby(found.moments, key=lambda one: one.first[:4])]
    links = [link for moment in found.moments for link in moment.links[:_LINKS]]
    return explorer.render(
        "timeline.html.jinja", f"timeline/{found.party.id}", title=f"Timeline: {found.party.name}", found=found, years=years,
        **_stated(explorer, links),
    )  # fmt: skip


def coverage_page(explorer: Explorer, found: Coverage) -> str:
    """Return the page of what the sources cover, by body and year, and by month."""
    by_year: dict[tuple[str, str], int] = defaultdict(int)
    for month in found.months:
        by_year[month.publisher, month.month[:4]] += month.bulletins
    years = sorted({year for _, year in by_year}, key=lambda year: year or "9999")
    most = max(by_year.values(), default=1)
    rows = [
        (body, [(count, -(-4 * count // most)) for year in years for count in (by_year.get((body.name, year), 0),)])
        for body in found.publishers
    ]
    by_month = [(body, [one for one in found.months if one.publisher == body.name]) for body in found.publishers]
    return explorer.render(
        "coverage.html.jinja", "coverage", title="Coverage", columns=years, rows=rows, by_month=by_month
    )


def measures_page(
    explorer: Explorer,
    *,
    given: Mapping[str, str],
    kinds: Sequence[str],
    found: Measures | None,
    problem: Problem | None,
) -> str:
    """Return the page of measures, with the form that chooses kinds and days."""
    fields = [_field(told, given, completes=False) for told in _DAYS]
    return explorer.render(
        "measures.html.jinja", "measures", title="Measures", fields=fields, kinds=_kinds(explorer, kinds, but=("Event",)), found=found,
        most=_PARTIES, **_problem(problem),
    )  # fmt: skip


def _stated(explorer: Explorer, links: Iterable[Stated]) -> dict[str, Any]:
    """Return the lines of links by their statements, and the bulletins that they cite."""
    lines = explorer.profiles.lines(sorted({link.statement for link in links}))
    return {"lines": lines, "cited": explorer.cited(lines.values())}


def _problem(problem: Problem | None) -> dict[str, Any]:
    return {"error": problem.error if problem else "", "candidates": problem.candidates if problem else ()}


def _again(given: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in given.items() if name in {"one", "other"}})


def _ends(given: Mapping[str, str], found: Chains | Between | None) -> list[Field]:
    """Return the fields of a form for two entities and days; what was found is shown by name."""
    shown = {**given, "one": found.one.name, "other": found.other.name} if found else given
    ends = [_field(told, shown, completes=True, meant=given.get(told[0], "") if found else "") for told in _ENDS]
    return ends + [_field(told, shown, completes=False) for told in _DAYS]


def _field(told: tuple[str, str, str], given: Mapping[str, str], *, completes: bool, meant: str = "") -> Field:
    name, label, text = told
    return Field(name, label, text, completes, completes, "", given.get(name, ""), meant)


def _kinds(explorer: Explorer, chosen: Sequence[str], *, but: Sequence[str] = ()) -> list[tuple[str, bool]]:
    return [(kind, kind in chosen) for kind in explorer.kinds if kind not in but]
