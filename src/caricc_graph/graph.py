"""The Python interface: a built graph, asked and looked at."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from caricc_graph.curation import NO_DECISIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Self

    import networkx as nx

    from caricc_graph.curation import Curation, Decision, Verb
    from caricc_graph.dossier import Dossier
    from caricc_graph.network import Links
    from caricc_graph.network.measures import Measures
    from caricc_graph.network.shown import Network
    from caricc_graph.pages import Explorer
    from caricc_graph.profiles import Profiles
    from caricc_graph.queries import Answer, Question
    from caricc_graph.review import Candidate, Doubt
    from caricc_graph.search import Found
    from caricc_graph.store import Rows
    from caricc_graph.tracing import Between, Chains, Comparison, Coverage, Timeline
    from caricc_graph.why import Grounds, Identity

__all__ = ["Graph"]


class Graph:
    """A graph on disk: the build that answered when it was opened goes on answering."""

    def __init__(self, folder: str | Path = "graph") -> None:
        from caricc_graph import project, rdf
        from caricc_graph.search import Names
        from caricc_graph.store import Store

        self.place, base_iri = project.located(Path(folder))
        self.store = Store(self.place / "store", prefixes=rdf.prefixes(base_iri))
        self.names = Names(self.place / project.NAMES)

    def __enter__(self) -> Self:
        """Return the graph itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the graph."""
        self.close()

    def close(self) -> None:
        """Let the files of the graph go."""
        self.names.close()
        self.store.close()
        if "profiles" in vars(self):
            self.profiles.close()

    @cached_property
    def links(self) -> Links:
        """All asserted links, loaded when they are first asked for."""
        from caricc_graph import project
        from caricc_graph.network import load

        return load(self.place / project.LINKS, self.names, base=self.store.prefixes["statement"])

    @cached_property
    def unsettled(self) -> list[dict[str, Any]]:
        """All that is only planned, recommended or quoted between entities, loaded when it is first asked for."""
        from caricc_graph.network import unsettled

        return unsettled(self.store)

    @cached_property
    def profiles(self) -> Profiles:
        """What pages show of entities and bulletins, a page at a time."""
        from caricc_graph import project
        from caricc_graph.profiles import Profiles

        return Profiles(self.place / project.PROFILES)

    @cached_property
    def explorer(self) -> Explorer:
        """The pages that a server shows."""
        from caricc_graph.pages import Explorer

        looks = (("network", "Its network"), ("timeline", "Its timeline"))
        more = (("coverage", "Coverage"), ("measures", "Measures"))
        return Explorer(self.profiles, store=self.store, names=self.names, links=self.links, looks=looks, more=more)

    @cached_property
    def _candidates(self) -> tuple[Candidate, ...]:
        from caricc_graph import project, review

        return review.read(self.place / project.REVIEW)

    def query(self, sparql: str, *, bindings: Mapping[str, str] | None = None, seconds: float | None = None) -> Rows:
        """Return what a SPARQL 1.1 query answers; `.frame()` of it is a pandas frame where pandas is installed.

        Raises QueryError for a query that can't be understood, would write, reaches outside, or takes longer than `seconds`.
        """
        from caricc_graph.pages.notebook import shown

        return shown(self.store.query(sparql, bindings=bindings, seconds=seconds))

    def serialize(self, sparql: str, form: str, *, seconds: float | None = None) -> bytes:
        """Return a query's answer as csv, tsv, json or xml; that of CONSTRUCT and DESCRIBE as turtle, ntriples or jsonld."""
        return self.store.serialize(sparql, form, seconds=seconds)

    def questions(self) -> tuple[Question, ...]:
        """Return the competency questions, sorted by id."""
        from caricc_graph.queries import catalogue

        return catalogue()

    def ask(self, question: str, values: Mapping[str, str] | None = None, /, **named: str) -> Answer:
        """Return the answer to a competency question, with its evidence; names stand as a person writes them.

        Raises UnknownName, AmbiguousName, or QuestionError for what is missing or unknown.
        """
        from caricc_graph.pages.notebook import shown
        from caricc_graph.queries import ask

        return shown(ask(self.store, self.names, question, {**(values or {}), **named}))

    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> tuple[Found, ...]:
        """Return the entities that have a name like `text`, the best first."""
        return self.names.find(text, kinds=kinds, limit=limit)

    def entity(self, name: str, *, kinds: Sequence[str] = ()) -> Dossier:
        """Return the dossier of the entity that a name or an id names: names, posts and links, with their sentences.

        Raises UnknownName with names that come near, and AmbiguousName with the candidates.
        """
        from caricc_graph.dossier import dossier
        from caricc_graph.pages.notebook import shown

        return shown(dossier(self.store, self.names.resolve(name, kinds=kinds).id))

    @overload
    def why(self, one: str) -> Grounds: ...

    @overload
    def why(self, one: str, other: str) -> Identity: ...

    def why(self, one: str, other: str | None = None) -> Grounds | Identity:
        """Return what the statement with the id `one` rests on; of two names or ids, why they are one entity or why not.

        Raises UnknownStatement, UnknownName with names that come near, and AmbiguousName with the candidates.
        """
        from caricc_graph import why

        return why.grounds(self.store, one) if other is None else why.identity(self.store, self.names, one, other)

    def decide(self, verb: Verb, one: str, other: str = "", *, reason: str = "") -> Decision:
        """Return a reader's decision about names, ids or a statement's id, in ids that last; `curation.append` writes it to a file.

        Raises UnknownName, AmbiguousName, UnknownStatement, and UndecidableError where names do not tell two members of an entity apart.
        """
        from caricc_graph.verdicts import decide

        return decide(self.store, self.names, verb, one, other=other, reason=reason)

    def link(  # noqa: PLR0913 - a link and its source
        self, one: str, predicate: str, other: str, *, bulletin: str, quote: str, reason: str = ""
    ) -> Decision:
        """Return a reader's decision to add a link that a bulletin says in the quoted words; `curation.append` writes it to a file.

        Raises UnknownName, AmbiguousName, and UndecidableError for a predicate or kinds that can't be linked so, or words that are not there.
        """
        from caricc_graph.verdicts import link

        return link(self.store, self.names, one, predicate, other, bulletin=bulletin, quote=quote, reason=reason)

    def path(  # noqa: PLR0913 - one parameter for each way to narrow the search
        self,
        one: str,
        other: str,
        *,
        via: Sequence[str] = (),
        predicates: Sequence[str] = (),
        first: str | None = None,
        last: str | None = None,
        most: int = 3,
        hops: int = 6,
    ) -> Chains:
        """Return at most `most` shortest and strongest chains of links between two entities, each step with its sentences.

        `via` are the kinds that a chain may go through, else agencies, events, officials and programmes; `first` and `last` keep links that are
        dated within the days (ISO), undated ones included. Where the two are not linked within `hops` steps, the answer tells how far each comes.
        Raises UnknownName, AmbiguousName, and TracingError where both names are one entity's or a predicate is none.
        """
        from caricc_graph.pages.notebook import shown
        from caricc_graph.tracing import chains

        ends = {"one": self.names.resolve(one).id, "other": self.names.resolve(other).id}
        found = chains(
            self.links, self.store, **ends, via=via, predicates=predicates, first=first, last=last, most=most, hops=hops
        )
        return shown(found)

    def between(
        self, one: str, other: str, *, first: str | None = None, last: str | None = None, limit: int | None = None
    ) -> Between:
        """Return all that links two parties, directly or through an event that both took part in or a document that both signed.

        Above `limit` ties the oldest are left out. Days and errors are as those of `path`.
        """
        from caricc_graph.pages.notebook import shown
        from caricc_graph.tracing import between

        ends = {"one": self.names.resolve(one).id, "other": self.names.resolve(other).id}
        return shown(between(self.links, self.store, **ends, first=first, last=last, limit=limit))

    def timeline(
        self, name: str, *, first: str | None = None, last: str | None = None, limit: int | None = None
    ) -> Timeline:
        """Return events, posts, successions, seizures and agreements of an entity in order of date, the undated last, with their sentences.

        Above `limit` moments the oldest are left out. Days are as those of `path`; raises UnknownName and AmbiguousName.
        """
        from caricc_graph.pages.notebook import shown
        from caricc_graph.tracing import timeline

        return shown(
            timeline(self.links, self.store, one=self.names.resolve(name).id, first=first, last=last, limit=limit)
        )

    def compare(self, after: Graph, *, limit: int | None = None) -> Comparison:
        """Return what is new, gone and changed in a later build, entities told by ids that last; each list holds at most `limit`."""
        from caricc_graph import tracing

        sides = [
            tracing.whole(one.place.parent.parent.name, one.links, one.store, members=one.names.members())
            for one in (self, after)
        ]
        return tracing.compare(*sides, limit=limit)

    def compare_periods(
        self, before: tuple[str, str], after: tuple[str, str], *, limit: int | None = None
    ) -> Comparison:
        """Return what is new, gone and changed from one period to another, each given by its first and last day (ISO).

        An entity belongs to a period when a bulletin of these days names it, a link when it is dated within them; each list holds at most `limit`.
        """
        from caricc_graph import project, tracing

        place, members = self.place / project.LINKS, self.names.members()
        sides = [
            tracing.period(self.links, self.store, members=members, path=place, first=first, last=last)
            for first, last in (before, after)
        ]
        return tracing.compare(*sides, limit=limit)

    def measure(self, *, kinds: Sequence[str] = (), first: str | None = None, last: str | None = None) -> Measures:
        """Return who is central, who stands between others, who belongs together and who meets whom, among agencies, officials and programmes, or `kinds`.

        With a first or last day (ISO) only what is dated within them counts. The same graph gives the same figures.
        """
        from caricc_graph.network.measures import PARTIES, measure

        return measure(self.links, kinds=kinds or PARTIES, first=first, last=last)

    def coverage(self) -> Coverage:
        """Return how many bulletins, entities and links each publishing body gives in each month, the months without any too."""
        from caricc_graph import project
        from caricc_graph.tracing import coverage

        return coverage(self.place / project.LINKS)

    @cached_property
    def measured(self) -> Measures:
        """What `measure` returns without options, kept once it was asked for."""
        return self.measure()

    @cached_property
    def covered(self) -> Coverage:
        """What `coverage` returns, kept once it was asked for."""
        return self.coverage()

    def doubts(self, *, decided: Curation = NO_DECISIONS, limit: int = 20) -> tuple[Doubt, ...]:
        """Return the statements and merges most worth a look, central and least certain first, without those that are decided already."""
        from caricc_graph import review

        return review.doubts(self.store, self._candidates, decided=decided, limit=limit)

    def doubt(self, statement: str) -> Doubt:
        """Return what a reader needs to decide about the statement with this id; raises UnknownStatement."""
        from caricc_graph.review import about

        return about(self.store, statement)

    def decisions(self) -> tuple[str, ...]:
        """Return the lines of a reader's decisions that the build has obeyed, sorted."""
        rows = self.store.query("SELECT ?line WHERE { graph:build cg:decision ?line } ORDER BY ?line").rows
        return tuple(str(line) for (line,) in rows)

    def network(  # noqa: PLR0913 - one parameter for each way to choose a part
        self,
        *,
        focus: Sequence[str] = (),
        hops: int = 1,
        kinds: Sequence[str] = (),
        first: str | None = None,
        last: str | None = None,
        limit: int | None = 150,
    ) -> Network:
        """Return a networkx graph of at most `limit` nodes (None: all): those within `hops` of the names in `focus`, else the best linked.

        `kinds` keeps entities of these kinds, `first` and `last` links that are dated within the days (ISO), undated ones included.
        A notebook shows it as the page that `page` returns.
        """
        from caricc_graph.network import network
        from caricc_graph.network.shown import Network

        ids = tuple(self.names.resolve(name).id for name in focus)
        part = Network(network(self.links, focus=ids, hops=hops, kinds=kinds, first=first, last=last, limit=limit))
        part.page = self._framed
        return part

    def _framed(self, graph: nx.MultiDiGraph[str]) -> str | None:
        """Return a network's page in a frame, for a notebook; nothing where the graph has been closed."""
        from caricc_graph.pages.notebook import framed

        return None if self.store.closed else framed(self.page(graph), title="Network")

    def page(self, graph: nx.MultiDiGraph[str], *, title: str = "caricc-graph") -> str:
        """Return a self-contained HTML page that shows a network and the sentences behind its links."""
        from caricc_graph.network import with_unsettled
        from caricc_graph.pages import network_page

        return network_page(with_unsettled(graph, self.unsettled, links=self.links), title=title, store=self.store)

    def drawn(self, graph: nx.MultiDiGraph[str]) -> Any:
        """Return a network as a pyvis Network, placed and coloured, for those who go on with pyvis."""
        from caricc_graph.pages.drawing import drawn

        return drawn(graph, store=self.store)

    def drawn_page(self, graph: nx.MultiDiGraph[str], *, title: str = "caricc-graph") -> str:
        """Return the page that pyvis draws of a network, which asks for nothing from anywhere."""
        from caricc_graph.pages.drawing import drawn_page

        return drawn_page(graph, store=self.store, title=title)

    def site(self, out: str | Path) -> int:
        """Write the pages of the graph as files that work from any web server or none, and return how many pages there are; raises SiteError."""
        from caricc_graph.pages import Explorer, write_site
        from caricc_graph.pages.traces import coverage_page

        explorer = Explorer(
            self.profiles, store=self.store, names=self.names, links=self.links, static=True,
            looks=(("network", "Its network"),), more=(("coverage", "Coverage"),),
        )  # fmt: skip
        further = [("coverage", coverage_page(explorer, self.coverage()))]
        return write_site(explorer, out=Path(out), further=further)

    def export(self, form: str, out: str | Path) -> dict[str, int]:
        """Write the graph as gexf, graphml, csv, ftm, turtle, trig, jsonld or annotations, and return what is left out, by reason.

        Raises ExportError for another form, and for a place that can't be written to.
        """
        from caricc_graph.export import export

        return export(self.store, self.links, form=form, out=Path(out))
