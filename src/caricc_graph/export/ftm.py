"""A graph as FollowTheMoney entities, one a line: what Aleph and its kin take in."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caricc_graph.citations import citations
from caricc_graph.export.statements import Held, bulletins, entities, held, statements, tenures
from caricc_graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caricc_graph.citations import Citation
    from caricc_graph.export.statements import Statement, Tenure
    from caricc_graph.store import Store

__all__ = ["lines"]

_SURE = 0.5


@dataclass(slots=True)
class Thing:
    """An entity of FollowTheMoney: an id, a schema, and for each property its values in the order in which they came."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str) -> None:
        """Add values to a property; what is empty or there already is passed over."""
        for value in values:
            known = self.properties.setdefault(name, []) if value else []
            if value and value not in known:
                known.append(value)


def lines(store: Store) -> tuple[bytes, dict[str, int]]:
    """Return one JSON object a line, sorted by id, and what is left out, counted by reason.

    Links are the statements that are asserted, unrejected and of a confidence of 0.5 or more, each with its sentences and the
    Articles (bulletins) that hold them; an entity of which only plans, advice or quotes speak is left out with these.
    `data/followthemoney.toml` says what becomes what. Where followthemoney is installed, its model has the last word:
    raises ExportError for an entity that it refuses.
    """
    with (folder("data") / "followthemoney.toml").open("rb") as file:
        rules = tomllib.load(file)
    telling = _Telling(store, rules)
    telling.tell()
    things = [telling.things[one] for one in sorted(telling.things)]
    _check(things)
    told = (
        json.dumps(
            {"id": thing.id, "schema": thing.schema, "properties": dict(sorted(thing.properties.items()))},
            ensure_ascii=False,
        )
        for thing in things
    )
    return "".join(f"{line}\n" for line in told).encode(), dict(sorted(telling.left_out.items()))


def _check(things: Iterable[Thing]) -> None:
    """Raise ExportError for what the model of followthemoney refuses; where it is not installed, nothing is looked at."""
    try:
        from followthemoney import model
    except ImportError:
        return
    from caricc_graph.export import ExportError

    for thing in things:
        fault = _fault(model.get(thing.schema), thing)
        if fault:
            raise ExportError(
                f"followthemoney refuses {thing.id}, a {thing.schema}: {fault}; mend data/followthemoney.toml."
            )


def _fault(schema: Any, thing: Thing) -> str:
    """Return what a schema of followthemoney has against a thing, or nothing."""
    if schema is None:
        return "it has no such schema"
    missing = sorted(name for name in schema.required if name not in thing.properties)
    if missing:
        return f"it requires {', '.join(missing)}"
    unknown = sorted(name for name in thing.properties if schema.get(name) is None)
    if unknown:
        return f"it knows no {', '.join(unknown)}"
    wrong = ((name, schema.get(name).validate(values)) for name, values in thing.properties.items())
    return next((f"{name}: {error}" for name, error in wrong if error), "")


class _Telling:
    """The things of one graph, made step by step; `left_out` counts what is not told."""

    def __init__(self, store: Store, rules: Mapping[str, Any]) -> None:
        self.store = store
        self.kinds: Mapping[str, Mapping[str, str]] = rules["kinds"]
        self.others: Mapping[str, str] = rules["others"]
        self.links: Sequence[Mapping[str, Any]] = rules["links"]
        self.things: dict[str, Thing] = {}
        self.left_out: Counter[str] = Counter()
        self.known = entities(store)
        self.held = held(store)

    def tell(self) -> None:
        """Make all things: bulletins, entities, links, posts."""
        counted: list[Statement] = []
        spoken: set[str] = set()
        for statement in statements(self.store):
            spoken.update((statement.subject, statement.object))
            reason = _reason(statement)
            if reason:
                self.left_out[reason] += 1
            else:
                counted.append(statement)
        cited = citations(self.store, [statement.iri for statement in counted])
        self._bulletins()
        self._entities(spoken - {end for one in counted for end in (one.subject, one.object)})
        for statement in counted:
            self._link(statement, cited.get(statement.iri, ()))
        told = {statement.iri for statement in counted}
        for tenure in tenures(self.store):
            self._tenure(tenure, [one for one in tenure.statements if one in told], cited)

    def _bulletins(self) -> None:
        for bulletin in bulletins(self.store):
            thing = self._thing(f"bulletin-{bulletin.id}", self.others["bulletin"])
            thing.add("title", bulletin.title)
            thing.add("fileName", *bulletin.places)
            thing.add("bodyText", bulletin.text)
            thing.add("publishedAt", bulletin.issued)
            thing.add("date", bulletin.day)
            thing.add("sourceUrl", *filter(_address, bulletin.addresses))
            thing.add("publisher", *bulletin.publishers)

    def _entities(self, unsettled: set[str]) -> None:
        for entity in self.known.values():
            rule = self.kinds.get(entity.kind)
            if rule is None or entity.id in unsettled:
                self.left_out[
                    f"{entity.kind}, {'which has no schema' if rule is None else 'of which nothing is asserted'}"
                ] += 1
                continue
            thing = self._thing(
                f"entity-{entity.id}", rule.get("state", rule["schema"]) if entity.state else rule["schema"]
            )
            thing.add(rule["name"], entity.name)
            thing.add("name", entity.name)
            thing.add("alias", *entity.aliases)
            thing.add("country", entity.country)
            thing.add("summary", entity.event_kind)
            thing.add("proof", *(f"bulletin-{one}" for one in entity.bulletins))
            for day in self.held.get(entity.id, ()):
                _date(thing, day)

    def _link(self, statement: Statement, cited: Sequence[Citation]) -> None:
        if statement.predicate == "holdsPost":
            return
        source, target = (self.things.get(f"entity-{end}") for end in (statement.subject, statement.object))
        rule = self._rule(statement)
        if rule.get("note") and source is not None:
            self._note(source, statement, cited)
        if "on_source" in rule and source is not None and target is not None:
            source.add(rule["on_source"], target.id)
        if "on_target" in rule and source is not None and target is not None:
            target.add(rule["on_target"], source.id)
        if "schema" not in rule:
            return
        if source is None or target is None:
            self.left_out["link to what has no schema"] += 1
            return
        thing = self._thing(f"statement-{statement.id}", rule["schema"])
        thing.add(rule["source"], source.id)
        thing.add(rule["target"], target.id)
        thing.add("role", _words(statement.predicate))
        thing.add("status", "inferred" if statement.inferred else "")
        thing.add("recordId", statement.id)
        days = [*self.held.get(statement.subject, ()), *self.held.get(statement.object, ())]
        for day in days:
            _date(thing, day)
        thing.add("startDate", statement.since)
        thing.add("endDate", statement.until)
        if not days:
            thing.add("date", *sorted({one.date for one in cited}))
        _evidence(thing, cited)

    def _rule(self, statement: Statement) -> Mapping[str, Any]:
        """Return the first rule for a predicate and the kinds of its ends; the last fits all."""
        kinds = (self.known[statement.subject].kind, self.known[statement.object].kind)
        return next(
            rule
            for rule in self.links
            if (not rule["predicates"] or statement.predicate in rule["predicates"])
            and all(kind in rule.get(side, (kind,)) for side, kind in zip(("from", "to"), kinds, strict=True))
        )

    def _note(self, source: Thing, statement: Statement, cited: Sequence[Citation]) -> None:
        other = self.known[statement.object].name
        claim = " ".join(filter(None, (_words(statement.predicate), statement.amount, other)))
        source.add("notes", f"{claim}: {' '.join(_quoted(one) for one in cited)}")

    def _tenure(self, tenure: Tenure, told: Sequence[str], cited: Mapping[str, Sequence[Citation]]) -> None:
        """Tell of a post and its holder; days on which it is attested are dates, never a beginning or an end."""
        holder, body = (self.things.get(f"entity-{one}") for one in (tenure.member, tenure.body))
        if not told or holder is None or body is None:
            return
        post = self._thing(f"post-{tenure.post}", self.others["post"])
        post.add("name", f"{tenure.title}, {self.known[tenure.body].name}")
        post.add("country", self.known[tenure.body].country)
        thing = self._thing(f"tenure-{tenure.id}", self.others["tenure"])
        thing.add("holder", holder.id)
        thing.add("post", post.id)
        evidence = [citation for statement in told for citation in cited.get(statement, ())]
        _serve(thing, tenure, evidence)
        post.add("proof", *thing.properties.get("proof", ()))
        if self.known[tenure.body].kind == "Programme":
            part = self._thing(f"participant-{tenure.id}", self.others["participant"])
            part.add("participant", holder.id)
            part.add("project", body.id)
            part.add("role", tenure.title)
            _serve(part, tenure, evidence)
        else:
            post.add("organization", body.id)
        holder.add("position", f"{tenure.title}, {self.known[tenure.body].name}")

    def _thing(self, one: str, schema: str) -> Thing:
        return self.things.setdefault(one, Thing(one, schema))


def _reason(statement: Statement) -> str:
    """Return why a statement is no link, or nothing."""
    if statement.rejected:
        return "statement that a reader has rejected"
    if statement.modality != "asserted":
        return f"statement only {statement.modality}"
    return "" if statement.confidence >= _SURE else "statement with a confidence below 0.5"


def _date(thing: Thing, day: Held) -> None:
    """Write when something was: a beginning and an end where it fills the days, else a day, month or year within which it lies."""
    first, slash, last = day.edtf.partition("/")
    if day.fills:
        thing.add("startDate", first.strip("."))
        thing.add("endDate", (last if slash else first).strip("."))
    else:
        thing.add("date", first.strip("."), last.strip("."))


def _serve(thing: Thing, tenure: Tenure, cited: Sequence[Citation]) -> None:
    thing.add("date", *tenure.attested)
    thing.add("startDate", tenure.begun)
    thing.add("endDate", tenure.ended)
    thing.add("recordId", tenure.id)
    _evidence(thing, cited)


def _evidence(thing: Thing, cited: Sequence[Citation]) -> None:
    for one in cited:
        thing.add("summary", one.sentence)
        thing.add("description", _quoted(one))
        thing.add("proof", f"bulletin-{one.bulletin.rsplit('/', 1)[-1]}")
        thing.add("sourceUrl", one.address if _address(one.address) else "")
        thing.add("publisher", one.publisher)


def _quoted(citation: Citation) -> str:
    """Return a sentence, with its quote marked, and where it stands."""
    begin, end = citation.offset, citation.offset + len(citation.quote)
    marked = f"{citation.sentence[:begin]}«{citation.sentence[begin:end]}»{citation.sentence[end:]}"
    where = ", ".join(filter(None, (citation.title, citation.publisher, citation.date, citation.page)))
    return f"{' '.join(marked.split())} ({where})"


def _address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _words(predicate: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in predicate)
