"""The pages that explore a graph, made from its profiles; the server and the static site show the same."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from caricc_graph.citations import publishers
from caricc_graph.network import network, unsettled, with_unsettled
from caricc_graph.pages.addresses import Place
from caricc_graph.pages.charts import Mark, TimeChart, time_chart
from caricc_graph.pages.html import templates
from caricc_graph.pages.network import network_view
from caricc_graph.pages.questions import answered, asked_again, fields, shown
from caricc_graph.pages.words import plural, said, sections, slug, unslug
from caricc_graph.profiles import Party, UnknownPage
from caricc_graph.queries import catalogue
from caricc_graph.tracing.successions import successions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caricc_graph.network import Links
    from caricc_graph.profiles import EntityProfile, Group, Line, Post, Profiles, Reference
    from caricc_graph.queries import Question
    from caricc_graph.search import Names
    from caricc_graph.store import Store, Worker

__all__ = ["KINDS", "Explorer"]

KINDS = ("Official", "Agency", "Programme", "Country", "Place", "Event", "Document", "Substance")
LINES = 50
"""How many lines a further page of an entity's links has."""
LISTED = 200
"""How many entities or bulletins a page of a list has."""
_DETAILS = frozenset({"post", "role", "topic", "route", "edition", "amount", "format", "on", "since", "until"})
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'"
_YEARS = 24
_SUCCESSIONS = 20
_EXAMPLE = """# The bodies that are mentioned most
SELECT ?body ?name (COUNT(?mention) AS ?mentions)
WHERE {
  ?body a cg:Agency ; skos:prefLabel ?name .
  ?mention cg:refersTo ?body
}
GROUP BY ?body ?name
ORDER BY DESC(?mentions)
LIMIT 20"""


class Explorer:
    """Makes the pages of a graph; each is HTML in which all text of bulletins stays text.

    `static` pages are files that lead to each other; they have no forms that ask a server. `looks` are further pages of an entity,
    as (address, words), and `more` further pages of the site.
    """

    def __init__(  # noqa: PLR0913 - what pages are made from, and how they are to be
        self,
        profiles: Profiles,
        *,
        store: Store,
        names: Names,
        links: Links,
        static: bool = False,
        looks: Sequence[tuple[str, str]] = (),
        more: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.profiles, self._store, self._names, self._links = profiles, store, names, links
        self._static, self._looks = static, looks
        self._suffix = ".html" if static else ""
        self._templates = templates()
        self._templates.filters["anchor"] = lambda title: re.sub(r"\W+", "-", title.lower())
        self._templates.globals.update(
            said=said,
            slug=slug,
            plural=plural,
            publishers=publishers,
            shown_details=_DETAILS,
            static=static,
            desk=False,
            policy=_POLICY,
            more=more,
        )
        self._contents = profiles.contents()

    kinds = KINDS
    """The kinds of entity, in the order in which pages tell them."""

    def open_desk(self) -> None:
        """Let each page lead to the desk at which a reader decides."""
        self._templates.globals["desk"] = True

    def render(self, template: str, address: str, *, title: str, **told: Any) -> str:
        """Return the page that a template makes at an address."""
        place = Place(address, self._suffix)
        return self._templates.get_template(f"explore/{template}").render(place=place, title=title, **told)

    def index(self) -> str:
        """Return the first page: search, what the graph holds, and the questions that it answers."""
        counts = dict(self._contents.kinds)
        kinds = [(kind, counts.get(kind, 0), self.profiles.of_kind(kind, limit=5)) for kind in KINDS]
        return self.render(
            "index.html.jinja",
            "index",
            title="Organisational links",
            contents=self._contents,
            kinds=kinds,
            questions=catalogue(),
        )

    def message(self, heading: str, message: str, *, address: str = "index") -> str:
        """Return a page that tells something, as that an address leads nowhere."""
        return self.render("message.html.jinja", address, title=heading, heading=heading, message=message)

    def search(self, text: str) -> str:
        """Return the page of what has a name like `text`."""
        found = self._names.find(text, limit=50) if text.strip() else ()
        entries = [
            {
                "kind": one.kind,
                "name": one.name,
                "address": ("entity", one.id),
                "note": _found(one.kind, one.alias, one.mentions),
            }
            for one in found
        ]
        heading = f"Names like “{text}”" if text.strip() else "Search"
        return self.render(
            "list.html.jinja", "search", title=heading, heading=heading, count=len(entries), entries=entries, number=1, last=1,
            pages=("search",), asked=text,
        )  # fmt: skip

    def entity(self, entity_id: str) -> str:
        """Return the page of an entity; raises UnknownPage."""
        one = self.profiles.entity(entity_id)
        disagreements = self.profiles.disagreements(one.id) if one.kind == "Event" else ()
        told = [line for group in one.groups for line in group.lines] + list(one.unsettled)
        told += [line for post in one.posts for line in post.lines] + [
            line for row in disagreements for line in row.lines
        ]
        return self.render(
            "entity.html.jinja", f"entity/{entity_id}", title=one.name, one=one, looks=self._looks, sections=sections(one.groups),
            years=_years(one.groups), chart=_posts(one), cited=self.cited(told), disagreements=disagreements, successions=self._successions(one.id),
        )  # fmt: skip

    def links(self, entity_id: str, part: str, number: int) -> str:
        """Return a further page of an entity's statements of one predicate and direction; raises UnknownPage."""
        one = self.profiles.head(entity_id)
        predicate, outgoing = unslug(part)
        count = self.profiles.count(one.id, predicate=predicate, outgoing=outgoing)
        last = max(1, -(-count // LINES))
        if not count or not 1 <= number <= last:
            raise UnknownPage(f"{one.name} has no such page of links; its own page leads to those it has.")
        lines = self.profiles.links(
            one.id, predicate=predicate, outgoing=outgoing, limit=LINES, offset=(number - 1) * LINES
        )
        return self.render(
            "links.html.jinja", f"links/{entity_id}/{part}/{number}", title=f"{one.name}: {said(predicate, outgoing=outgoing)}", one=one,
            predicate=predicate, outgoing=outgoing, count=count, number=number, last=last, lines=lines, cited=self.cited(lines),
        )  # fmt: skip

    def kind(self, kind: str, number: int) -> str:
        """Return a page of the list of entities of a kind, given in small letters; raises UnknownPage."""
        known = {one.lower(): one for one in KINDS}
        counts = dict(self._contents.kinds)
        if kind not in known:
            raise UnknownPage(f"no kind is called {kind!r}; there are {', '.join(known)}.")
        found = self.profiles.of_kind(known[kind], limit=LISTED, offset=(number - 1) * LISTED)
        entries = [
            {
                "kind": one.kind,
                "name": one.name,
                "address": ("entity", one.id),
                "note": f"{one.mentions} mentions, {one.statements} statements",
            }
            for one in found
        ]
        return self._list(("kind", kind), number, plural(known[kind]).capitalize(), counts.get(known[kind], 0), entries)

    def bulletins(self, number: int) -> str:
        """Return a page of the list of bulletins, the latest first; raises UnknownPage."""
        found = self.profiles.bulletins(limit=LISTED, offset=(number - 1) * LISTED)
        entries = [
            {
                "kind": "",
                "name": one.title,
                "address": ("bulletin", one.id),
                "note": ", ".join(filter(None, (one.day, one.publisher, f"{one.statements} statements"))),
            }
            for one in found
        ]
        return self._list(("bulletins",), number, "Bulletins", self._contents.bulletins, entries)

    def _list(self, address: tuple[str, ...], number: int, heading: str, count: int, entries: Sequence[object]) -> str:
        last = max(1, -(-count // LISTED))
        if not 1 <= number <= last:
            raise UnknownPage("the list has no such page; its first page is 1.")
        return self.render(
            "list.html.jinja", f"{'/'.join(address)}/{number}", title=heading, heading=heading, count=count, entries=entries, number=number,
            last=last, pages=address,
        )  # fmt: skip

    def bulletin(self, bulletin_id: str) -> str:
        """Return the page of a bulletin: its text with what is named and stated; raises UnknownPage."""
        one = self.profiles.bulletin(bulletin_id)
        return self.render("bulletin.html.jinja", f"bulletin/{bulletin_id}", title=one.reference.title, one=one)

    def questions(self) -> str:
        """Return the gallery of the competency questions."""
        return self.render("questions.html.jinja", "questions", title="Questions", questions=catalogue())

    def question(
        self, question_id: str, values: Mapping[str, str] | None = None, *, worker: Worker | None = None
    ) -> str:
        """Return the page of a competency question with its answer for some values, else for its examples; raises UnknownPage.

        With a `worker` its query runs there, within its limits.
        """
        question = self.known_question(question_id)
        given = {p.name: p.example for p in question.parameters if p.example} if values is None else dict(values)
        answer, wrong = answered(self._store, self._names, question, given, worker=worker)
        rows = shown(answer, self.profiles) if answer else None
        return self.render(
            "question.html.jinja", f"question/{question.id}", title=question.text, question=question, fields=fields(question, given, answer),
            error=wrong.error if wrong else "", candidates=wrong.candidates if wrong else (), answer=answer,
            rows=rows.rows if rows else (), more_rows=bool(rows and rows.more), chart=rows.chart if rows else None,
            bars=rows.bars if rows else (), sparql=question.sparql, editor=asked_again(question),
            cited=self.cited([line for row in rows.rows for line in row.lines]) if rows else (),
        )  # fmt: skip

    def network(self, entity_id: str, *, limit: int = 150, sentences: int = 0) -> str:
        """Return the page of the network around an entity, of at most `limit` nodes; raises UnknownPage.

        It carries about so many sentences; a served page asks for those that it does not carry.
        """
        one = self.profiles.head(entity_id)
        part = network(self._links, focus=[one.id], limit=limit)
        part = with_unsettled(part, self._unsettled, links=self._links, most=limit)
        return network_view(
            part, store=self._store, environment=self._templates, place=Place(f"network/{entity_id}", self._suffix), title=one.name,
            static=self._static, sentences=sentences,
        )  # fmt: skip

    @cached_property
    def _unsettled(self) -> list[dict[str, Any]]:
        return unsettled(self._store)

    def editor(self, query: str) -> str:
        """Return the page that edits and runs a SPARQL query."""
        return self.render(
            "editor.html.jinja", "sparql-editor", title="SPARQL", query=query or _EXAMPLE, prefixes=self._store.prefixes,
            questions=catalogue(),
        )  # fmt: skip

    def known_question(self, question_id: str) -> Question:
        """Return the question with this id; raises UnknownPage."""
        for question in catalogue():
            if question.id == question_id:
                return question
        raise UnknownPage(f"no question is called {question_id!r}; the list of questions has all.")

    def _successions(self, entity_id: str) -> list[dict[str, Any]]:
        """Return who is attested in a post after whom, where no sentence says so."""
        number = self._links.number.get(entity_id)
        found = [] if number is None else successions(self._links, number)
        told = [(one, self._links.links[one.numbers[0]], self._links.links[one.numbers[-1]]) for one in found]
        return [
            {"first": one.last, "last": one.first, "post": after.post, "before": self._party(before.subject), "after": self._party(after.subject)}
            for one, before, after in told[:_SUCCESSIONS]
        ]  # fmt: skip

    def _party(self, entity_id: str) -> Party:
        node = self._links.nodes[self._links.number[entity_id]]
        return Party(node.id, node.kind, node.name)

    @staticmethod
    def cited(lines: Iterable[Line]) -> tuple[Reference, ...]:
        """Return the bulletins that lines cite, each once, by day."""
        found = {one.reference.bulletin: one.reference for line in lines for one in line.sentences}
        return tuple(sorted(found.values(), key=lambda one: (one.date or "9999", one.title, one.bulletin)))


def _found(kind: str, alias: str, mentions: int) -> str:
    return f"{kind.lower()}, {mentions} mentions, found as “{alias}”"


def _years(groups: Sequence[Group]) -> dict[str, Any] | None:
    """Return a table of counts by predicate and year, a row for each group; the earliest years are told together where there are many."""
    years = sorted({year for group in groups for year, _ in group.years if year})
    if not years:
        return None
    early = years[:-_YEARS]
    columns = ([f"to {early[-1]}"] if early else []) + years[-_YEARS:]
    undated = any(not year for group in groups for year, _ in group.years)
    columns += [""] if undated else []
    most = max(count for group in groups for _, count in group.years)
    rows = []
    for _, told in sections(groups):
        for group in told:
            counts = dict(group.years)
            merged = [sum(counts.get(year, 0) for year in early)] if early else []
            cells = merged + [counts.get(year, 0) for year in columns[len(merged) :]]
            rows.append((group, [(count, -(-4 * count // most) if count else 0) for count in cells]))
    return {"columns": columns, "rows": rows}


def _posts(one: EntityProfile) -> TimeChart | None:
    """Return the posts of an entity on a line of time: a person's by post, a body's by person."""
    return time_chart([(_label(post, one), _marks(post)) for post in one.posts])


def _label(post: Post, one: EntityProfile) -> str:
    return f"{post.title}, {post.body.name}" if post.person.id == one.id else f"{post.person.name}, {post.title}"


def _marks(post: Post) -> list[Mark]:
    found = [Mark("attested", day, day, f"attested on {day}") for day in post.attested]
    found += [Mark("former", day, day, f"former by {day}") for day in post.former]
    found += [Mark("stated", day, day, f"stated to begin {day}") for day in post.since]
    return found + [Mark("stated", day, day, f"stated to end {day}") for day in post.until]
