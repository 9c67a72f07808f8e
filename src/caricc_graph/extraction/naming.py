"""What names name: known entities, bodies of one bulletin, several bodies with one noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.described import CODE
from caricc_graph.extraction.gazetteer import Hit
from caricc_graph.extraction.keys import Keys, remaining
from caricc_graph.extraction.peoples import Peoples
from caricc_graph.extraction.runs import Run
from caricc_graph.extraction.several import Several
from caricc_graph.extraction.shared_states import SharedStates, sending_state
from caricc_graph.extraction.spans import Discourse, Span, named_span
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.authority import Authority, Entry
    from caricc_graph.extraction.gazetteer import Gazetteer
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.several import Part
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_UNDER = "under"
_OWNERS = frozenset({"", "of", "'s", "under", "president", "government"})
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_GENITIVE = frozenset({"'s", "’s"})
_WHERES = frozenset({Kind.PLACE, Kind.COUNTRY})
_PHASE = "phase"
_NUMBER = re.compile(r"\d{1,2}|[IVX]+")
_ACRONYM = 3
_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“"}
_PAIR = 2


def _phase_behind(text: Text, k: int, last: int) -> int:
    """Return the token behind "– Phase 10" or ", phase II" at `k`; 0 where it does not stand there."""
    behind = k + 2 < last and text.words[k] in {"–", "-", "—", ",", ":"} and text.norms[k + 1] == _PHASE
    return k + 3 if behind and _NUMBER.fullmatch(text.words[k + 2]) else 0


class Naming:
    """Makes spans of the names that the gazetteer and the grammar find; `known_words` are those of each known body or programme."""

    def __init__(self, authority: Authority, lexicon: Lexicon, gazetteer: Gazetteer, grammar: Grammar) -> None:
        self._gazetteer = gazetteer
        self._grammar = grammar
        self._several = Several(lexicon, grammar)
        self._peoples = Peoples(lexicon)
        self._seats = frozenset(lexicon.words("names", "bodies", "seats"))
        self._routes = frozenset(lexicon.words("names", "places", "routes"))
        self._wholes = frozenset(lexicon.words("names", "programmes", "wholes"))
        self.known_words = {
            entry.id: frozenset(norm for name in entry.names for norm in lexicon.norms(name.text))
            for entry in authority.entries.values()
            if entry.kind in {Kind.AGENCY, Kind.PROGRAMME}
        }
        self._kindred = frozenset(lexicon.words("names", "bodies", "kindred"))
        self._keys = Keys(authority, lexicon, grammar)
        self._states = SharedStates(lexicon, gazetteer, grammar, self._keys)

    def run(self, text: Text, run: Run, last: int, discourse: Discourse, hits: Mapping[int, Hit]) -> Iterator[Span]:
        """Yield the span of a name; those of all its bodies, one after the other, where it is in the plural."""
        itself = self._body_itself(text, run, discourse)
        if itself is not None:
            yield itself
        elif run.kind is not Kind.AGENCY:
            yield from self._one(text, run, discourse, None)
        elif text.norms[run.head] not in self._grammar.words.singular:
            state = None if self._is_party(text, run, discourse) else self._states.behind(text, run, last, hits)
            before = self._states.before(text, run, discourse, hits)
            state = None if state and before and state.name.entry is not before.name.entry else state or before
            sender = (
                sending_state(text, run, hits) if state is None and self._grammar.is_state_body(text, run) else None
            )
            yield from self._one(text, run, discourse, state, sender)
        elif parts := self._several.of_states(text, run, last, hits):
            yield from self._each(text, parts, discourse)
        elif run.hits and run.hits[0].first == run.first and not self._names_group(text, run, run.hits[0]):
            yield from self._one(text, run, discourse, None)

    def _names_group(self, text: Text, run: Run, first: Hit) -> bool:
        """Tell whether a plural that begins with a name tells of a group alone: of what deals with a drug, or of the agencies of a body's members ("SCO Counter-Narcotics Agencies")."""
        kind = first.name.entry.kind
        return kind is Kind.SUBSTANCE or (kind is Kind.AGENCY and text.norms[run.head] in self._kindred)

    def peoples(self, text: Text, i: int, last: int, discourse: Discourse, hits: Mapping[int, Hit]) -> Iterator[Span]:
        """Yield the bodies that names of peoples at `i` tell apart."""
        yield from self._each(text, self._several.of_peoples(text, i, last, hits), discourse)

    def _each(self, text: Text, parts: Sequence[Part], discourse: Discourse) -> Iterator[Span]:
        """Yield a span for each of several bodies, which all bear the list as a name."""
        for part in parts:
            state = self.inner(text, part.state, discourse)
            thing = self._known(Kind.AGENCY, self._keys.of([*part.norms, f"<{part.state.name.entry.id}>"]), discourse)
            thing.name(part.alone)
            named_span(text, parts[0].first, part.end, thing)
            inner = (state,) if part.state.last <= part.last else ()
            if part.owner is not None:
                inner = (self.inner(text, part.owner, discourse), *inner)
            told = None if part.owner is not None else state
            yield Span(part.first, part.last, thing, inner, state=told, since=parts[0].first)

    def _one(
        self, text: Text, run: Run, discourse: Discourse, state: Hit | None, sender: Hit | None = None
    ) -> Iterator[Span]:
        """Yield the span of a name; `sender` is a state that tells which body is meant, but not whose it is."""
        span = self._from_run(text, run, discourse, state or sender)
        if span is not None and sender is not None:
            span.state = None
        if span is not None:
            yield span

    def _known(self, kind: Kind, key: str, discourse: Discourse, plain: str = "", whole: Entry | None = None) -> Thing:
        """Return what has this key: a known one, else `whole`, else one that was named with more words before, or a new one."""
        entry = self._keys.entries.get((kind, key)) or self._keys.entries.get((kind, plain)) or whole
        if entry is not None:
            return discourse.thing(kind, entry.id, authority=entry.id)
        known = discourse.short.get((kind, key)) or self._spoken_in_full(kind, key, discourse)
        return known or discourse.thing(kind, key)

    def _whole_programme(self, text: Text, run: Run) -> Entry | None:
        """Return the known programme whose name only has its noun behind it ("Paris Pact Programme of UNODC")."""
        whole = run.kind is Kind.PROGRAMME and text.norms[run.head] in self._wholes and run.head + 1
        inside = [hit for hit in run.hits if hit.first == run.first and hit.last == run.head]
        return inside[0].name.entry if whole and inside and inside[0].name.entry.kind is Kind.PROGRAMME else None

    def _spoken_in_full(self, kind: Kind, key: str, discourse: Discourse) -> Thing | None:
        """Return the programme named before whose name has all words of this shorter one."""
        words = set(key.split())
        if kind is not Kind.PROGRAMME or len(words) < 2 or any(character.isdigit() for character in key):  # noqa: PLR2004 - one word fits too much
            return None
        for (of_kind, other), thing in discourse.things.items():
            full = self.known_words.get(thing.authority or "", frozenset()) | set(other.split())
            bodies = thing.authority is None and all(word.startswith("<") for word in words - full)
            if of_kind is kind and (words <= full or (bodies and full <= words)):
                return thing
        return None

    def phase(self, text: Text, hit: Hit, last: int, discourse: Discourse) -> Span | None:
        """Return a programme's phase that is named by its acronym and a number ("BOMCA 11"), or told behind its name ("… – Phase 11")."""
        told = _phase_behind(text, hit.last, last) if hit.name.entry.kind is Kind.PROGRAMME else 0
        if told:
            key = f"{hit.name.entry.id}-{text.words[told - 1].lower()}"
            known = key if key in self.known_words else None
            return named_span(text, hit.first, told, discourse.thing(Kind.PROGRAMME, key, authority=known))
        numbered = hit.name.entry.kind is Kind.PROGRAMME and hit.name.exact and hit.last < last
        if not numbered or not _NUMBER.fullmatch(text.words[hit.last]):
            return None
        key = f"{hit.name.entry.id}-{text.words[hit.last].lower()}"
        return named_span(text, hit.first, hit.last + 1, discourse.thing(Kind.PROGRAMME, key))

    def stroked(self, text: Text, hit: Hit, discourse: Discourse, hits: Mapping[int, Hit]) -> Span | None:
        """Return the unit of a body that is named by both their acronyms ("INL/GPP")."""
        k, entry = hit.last + 1, hit.name.entry
        if entry.kind is not Kind.AGENCY or text.words[hit.first : k] != [text.words[hit.first], "/"] or k in hits:
            return None
        unit = text.words[k] if k < len(text.words) and text.starts[k] == text.ends[hit.first] + 1 else ""
        if not (text.words[hit.first].isupper() and unit.isalpha() and unit.isupper() and len(unit) >= _PAIR):
            return None
        thing = discourse.thing(Kind.AGENCY, f"{entry.id}/{unit.lower()}")
        return named_span(text, hit.first, k + 1, thing, (self.inner(text, hit, discourse),))

    def hit(self, text: Text, hit: Hit, last: int, discourse: Discourse, hits: Mapping[int, Hit]) -> Span | None:
        """Return the span of a known name, or of the route that begins with it."""
        return (
            self._route(text, hit, last, discourse, hits)
            or self._country_office(text, hit, last, discourse, hits)
            or self._peoples.in_list(text, hit, last, discourse, hits)
            or self._from_hit(text, hit, last, discourse)
        )

    def organ(self, text: Text, hit: Hit, last: int, discourse: Discourse, hits: Mapping[int, Hit]) -> Span | None:
        """Return the span of a known organ right behind the known body that it belongs to, or behind its acronym ("SELEC Council")."""
        organ = hits.get(behind_acronym(text, hit.last, last))
        known = organ.name.entry if organ is not None and organ.last <= last else None
        if organ is None or known is None or known.kind is not Kind.AGENCY or known.parent != hit.name.entry.id:
            return None
        thing = discourse.thing(known.kind, known.id, authority=known.id)
        named_span(text, organ.first, organ.last, thing)
        return named_span(text, hit.first, organ.last, thing, (self.inner(text, hit, discourse),))

    def _country_office(
        self, text: Text, hit: Hit, last: int, discourse: Discourse, hits: Mapping[int, Hit]
    ) -> Span | None:
        """Return the span of an international body's office that is named by its acronym and a state ("UNODC Iran")."""
        state = hits.get(hit.last)
        entry = hit.name.entry
        acronym = (
            hit.last - hit.first == 1 and len(text.words[hit.first]) >= _ACRONYM and text.words[hit.first].isupper()
        )
        if state is None or entry.kind is not Kind.AGENCY or entry.state or not acronym:
            return None
        behind = text.words[state.last] if state.last < last else ""
        other = hits.get(state.last + 1) or hits.get(state.last + 2)
        listed = behind in {",", "and"} and other is not None and other.name.entry.kind is Kind.COUNTRY
        if state.name.entry.kind is not Kind.COUNTRY or state.name.demonym or listed or behind in {"'s", "’s", "-"}:
            return None
        inner = (self.inner(text, hit, discourse), self.inner(text, state, discourse))
        thing = self._known(Kind.AGENCY, self._keys.of([f"<{entry.id}>", f"<{state.name.entry.id}>"]), discourse)
        return named_span(text, hit.first, state.last, thing, inner)

    def _from_hit(self, text: Text, hit: Hit, last: int, discourse: Discourse) -> Span | None:
        """Return the span of a known name, a word for the side of a state included; None for a mere adjective of a people, or of money."""
        entry, end = hit.name.entry, hit.last
        if self._peoples.is_money(text, hit, last) or _only_compares(text, hit):
            return None
        side = self._peoples.side(text, hit, last)
        if side > end:
            end = side
        elif hit.name.demonym:
            return self._peoples.before_title(text, hit, last, discourse)
        thing = discourse.thing(entry.kind, entry.id, authority=entry.id)
        thing.event_kind = entry.type if entry.kind is Kind.EVENT else ""
        opening = next((k for k in range(hit.first, end) if text.words[k] in _QUOTES), None)
        if opening is not None and end < last and text.words[end] == _QUOTES[text.words[opening]]:
            named_span(text, opening + 1, end, thing)
            end += 1
        return named_span(text, hit.first, end, thing, self._owners(text, hit, thing, discourse))

    def _owners(self, text: Text, hit: Hit, thing: Thing, discourse: Discourse) -> tuple[Span, ...]:
        """Return what is named inside a known name, which without its owners stands for the same from now on."""
        inner = self._inside(text, hit, discourse)
        owners = [span for span in inner if span.thing.kind is not Kind.PLACE]
        states = [span for span in owners if span.thing.kind is Kind.COUNTRY]
        gone = [{k for span in part for k in range(span.first, span.last)} for part in (owners, states) if part]
        keys = [key for covered in gone for key in self._keys.short(remaining(text, hit, covered))]
        discourse.shorten(hit.name.entry.kind, keys, thing)
        ids = {(span.first, span.last): span.thing.authority or "" for span in inner}
        discourse.shorten(hit.name.entry.kind, self._keys.cut(text, hit, hit.name.entry.kind, ids), thing)
        return inner

    def _route(self, text: Text, hit: Hit, last: int, discourse: Discourse, hits: Mapping[int, Hit]) -> Span | None:
        """Return a route or border named by its ends ("Almaty-Tashkent route", "Tajik-Afghan border")."""
        other = hits.get(hit.last + 1)
        if other is None or text.words[hit.last] not in {"-", "–", "—"} or other.last >= last:
            return None
        border = text.norms[other.last] == "border" and hit.name.demonym and other.name.demonym
        placed = Kind.PLACE in {hit.name.entry.kind, other.name.entry.kind}
        if not border and not (placed and text.norms[other.last] in self._routes):
            return None
        inner = (self.inner(text, hit, discourse), self.inner(text, other, discourse))
        thing = discourse.thing(Kind.PLACE, f"{hit.name.entry.id} {other.name.entry.id} {text.norms[other.last]}")
        return named_span(text, hit.first, other.last + 1, thing, inner)

    def inner(self, text: Text, hit: Hit, discourse: Discourse) -> Span:
        """Return the span of a known name inside another; the name of a people or a substance there is no mention."""
        entry = hit.name.entry
        thing = discourse.thing(entry.kind, entry.id, authority=entry.id)
        if hit.name.demonym or entry.kind is Kind.SUBSTANCE:
            return Span(hit.first, hit.last, thing, demonym=True)
        return named_span(text, hit.first, hit.last, thing, self._owners(text, hit, thing, discourse))

    def _from_run(self, text: Text, run: Run, discourse: Discourse, state: Hit | None = None) -> Span | None:
        """Return the span of a name; `state` is the one that a list names behind its last body alone."""
        if run.kind is Kind.EVENT or (run.kind is Kind.PROGRAMME and text.words[run.first - 1 : run.first] == ["."]):
            return None
        nested = isinstance(run.inner[-1], Run) if run.inner else False
        inner = tuple(
            span
            for part in run.inner
            if (span := self._part(text, part, discourse, state if part is run.inner[-1] and nested else None))
        )
        inner += self._short_owner(text, run, discourse)
        thing = self._thing(text, run, discourse, None if nested else state)
        short = run.kind is Kind.DOCUMENT or (run.kind is Kind.PROGRAMME and CODE.fullmatch(text.words[run.head]))
        if short and run.first < run.head < run.last - 1:
            named_span(text, run.first, run.head + 1, thing)
        if run.kind is Kind.PROGRAMME and CODE.fullmatch(text.words[run.last - 1]):
            discourse.acronyms.setdefault(text.words[run.last - 1], thing)
        span = named_span(text, run.first, run.last, thing, inner)
        if (
            run.kind is Kind.DOCUMENT
            and _YEAR.fullmatch(text.words[run.first - 1])
            and text.words[run.first - 2].lower() == "the"
        ):
            named_span(text, run.first - 1, run.last, thing)
        owned = next((k + 1 for k in range(run.first, run.head) if text.words[k] in _GENITIVE), run.last)
        if owned < run.last and run.kind is Kind.AGENCY:
            thing.name(text.slice(owned, run.last))
        for end in self._shorter(text, run):
            thing.mentions.add((text.starts[run.first], text.ends[end - 1]))
        if state and not nested:
            span.state = self.inner(text, state, discourse)
        return span

    def _shorter(self, text: Text, run: Run) -> Iterator[int]:
        """Yield where a body's name ends without the power above it ("the Border Service" of "the Border Service under the Committee")."""
        if run.kind is Kind.AGENCY:
            yield from (k for k in range(run.head + 1, run.last) if text.norms[k] == _UNDER)

    def _thing(self, text: Text, run: Run, discourse: Discourse, state: Hit | None) -> Thing:
        """Return what a name names: a known body, one that was named with more words before, or a new one."""
        key, plain = self._keys.of_run(text, run, state)
        thing = self._known(run.kind, key, discourse, plain, self._whole_programme(text, run))
        covered = {k for part in run.inner for k in range(part.first, part.last)}
        states = {k for hit in run.hits if hit.name.entry.kind is Kind.COUNTRY for k in range(hit.first, hit.last)}
        left = [remaining(text, run, gone) for gone in (covered, states) if gone or state]
        discourse.shorten(run.kind, [key for words in left for key in self._keys.short(words)], thing)
        ids = {(hit.first, hit.last): hit.name.entry.id for hit in run.hits}
        discourse.shorten(run.kind, self._keys.cut(text, run, run.kind, ids), thing)
        return thing

    def _short_owner(self, text: Text, run: Run, discourse: Discourse) -> tuple[Span, ...]:
        """Return the body that ends a name by the acronym that the bulletin gave it ("Border Service of the SCNS")."""
        owner, last = discourse.acronyms.get(text.words[run.last - 1]), run.last
        behind = text.norms[last - 2] or text.norms[last - 3]
        if owner is None or owner.kind is not Kind.AGENCY or behind not in {"of", "under"} or last - 2 <= run.head:
            return ()
        return () if any(hit.last == last for hit in run.hits) else (named_span(text, last - 1, last, owner),)

    def _part(self, text: Text, part: Hit | Run, discourse: Discourse, state: Hit | None) -> Span | None:
        return (
            self._from_run(text, part, discourse, state) if isinstance(part, Run) else self.inner(text, part, discourse)
        )

    def _body_itself(self, text: Text, run: Run, discourse: Discourse) -> Span | None:
        """Return a known body that is named with its seat or its state ("OSCE Headquarters", "Russian Federal Customs Service")."""
        if run.kind is Kind.PLACE:
            return self._place_itself(text, run, discourse)
        if run.kind is Kind.PROGRAMME:
            return self._programme_itself(text, run, discourse)
        bodies = [part for part in run.inner if isinstance(part, Hit) and part.name.entry.kind is Kind.AGENCY]
        if len(bodies) != 1 or any(isinstance(part, Run) for part in run.inner):
            return None
        body, entry = bodies[0], bodies[0].name.entry
        others = [part for part in run.hits if part is not body]
        seat = body.first == run.first and body.last == run.head and text.norms[run.head] in self._seats
        within = range(body.first, body.last)
        added = [
            text.norms[k]
            for k in range(run.first, run.last)
            if k not in within and not any(h.first <= k < h.last for h in others)
        ]
        stated = others and all(hit.name.entry.id == entry.state for hit in others) and set(added) <= _OWNERS
        sited = (
            body.first == run.first
            and body.last == run.head + 1
            and all(h.name.entry.kind is Kind.PLACE for h in others)
        )
        if not (seat or stated or sited or _has_acronym_of(text, run, body)):
            return None
        inner = tuple(self.inner(text, hit, discourse) for hit in others)
        return named_span(text, run.first, run.last, discourse.thing(Kind.AGENCY, entry.id, authority=entry.id), inner)

    def _place_itself(self, text: Text, run: Run, discourse: Discourse) -> Span | None:
        """Return a known place that is named with what it is ("Ishkashim border crossing point"), unless that makes another of a city."""
        place = run.inner[0] if run.inner else None
        if not isinstance(place, Hit) or place.name.entry.kind is not Kind.PLACE or place.name.entry.type == "city":
            return None
        small = all(text.words[k].islower() for k in range(place.last, run.last))
        stated = place.last > run.head and all(h.name.entry.id == place.name.entry.state for h in run.hits[1:])
        named = place.first == run.first and (small or stated)
        thing = discourse.thing(Kind.PLACE, place.name.entry.id, authority=place.name.entry.id)
        return named_span(text, run.first, run.last, thing) if named else None

    def _programme_itself(self, text: Text, run: Run, discourse: Discourse) -> Span | None:
        """Return a known programme whose name stands right behind its noun ("EU Project LEICA")."""
        known = run.inner[-1] if run.inner else None
        if not isinstance(known, Hit) or known.name.entry.kind is not Kind.PROGRAMME or known.first != run.head + 1:
            return None
        inner = tuple(self.inner(text, hit, discourse) for hit in run.hits if hit is not known)
        thing = discourse.thing(Kind.PROGRAMME, known.name.entry.id, authority=known.name.entry.id)
        named_span(text, known.first, known.last, thing)
        return named_span(text, run.first, run.last, thing, inner) if known.last == run.last else None

    def _is_party(self, text: Text, run: Run, discourse: Discourse) -> bool:
        """Tell whether a body named in full before is one of two parties, whose other has its state ("between the Service and the Agency of A")."""
        before = [text.words[k].lower() for k in range(max(run.first - 2, 0), run.first)]
        return "between" in before and (run.kind, self._keys.of_run(text, run, None)[0]) in discourse.short

    def _inside(self, text: Text, hit: Hit, discourse: Discourse) -> tuple[Span, ...]:
        """Return the bodies, states and places that are named inside a longer name."""
        found: list[Span] = []
        i = hit.last if hit.name.entry.kind in _WHERES else hit.first
        while i < hit.last:
            part = self._gazetteer.at(text, i, hit.last if i > hit.first else hit.last - 1, but=hit.name.entry)
            named = (
                part
                and part.name.entry.kind in {Kind.AGENCY, Kind.COUNTRY, Kind.PLACE}
                and not self._eponym(text, part, hit)
            )
            if part and named:
                found.append(self.inner(text, part, discourse))
            i = part.last if part and named else i + 1
        return tuple(found)

    def _eponym(self, text: Text, part: Hit, hit: Hit) -> bool:
        """Tell whether a place only lends its name ("Prague Process"), as it does unless a body's noun follows ("Dubai Police")."""
        if part.first != hit.first or part.last >= hit.last or part.name.entry.kind is not Kind.PLACE:
            return False
        city = part.name.entry.type == "city" and not self._grammar.words.is_head(text.norms[part.last])
        return city or text.words[part.last] in {"-", "–"}


def _has_acronym_of(text: Text, run: Run, body: Hit) -> bool:
    """Tell whether a name that begins with a known body's has its acronym behind it, and so is its own ("A Narcotics Section (ANS)")."""
    behind = text.words[run.last : run.last + 3]
    names = {name.text for name in body.name.entry.names}
    return body.first == run.first and behind[:1] == ["("] and behind[2:] == [")"] and behind[1] in names


def _only_compares(text: Text, hit: Hit) -> bool:
    """Tell whether a name only says what others are like ("FATF-style bodies")."""
    return text.words[hit.last : hit.last + 1] == ["-"] and text.norms[hit.last + 1 : hit.last + 2] in (
        ["style"],
        ["type"],
        ["like"],
    )
