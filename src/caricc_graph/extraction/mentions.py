"""The mentions of a sentence: gazetteer names, names by grammar, quoted titles, people and their posts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.described import CODE, Described
from caricc_graph.extraction.gazetteer import Gazetteer, Hit
from caricc_graph.extraction.names import Grammar, Run
from caricc_graph.extraction.officials import Officials
from caricc_graph.extraction.people import People
from caricc_graph.extraction.posts import Post, Posts
from caricc_graph.extraction.spans import Discourse, Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caricc_graph.authority import Authority, Entry
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.spans import Thing
    from caricc_graph.extraction.text import Text

_OPENING = {"“": "”", '"': '"', "«": "»", "„": "“"}
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z0-9][A-Za-z0-9]*(?:[ -](?:[A-Z]{2,}|\d+))?")
_WHERE = frozenset(
    {"in", "at", "near", "to", "from", "of", "between", "through", "via", "for", "-", "–", "/", "and", ","}
)
_COMPLEMENTS = frozenset({"of", "for", "on"})
_DEFINITE = frozenset({"the", "this", "same", "said", "aforementioned", "abovementioned"})
_WHERES = frozenset({Kind.PLACE, Kind.COUNTRY})
_OWNERS = frozenset({"", "of", "'s", "under", "president", "government"})
_KEYLESS = frozenset({"of", "for", "on", "in", "to", "s"})
_NUMBER = re.compile(r"\d{1,2}|[IVX]+")
_SURNAME_LENGTH = 4
_BRACKETED = 8
_PAST_AUTHOR = 24


@dataclass(slots=True)
class Sentence:
    """The spans of a sentence, none overlapping another, and its posts with the person that each is tied to."""

    first: int
    last: int
    spans: list[Span]
    posts: list[tuple[Post, Span | None]]
    masked: frozenset[int]


class Mentions:
    """Reads the mentions of one sentence after the other."""

    def __init__(self, authority: Authority, lexicon: Lexicon) -> None:
        self._spelling = lexicon.spelling
        self._gazetteer = Gazetteer(authority, lexicon)
        self._grammar = Grammar(lexicon)
        self._described = Described(lexicon)
        self._people = People(lexicon)
        self._posts = Posts(lexicon, self._people)
        self._officials = Officials(lexicon, self._grammar, self._people)
        self._functions = frozenset(lexicon.words("names", "text", "sentence_openers"))
        self._before_title = frozenset(lexicon.words("names", "documents", "before_title"))
        self._topics = frozenset(lexicon.words("names", "documents", "topics"))
        self._event_nouns = frozenset(lexicon.words("events", "named_heads"))
        self._sides = frozenset(lexicon.words("names", "groups", "sides"))
        self._nominals = {
            norm: kind
            for kind, group in ((Kind.AGENCY, "agencies"), (Kind.PROGRAMME, "programmes"), (Kind.DOCUMENT, "documents"))
            for word in lexicon.words("names", "coreference", group)
            for norm in lexicon.norms(word)
        }
        self._known_words = {
            entry.id: frozenset(norm for name in entry.names for norm in lexicon.norms(name.text))
            for entry in authority.entries.values()
            if entry.kind in {Kind.AGENCY, Kind.PROGRAMME}
        }
        self._wholes = frozenset(lexicon.words("names", "programmes", "wholes"))
        self._not_names = frozenset(
            " ".join(lexicon.norms(word)) for word in lexicon.words("names", "bodies", "not_names")
        )
        self._seats = frozenset(lexicon.words("names", "bodies", "seats"))
        self._adjectives = frozenset(lexicon.words("names", "substances", "adjectives"))
        self._fields = frozenset(lexicon.words("names", "substances", "fields"))
        self._routes = frozenset(lexicon.words("names", "places", "routes"))
        self._keys = self._authority_keys(authority, lexicon)

    def _authority_keys(self, authority: Authority, lexicon: Lexicon) -> dict[tuple[Kind, str], Entry]:
        countries = {
            tuple(lexicon.norms(text)): entry.id
            for entry in authority.entries.values()
            if entry.kind is Kind.COUNTRY
            for text in (*(name.text for name in entry.names), *entry.demonyms)
        }
        longest = max((len(norms) for norms in countries), default=0)
        keys: dict[tuple[Kind, str], Entry] = {}
        for entry in authority.entries.values():
            if entry.kind in {Kind.AGENCY, Kind.PROGRAMME, Kind.DOCUMENT}:
                for name in entry.names:
                    keys.setdefault((entry.kind, _key(_replaced(lexicon.norms(name.text), countries, longest))), entry)
        return keys

    def lead(self, text: Text, k: int, first: int) -> int:
        """Return where the ranks and honorifics before the name at `k` begin, not before `first`."""
        return self._people.lead(text, k, first)

    def read(self, text: Text, first: int, last: int, discourse: Discourse) -> Sentence:
        """Return the mentions between `first` and `last`, and remember them in `discourse`."""
        spans: dict[int, Span] = {}
        masked = self._quoted(text, first, last, discourse, spans)
        hits = {
            hit.first: hit
            for hit in self._gazetteer.find(text, first, last)
            if hit.first not in masked and not self._part_of_name(text, hit, first, last)
        }
        initials = [
            (a, b)
            for a, b in self._people.by_initials(text, first, last)
            if a not in masked
            and not (a in hits and "." in text.words[a])
            and text.words[b - 1].lower() not in self._functions
        ]
        for a, b in initials:
            for k in range(a, b):
                hits.pop(k, None)
            spans[a] = Span(a, b, self._officials.person(text, a, b, discourse))
        self._names(text, first, last, discourse, spans, hits, masked)
        self._described.read(text, first, last, discourse, spans, masked)
        self._bare(text, first, last, discourse, spans, masked)
        posts = self._posts.find(text, first, last, spans)
        self._officials.beside(text, first, last, discourse, spans, posts)
        self._officials.by_surname(text, first, last, discourse, spans, masked)
        ordered = [spans[i] for i in sorted(spans)]
        tied = self._officials.embodied(text, self._officials.tied(text, posts, spans, discourse), ordered, discourse)
        return Sentence(first, last, ordered, tied, frozenset(masked))

    def _part_of_name(self, text: Text, hit: Hit, first: int, last: int) -> bool:
        """Tell whether the name of a place or drug stands inside a name that is none ("Mr. Zafar Samad", "operation “Doha Dawn”")."""
        if hit.name.entry.kind is Kind.SUBSTANCE:
            return self._in_name_of_body(text, hit, first)
        if hit.name.entry.kind is Kind.EVENT:
            return (hit.last + 1 < last and text.words[hit.last] in {"-", "–"}) or self._plain_name(
                text, hit.last, last
            )
        if hit.name.entry.kind is not Kind.PLACE or hit.last - hit.first > 1:
            return False
        if hit.first > first and self._plain_name(text, hit.first - 1, last) and hit.first - 1 > first:
            return True
        placed = hit.first > first and text.words[hit.first - 1].lower() in _WHERE
        return not placed and self._plain_name(text, hit.last, last)

    def _in_name_of_body(self, text: Text, hit: Hit, first: int) -> bool:
        """Tell whether a substance only says what a body deals with ("Committee on Narcotics", "the Centre for combating … of narcotic drugs")."""
        word = text.words[hit.first]
        before = text.words[hit.first - 1] if hit.first > first else ""
        if before and before not in _OPENING and word[0].isupper() and not word.isupper():
            return True
        if word.lower() in self._adjectives and hit.last - hit.first == 1:
            return True
        if before == "-":
            return True
        k = hit.first - 1
        while k > first and (
            text.norms[k] in self._fields or not text.norms[k] or self._gazetteer.at(text, k, hit.first)
        ):
            k -= 1
        return k < hit.first - 1 and self._grammar.is_head(text.norms[k]) and text.words[k][0].isupper()

    def _plain_name(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the word at `k` is capitalised, but neither title, rank, acronym, head noun nor another name."""
        word = text.words[k] if k < last else ""
        if len(word) < _SURNAME_LENGTH - 1 or not word.isalpha() or not word[0].isupper() or word.isupper():
            return False
        if not text.norms[k] or text.norms[k] in self._functions or self._grammar.is_head(text.norms[k]):
            return False
        return not (
            self._grammar.is_title(text, k, last)
            or self._people.rank(text, k, last) > k
            or self._gazetteer.at(text, k, last)
        )

    def _quoted(self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span]) -> set[int]:
        """Make documents of quoted titles; return the tokens that stand inside them."""
        masked: set[int] = set()
        i = first
        while i < last:
            closing = _OPENING.get(text.words[i])
            end = next((k for k in range(i + 1, last) if text.words[k] == closing), None) if closing else None
            if end is None or end - i < 3:  # noqa: PLR2004 - a title has two words or more
                i += 1
                continue
            inner_last = end - 1 if text.words[end - 1] in {".", ","} else end
            if self._is_title(text, i, first):
                thing = discourse.thing(Kind.DOCUMENT, _key(text.norms[i + 1 : inner_last]))
                spans[i + 1] = named_span(text, i + 1, inner_last, thing)
                masked.update(range(i, end + 1))
            elif (
                (end + 1 < last and text.norms[end + 1] in {"method", "methods", "principle"})
                or self._named_event(text, end, last)
                or (i > first and text.norms[i - 1] in self._wholes)
            ):
                masked.update(range(i, end + 1))
            i = end + 1
        return masked

    def _named_event(self, text: Text, end: int, last: int) -> bool:
        """Tell whether a quotation that ends at `end` is then said to be an event (“Kanal”, a joint operation)."""
        behind = [text.norms[k] or text.words[k].lower() for k in range(end + 1, min(end + 7, last))]
        return (
            behind[:1] == [","]
            and behind[1:2] in (["a"], ["an"], ["the"])
            and any(w in self._event_nouns for w in behind)
        )

    def _is_title(self, text: Text, i: int, first: int) -> bool:
        before = [
            text.norms[k]
            for k in range(
                max(first, i - (_PAST_AUTHOR if text.words[i - 1][0].isupper() or text.words[i - 1] == "." else 8)), i
            )
        ]
        cues = [word for word in before if word in self._before_title]
        named = bool(cues) and not (cues[-1] in self._topics and any(word in self._event_nouns for word in before))
        return text.words[i + 1][0].isupper() and named and not any(word in self._event_nouns for word in before[-3:])

    def _names(  # noqa: PLR0913 - a sentence is given by its text, its two ends and what was found in it
        self,
        text: Text,
        first: int,
        last: int,
        discourse: Discourse,
        spans: dict[int, Span],
        hits: dict[int, Hit],
        masked: set[int],
    ) -> None:
        i = first
        while i < last:
            if i in spans or i in masked:
                i = spans[i].last if i in spans else i + 1
                continue
            title = self._grammar.title_with_head(text, i, last)
            if title > i:
                i = title
                continue
            span = self._named(text, i, last, discourse, hits) if i in hits or self._may_begin(text, i, first) else None
            if span:
                spans[i] = span
                i = self._acronym(text, span, last, discourse)
            else:
                i += 1

    def _may_begin(self, text: Text, i: int, first: int) -> bool:
        word = text.words[i]
        return word[0].isupper() and bool(text.norms[i]) and not (i == first and text.norms[i] in self._functions)

    def _named(self, text: Text, i: int, last: int, discourse: Discourse, hits: dict[int, Hit]) -> Span | None:
        hit = hits.get(i)
        run = self._grammar.run(text, i, last, hits)
        if (
            run
            and hit
            and run.kind is Kind.PROGRAMME
            and run.last - 2 >= hit.last
            and text.words[run.last - 2].isdigit()
        ):
            run = replace(run, last=run.last - 1, head=run.last - 2)
        if run and run.kind is Kind.PROGRAMME and run.last < last and self._grammar.is_title(text, run.last, last):
            run = None
        if (
            run
            and (hit is None or run.last > hit.last)
            and " ".join(filter(None, text.norms[i : run.last])) not in self._not_names
        ):
            return self._body_itself(text, run, discourse) or self._run_or_several(text, run, last, discourse, hits)
        if hit:
            phase = self._phase(text, hit, last, discourse)
            route = phase or self._route(text, hit, last, discourse, hits)
            return route or self._from_hit(text, hit, last, discourse)
        known = discourse.acronyms.get(text.words[i])
        return named_span(text, i, i + 1, known) if known else None

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
        if state and not nested:
            span.state = self._inner(text, state, discourse)
        return span

    def _thing(self, text: Text, run: Run, discourse: Discourse, state: Hit | None) -> Thing:
        """Return what a name names: a known body, one that was named with more words before, or a new one."""
        key, plain = self._keys_of(text, run, state)
        entry = self._keys.get((run.kind, key)) or self._keys.get((run.kind, plain)) or self._whole(text, run)
        known = discourse.short.get((run.kind, key)) or self._spoken_in_full(run.kind, key, discourse)
        thing = known if known and entry is None else None
        thing = thing or discourse.thing(run.kind, entry.id if entry else key, authority=entry.id if entry else None)
        covered = {k for part in run.inner for k in range(part.first, part.last)}
        states = {k for hit in run.hits if hit.name.entry.kind is Kind.COUNTRY for k in range(hit.first, hit.last)}
        discourse.shorten(
            run.kind, [_key(_left(text, run, gone)) for gone in (covered, states) if gone or state], thing
        )
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
            self._from_run(text, part, discourse, state)
            if isinstance(part, Run)
            else self._inner(text, part, discourse)
        )

    def _keys_of(self, text: Text, run: Run, state: Hit | None) -> tuple[str, str]:
        """Return the key of a name with all names inside as their ids, and with states alone so."""
        owner = [f"<{state.name.entry.id}>"] if state else []
        states = [hit for hit in run.hits if hit.name.entry.kind is Kind.COUNTRY]
        return _key(_with_ids(text, run, run.hits) + owner), _key(_with_ids(text, run, states) + owner)

    def _shared_state(self, text: Text, run: Run, last: int, hits: dict[int, Hit]) -> Hit | None:
        """Return the state that is named once, behind the last of a list of its bodies that begins with this one."""
        part = run
        while isinstance(owner := part.inner[-1] if part.inner else None, Run):
            part = owner
        if not self._grammar.is_state_body(text, part):
            return None
        k = _behind_brackets(text, run.last, last)
        start = k
        while k < last and (text.words[k].lower() in {",", "and", "of", "the"}):
            k += 1
        if k == start or k >= last:
            return None
        other = self._grammar.run(text, k, last, hits)
        if other is None or (k in hits and other.last <= hits[k].last):
            return self._state_within(text, hits[k]) if k in hits else None
        if other.kind is not Kind.AGENCY:
            return None
        closing = other.hits[-1] if other.hits else None
        if closing and closing.last == other.last and closing.name.entry.kind is Kind.COUNTRY:
            return closing
        return self._shared_state(text, other, last, hits)

    def _state_within(self, text: Text, hit: Hit) -> Hit | None:
        """Return the state that ends a known body's name."""
        if hit.name.entry.kind is not Kind.AGENCY:
            return None
        found = (self._gazetteer.at(text, k, hit.last) for k in range(hit.first + 1, hit.last))
        return next(
            (part for part in found if part and part.last == hit.last and part.name.entry.kind is Kind.COUNTRY), None
        )

    def _whole(self, text: Text, run: Run) -> Entry | None:
        """Return the known programme or place whose name only has its noun or state behind it ("Paris Pact Programme of UNODC")."""
        if run.kind is Kind.PLACE:
            return _place_itself(run)
        whole = run.kind is Kind.PROGRAMME and text.norms[run.head] in self._wholes and run.head + 1
        inside = [hit for hit in run.hits if hit.first == run.first and hit.last == run.head]
        return inside[0].name.entry if whole and inside and inside[0].name.entry.kind is Kind.PROGRAMME else None

    def _spoken_in_full(self, kind: Kind, key: str, discourse: Discourse) -> Thing | None:
        """Return the programme named before whose name has all words of this shorter one."""
        words = set(key.split())
        if kind is not Kind.PROGRAMME or len(words) < 2 or any(character.isdigit() for character in key):  # noqa: PLR2004 - one word fits too much
            return None
        for (of_kind, other), thing in discourse.things.items():
            full = self._known_words.get(thing.authority or "", frozenset()) | set(other.split())
            bodies = thing.authority is None and all(word.startswith("<") for word in words - full)
            if of_kind is kind and (words <= full or (bodies and full <= words)):
                return thing
        return None

    def _phase(self, text: Text, hit: Hit, last: int, discourse: Discourse) -> Span | None:
        """Return a programme's phase that is named by its acronym and a number ("BOMCA 11")."""
        numbered = hit.name.entry.kind is Kind.PROGRAMME and hit.name.exact and hit.last < last
        if not numbered or not _NUMBER.fullmatch(text.words[hit.last]):
            return None
        key = f"{hit.name.entry.id} {text.words[hit.last].lower()}"
        return named_span(text, hit.first, hit.last + 1, discourse.thing(Kind.PROGRAMME, key))

    def _route(self, text: Text, hit: Hit, last: int, discourse: Discourse, hits: dict[int, Hit]) -> Span | None:
        """Return a route or border named by its ends ("Almaty-Tashkent route", "Tajik-Afghan border")."""
        other = hits.get(hit.last + 1)
        if other is None or text.words[hit.last] not in {"-", "–", "—"} or other.last >= last:
            return None
        border = text.norms[other.last] == "border" and hit.name.demonym and other.name.demonym
        placed = Kind.PLACE in {hit.name.entry.kind, other.name.entry.kind}
        if not border and not (placed and text.norms[other.last] in self._routes):
            return None
        inner = (self._inner(text, hit, discourse), self._inner(text, other, discourse))
        thing = discourse.thing(Kind.PLACE, f"{hit.name.entry.id} {other.name.entry.id} {text.norms[other.last]}")
        return named_span(text, hit.first, other.last + 1, thing, inner)

    def _inner(self, text: Text, hit: Hit, discourse: Discourse) -> Span:
        entry = hit.name.entry
        thing = discourse.thing(entry.kind, entry.id, authority=entry.id)
        if hit.name.demonym:
            return Span(hit.first, hit.last, thing, demonym=True)
        return named_span(text, hit.first, hit.last, thing, self._inside(text, hit, discourse))

    def _body_itself(self, text: Text, run: Run, discourse: Discourse) -> Span | None:
        """Return a known body that is named with its seat or its state ("OSCE Headquarters", "Russian Federal Customs Service")."""
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
        if not (seat or stated):
            return None
        inner = tuple(self._inner(text, hit, discourse) for hit in others if not hit.name.demonym)
        return named_span(text, run.first, run.last, discourse.thing(Kind.AGENCY, entry.id, authority=entry.id), inner)

    def _run_or_several(
        self, text: Text, run: Run, last: int, discourse: Discourse, hits: dict[int, Hit]
    ) -> Span | None:
        if run.kind is Kind.AGENCY and text.norms[run.head] in self._grammar.singular and not run.inner:
            return None
        state = self._shared_state(text, run, last, hits) if run.kind is Kind.AGENCY else None
        return self._from_run(text, run, discourse, state)

    def _from_hit(self, text: Text, hit: Hit, last: int, discourse: Discourse) -> Span | None:
        entry, end = hit.name.entry, hit.last
        if entry.kind is Kind.COUNTRY and end < last and text.norms[end] in self._sides:
            end += 1
        elif hit.name.demonym:
            return None
        thing = discourse.thing(entry.kind, entry.id, authority=entry.id)
        opening = next((k for k in range(hit.first, end) if text.words[k] in _OPENING), None)
        if opening is not None and end < last and text.words[end] == _OPENING[text.words[opening]]:
            named_span(text, opening + 1, end, thing)
            end += 1
        inner = self._inside(text, hit, discourse)
        owners = [span for span in inner if span.thing.kind is not Kind.PLACE]
        states = [span for span in owners if span.thing.kind is Kind.COUNTRY]
        gone = [{k for span in part for k in range(span.first, span.last)} for part in (owners, states) if part]
        discourse.shorten(entry.kind, [_key(_left(text, hit, covered)) for covered in gone], thing)
        return named_span(text, hit.first, end, thing, inner)

    def _inside(self, text: Text, hit: Hit, discourse: Discourse) -> tuple[Span, ...]:
        """Return the bodies, states and places that are named inside a longer name."""
        found: list[Span] = []
        i = hit.last if hit.name.entry.kind in _WHERES else hit.first
        while i < hit.last:
            part = self._gazetteer.at(text, i, hit.last if i > hit.first else hit.last - 1)
            named = (
                part
                and part.name.entry.kind in {Kind.AGENCY, Kind.COUNTRY, Kind.PLACE}
                and part.name.entry is not hit.name.entry
                and not self._eponym(text, part, hit)
            )
            if part and named:
                found.append(self._inner(text, part, discourse))
            i = part.last if part and named else i + 1
        return tuple(found)

    def _eponym(self, text: Text, part: Hit, hit: Hit) -> bool:
        """Tell whether a place only lends its name ("Prague Process"), as it does unless a body's noun follows ("Dubai Police")."""
        first = part.first == hit.first and part.name.entry.type == "city"
        return first and part.last < hit.last and not self._grammar.is_head(text.norms[part.last])

    def _acronym(self, text: Text, span: Span, last: int, discourse: Discourse) -> int:
        """Learn the acronym in brackets behind a name; return the token behind it."""
        if span.last + 2 >= last or text.words[span.last] != "(":
            return span.last
        close = next((k for k in range(span.last + 1, min(span.last + 8, last)) if text.words[k] == ")"), None)
        if close is None:
            return span.last
        first = span.last + 1
        while first < close and not text.words[first][0].isalpha():
            first += 1
        end = close
        while end > first and not text.words[end - 1][-1].isalnum():
            end -= 1
        if first == end or not _ACRONYM.fullmatch(text.slice(first, end)):
            return span.last
        hit = self._gazetteer.at(text, first, end)
        phase = hit and hit.last == end and span.thing.authority and hit.name.entry.parent == span.thing.authority
        if hit and phase and not self._of_phase(text, span):
            self._becomes(
                text, span, discourse.thing(hit.name.entry.kind, hit.name.entry.id, authority=hit.name.entry.id)
            )
        elif hit and hit.last == end and hit.name.entry.id != span.thing.authority:
            other = next((inner for inner in span.inner if inner.thing.authority == hit.name.entry.id), None)
            if other or span.thing.authority:
                self._inner(text, hit, discourse)
                return close + 1
        acronym = text.slice(first, end)
        span.thing.acronyms.append(acronym)
        discourse.acronyms[acronym] = span.thing
        named_span(text, first, end, span.thing)
        return close + 1

    def _of_phase(self, text: Text, span: Span) -> bool:
        """Tell whether a programme is named as the whole of a phase ("the sixth phase of the Programme (P 6)")."""
        before = [text.norms[k] for k in range(max(0, span.first - 3), span.first) if text.norms[k]]
        return before[-2:] == ["phase", "of"]

    def _becomes(self, text: Text, span: Span, thing: Thing) -> None:
        """Let a span name another thing: the phase of a programme whose number stands in brackets behind its name."""
        mention = (text.starts[span.first], text.ends[span.last - 1])
        span.thing.mentions.discard(mention)
        if not span.thing.mentions:
            span.thing.names.clear()
        span.thing = thing
        named_span(text, span.first, span.last, thing)

    def _bare(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], masked: set[int]
    ) -> None:
        """Let "the Center" or "the programme" stand for the body or programme that the bulletin speaks of, no mention of it."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        for i in range(first + 1, last):
            kind = self._nominals.get(text.norms[i])
            if kind is None or i in taken or text.words[i - 1].lower() not in _DEFINITE:
                continue
            again = text.words[i - 1].lower() == "same"
            if not again and not self._person_follows(text, i, last, spans) and self._goes_on(text, i, last, taken):
                continue
            thing = self._spoken_of(text.norms[i], kind, discourse)
            if thing is not None:
                spans[i] = Span(i, i + 1, thing, bare=True)

    def _goes_on(self, text: Text, i: int, last: int, taken: set[int]) -> bool:
        """Tell whether a nominal at `i` is only the beginning of a longer name or description."""
        after = text.words[i + 1] if i + 1 < last else "."
        return i + 1 in taken or after.lower() in _COMPLEMENTS or (after[0].isupper() and text.words[i][0].isupper())

    def _person_follows(self, text: Text, i: int, last: int, spans: dict[int, Span]) -> bool:
        """Tell whether a person's name stands right behind the nominal at `i` ("the Director of the Centre A. Berg")."""
        after = spans.get(i + 1)
        if after is not None:
            return after.thing.kind is Kind.OFFICIAL
        return i + 1 < last and (
            self._people.rank(text, i + 1, last) > i + 1 or self._people.is_personal(text.words[i + 1])
        )

    def _spoken_of(self, noun: str, kind: Kind, discourse: Discourse) -> Thing | None:
        """Return the thing of this kind that has the noun in one of its names, or for programmes any; the most mentioned, then the latest."""
        things = [thing for thing in discourse.things.values() if thing.kind is kind and thing.names]
        named = [thing for thing in things if noun in self._words_of(thing)]
        fitting = named or (things if kind is Kind.PROGRAMME else [])
        return max(fitting, key=lambda thing: (len(thing.mentions), max(thing.mentions, default=(0, 0))), default=None)

    def _words_of(self, thing: Thing) -> set[str]:
        own = {self._spelled(word) for name in thing.names for word in name.lower().split()}
        return own | self._known_words.get(thing.authority or "", frozenset())

    def _spelled(self, word: str) -> str:
        return self._spelling.get(word, word)


def _place_itself(run: Run) -> Entry | None:
    """Return the known place that is named with its noun or its state behind it ("Farap checkpoint", "Osh region of Kyrgyzstan")."""
    place = run.hits[0] if run.hits and run.hits[0].first == run.first else None
    if place is None or any(hit.name.entry.id != place.name.entry.state for hit in run.hits[1:]):
        return None
    return place.name.entry if place.name.entry.type == "border-point" or place.last > run.head else None


def _left(text: Text, name: Run | Hit, gone: set[int]) -> list[str]:
    """Return the words of a name that are not among the tokens `gone`."""
    return [text.norms[k] for k in range(name.first, name.last) if k not in gone]


def _with_ids(text: Text, run: Run, hits: Iterable[Hit]) -> list[str]:
    """Return the words of a name, with the names inside it as ids."""
    norms = [*text.norms[run.first : run.last]]
    for hit in hits:
        norms[hit.first - run.first : hit.last - run.first] = [f"<{hit.name.entry.id}>"] + [""] * (
            hit.last - hit.first - 1
        )
    return norms


def _behind_brackets(text: Text, k: int, last: int) -> int:
    """Return the token behind the brackets that begin at `k`; `k` itself where there are none."""
    if k >= last or text.words[k] != "(":
        return k
    return next((j + 1 for j in range(k + 1, min(k + _BRACKETED, last)) if text.words[j] == ")"), k)


def _replaced(norms: list[str], countries: dict[tuple[str, ...], str], longest: int) -> list[str]:
    out, i = [], 0
    while i < len(norms):
        size = next((n for n in range(longest, 0, -1) if tuple(norms[i : i + n]) in countries), 0)
        out.append(f"<{countries[tuple(norms[i : i + size])]}>" if size else norms[i])
        i += size or 1
    return out


def _key(norms: list[str]) -> str:
    return " ".join(sorted({norm for norm in norms if norm and norm not in _KEYLESS}))
