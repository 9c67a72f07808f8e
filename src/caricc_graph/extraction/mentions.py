"""The mentions of a sentence: gazetteer names, names by grammar, quoted titles, people and their posts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.acronyms import Acronyms, owned
from caricc_graph.extraction.described import Described
from caricc_graph.extraction.employers import Employers
from caricc_graph.extraction.gazetteer import Gazetteer
from caricc_graph.extraction.holders import Holders
from caricc_graph.extraction.names import Grammar
from caricc_graph.extraction.naming import Naming
from caricc_graph.extraction.officials import Officials
from caricc_graph.extraction.people import People
from caricc_graph.extraction.posts import Post, Posts
from caricc_graph.extraction.quotations import OPENING, Quotations
from caricc_graph.extraction.spans import Discourse, Span, named_span
from caricc_graph.extraction.stand_ins import StandIns
from caricc_graph.extraction.unlisted import Unlisted
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caricc_graph.authority import Authority
    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.runs import Run
    from caricc_graph.extraction.text import Text

_JOINING_TITLE = frozenset({"of", "on", "and", "against", "for", "the", "&", "in", "to"})
_MEMBER_STATES = ["member", "states"]
_WHERE = frozenset(
    {"in", "at", "near", "to", "from", "of", "between", "through", "via", "for", "-", "–", "/", "and", ","}
)
_POINTING = frozenset({"this", "that", "these", "those", "our", "your", "its", "their"})
_BETWEEN = "between"
_DATED = frozenset({Kind.PROGRAMME, Kind.DOCUMENT})
_FIELD = frozenset({"in", "on", "for", "of", "and", "the", "against", "to"})
_YEARS = re.compile(r"(?:19|20)\d\d [-–—] (?:19|20)?\d\d|(?:19|20)\d\d[-–—](?:19|20)?\d\d")
_YEAR = re.compile(rf"{_YEARS.pattern}|(?:19|20)\d\d")
_FOR_YEARS = frozenset({"for", "the", "period", "years", "of"})
_SURNAME_LENGTH = 4
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)")
_RANKS = 6
_LONGEST_NAME = 10
_ACRONYM_LENGTH = 3


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
        self._gazetteer = Gazetteer(authority, lexicon)
        self._quotations = Quotations(lexicon, self._gazetteer)
        self._grammar = Grammar(lexicon)
        self._naming = Naming(authority, lexicon, self._gazetteer, self._grammar)
        self._described = Described(lexicon, self._naming.known_words.keys())
        self._unlisted = Unlisted(lexicon, self._grammar.words)
        self._people = People(lexicon)
        self._acronyms = Acronyms(self._gazetteer, self._naming)
        self._stand_ins = StandIns(
            lexicon, self._gazetteer, self._grammar.words, self._people, self._naming.known_words
        )
        self._posts = Posts(lexicon, self._people)
        self._employers = Employers(lexicon, self._grammar, self._people)
        self._officials = Officials(lexicon, self._grammar, self._people)
        states = {one.id: one.state for one in authority.entries.values() if one.kind is Kind.PLACE and one.state}
        self._holders = Holders(lexicon, self._people, states)
        self._name_openers = frozenset(lexicon.words("names", "text", "name_openers"))
        self._functions = frozenset(lexicon.words("names", "text", "sentence_openers"))
        self._adjectives = frozenset(lexicon.words("names", "substances", "adjectives"))
        self._fields = frozenset(lexicon.words("names", "substances", "fields"))
        self._not_names = frozenset(
            " ".join(lexicon.norms(word)) for word in lexicon.words("names", "bodies", "not_names")
        )

    def lead(self, text: Text, k: int, first: int) -> int:
        """Return where the ranks and honorifics before the name at `k` begin, not before `first`."""
        return self._people.lead(text, k, first)

    def read(self, text: Text, first: int, last: int, discourse: Discourse) -> Sentence:
        """Return the mentions between `first` and `last`, and remember them in `discourse`."""
        spans: dict[int, Span] = {}
        masked = self._quotations.read(text, first, last, discourse, spans)
        hits = {
            hit.first: hit
            for hit in self._gazetteer.find(text, first, last)
            if hit.first not in masked and not self._part_of_name(text, hit, first, last)
        }
        hits |= _with_state(text, hits, first)
        hits |= self._with_members(text, hits, last)
        initials = [
            (a, b)
            for a, b in self._people.by_initials(text, first, last)
            if a not in masked
            and text.norms[max(a - 2, 0) : a] != ["named", "after"]
            and not (a in hits and "." in text.words[a])
            and not self._functions & {text.words[a].lower(), text.words[b - 1].lower()}
        ]
        initials = [(self._given_before(text, a, b, first, last, hits), b) for a, b in initials]
        for a, b in initials:
            for k in range(a, b):
                hits.pop(k, None)
            spans[a] = Span(a, b, self._officials.person(text, a, b, discourse))
        self._names(text, first, last, discourse, spans, hits, masked)
        self._described.read(text, first, last, discourse, spans, masked)
        self._unlisted.find(text, spans, masked, discourse, range(first, last))
        _with_parties(text, spans)
        self._stand_ins.read(text, spans, masked, discourse, range(first, last))
        self._employers.find(text, first, last, spans, discourse)
        posts = self._posts.find(text, first, last, spans)
        self._officials.beside(text, first, last, discourse, spans, posts)
        self._officials.by_surname(text, first, last, discourse, spans, masked)
        _with_field(text, last, spans)
        _with_years(text, last, spans)
        ordered = [spans[i] for i in sorted(spans)]
        held = self._holders.holders(text, posts, spans, discourse)
        return Sentence(first, last, ordered, held, frozenset(masked))

    def _given_before(  # noqa: PLR0913 - a name is read from its sentence and the names found there
        self, text: Text, a: int, b: int, first: int, last: int, hits: dict[int, Hit]
    ) -> int:
        """Return where a name with a middle initial begins ("Anna B. Berg"); `a` where no given name stands before it."""
        k = a - 1
        single = b - a == 2 and text.words[a].find(".") == len(text.words[a]) - 1 and k >= first  # noqa: PLR2004 - an initial and the family name
        if not single or not self._plain_name(text, k, last):
            return a
        if self._people.is_given_name(text.words[k]):
            return k
        ranked = any(self._people.rank(text, start, last) >= a for start in range(max(first, a - _RANKS), a))
        ends_other = ranked or self._ends_body(text, a, first, hits) or self._ends_post(text, a, first)
        return a if k in hits or ends_other else k

    def _ends_post(self, text: Text, end: int, first: int) -> bool:
        """Tell whether the field of a post ends right before `end` ("the Minister of Internal Affairs B. Berg")."""
        k = end - 1
        while k > first and text.norms[k] != "of" and (text.words[k][0].isupper() or text.norms[k] in _JOINING_TITLE):
            k -= 1
        return text.norms[k] == "of" and any(
            self._grammar.words.is_title(text, j, k) for j in range(max(first, k - 2), k)
        )

    def _ends_body(self, text: Text, end: int, first: int, hits: dict[int, Hit]) -> bool:
        """Tell whether the name of a body ends right before `end` ("the Committee for National Security B. Berg")."""
        begins = (k for k in range(max(first, end - _LONGEST_NAME), end - 1) if text.words[k][0].isupper())
        runs = (self._grammar.run(text, k, end, hits) for k in begins)
        return any(run is not None and run.last == end for run in runs)

    def _with_members(self, text: Text, hits: Mapping[int, Hit], last: int) -> dict[int, Hit]:
        """Return the known bodies that are named as of the member states of theirs ("the Anti-Terrorism Center of the CIS Member States")."""
        found = {}
        for hit in hits.values():
            behind = text.norms[hit.last : min(hit.last + 2, last)] == _MEMBER_STATES and hit.last - hit.first > 1
            whole = self._gazetteer.at(text, hit.last - 1, hit.last) if behind else None
            if whole is not None and whole.name.entry is not hit.name.entry:
                found[hit.first] = replace(hit, last=hit.last + 2)
        return found

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
        after = text.words[hit.last] if hit.last < last else ""
        named = self._people.is_given_name(text.words[hit.first]) or self._people.is_family_name(after)
        if named and self._plain_name(text, hit.last, last):
            return True
        placed = hit.first > first and text.words[hit.first - 1].lower() in _WHERE
        return not placed and self._plain_name(text, hit.last, last)

    def _in_name_of_body(self, text: Text, hit: Hit, first: int) -> bool:
        """Tell whether a substance only says what a body deals with ("Committee on Narcotics", "the Centre for combating … of narcotic drugs")."""
        word = text.words[hit.first]
        before = text.words[hit.first - 1] if hit.first > first else ""
        behind = text.words[hit.last] if hit.last < len(text.words) else ""
        joined = hit.first - 1 > first and before.lower() in _JOINING_TITLE and text.words[hit.first - 2][:1].isupper()
        in_title = before[:1].isupper() or joined or behind[:1].isupper()
        if before and before not in OPENING and word[0].isupper() and not word.isupper() and in_title:
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
        return k < hit.first - 1 and self._grammar.words.is_head(text.norms[k]) and text.words[k][0].isupper()

    def _plain_name(self, text: Text, k: int, last: int) -> bool:
        """Tell whether the word at `k` is capitalised, but neither title, rank, acronym, head noun nor another name."""
        word = text.words[k] if k < last else ""
        if len(word) < _SURNAME_LENGTH - 1 or not word.isalpha() or not word[0].isupper() or word.isupper():
            return False
        if not text.norms[k] or text.norms[k] in self._functions or self._grammar.words.is_head(text.norms[k]):
            return False
        return not (
            self._grammar.words.is_title(text, k, last)
            or self._people.rank(text, k, last) > k
            or self._gazetteer.at(text, k, last)
        )

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
        i, people = first, sorted(k for k, span in spans.items() if span.thing.kind is Kind.OFFICIAL)
        while i < last:
            if i in spans or i in masked:
                i = spans[i].last if i in spans else i + 1
                continue
            title = self._grammar.words.title_with_head(text, i, last)
            if title > i:
                i = title
                continue
            found = list(self._named(text, i, first, next((k for k in people if k > i), last), discourse, hits))
            found = owned(text, found, spans, last)
            spans.update((span.first, span) for span in found)
            for span in found:
                self._acronyms.learn_code(text, span, discourse)
                self._acronyms.learn_initials(text, span, discourse)
            i = self._acronyms.read(text, found[-1], last, discourse) if found else i + 1

    def _may_begin(self, text: Text, i: int, first: int) -> bool:
        word, norm = text.words[i], text.norms[i]
        named = norm in self._name_openers and i + 1 < len(text.words) and text.words[i + 1][0].isupper()
        opens = i == first or norm in _POINTING
        numbered = bool(_ORDINAL.fullmatch(word)) and self._grammar.words.unit_at(text, i + 1)
        return numbered or (word[0].isupper() and bool(norm) and (not opens or named or norm not in self._functions))

    def _named(  # noqa: PLR0913 - see _names
        self, text: Text, i: int, first: int, last: int, discourse: Discourse, hits: dict[int, Hit]
    ) -> Iterator[Span]:
        """Yield the mention that begins at `i`; several where a name in the plural does."""
        hit = hits.get(i)
        quoted = self._grammar.quoted(text, i, last, hits)
        if quoted is not None:
            yield from self._naming.run(text, quoted, last, discourse, hits)
            return
        small = self._grammar.small(text, i, last, hits) if text.words[i][0].islower() else None
        if small is not None:
            yield from self._naming.run(text, small, last, discourse, hits)
        elif hit is not None or self._may_begin(text, i, first):
            yield from self._capital(text, i, last, discourse, hits)

    def _capital(self, text: Text, i: int, last: int, discourse: Discourse, hits: dict[int, Hit]) -> Iterator[Span]:
        hit = hits.get(i)
        if hit is not None and hit.name.demonym:
            peoples = list(self._naming.peoples(text, i, last, discourse, hits))
            if peoples:
                yield from peoples
                return
        run = self._run(text, i, last, discourse, hits)
        organ = self._naming.organ(text, hit, last, discourse, hits) if hit is not None else None
        if organ is not None and (run is None or run.last <= organ.last):
            yield organ
            return
        end = _past_hyphens(text, i, last)
        joined = discourse.acronyms.get(text.slice(i, end)) if end > i + 1 else None
        if joined is not None:
            yield named_span(text, i, end, joined)
            return
        known = discourse.acronyms.get(text.words[i]) or discourse.initials.get(text.words[i])
        phase = hit and self._naming.phase(text, hit, last, discourse)
        if phase:
            yield phase
        elif known is not None and hit is not None and hit.last == i + 1 and run is None:
            yield named_span(text, i, i + 1, known)
        elif run is not None and (hit is None or (run.last > hit.last and run.kind is not Kind.EVENT)):
            named = list(self._naming.run(text, run, last, discourse, hits))
            several = hit is not None and not named and run.kind is Kind.AGENCY
            alone = self._naming.hit(text, hit, last, discourse, hits) if several and hit is not None else None
            yield from [alone] if alone is not None else named
        elif hit is not None:
            span = self._naming.stroked(text, hit, discourse, hits) or self._naming.hit(
                text, hit, last, discourse, hits
            )
            yield from [span] if span else []
        elif known is not None or self._heads_a_post(text, i, last):
            yield named_span(text, i, i + 1, known or discourse.thing(Kind.AGENCY, text.norms[i]))

    def _heads_a_post(self, text: Text, i: int, last: int) -> bool:
        """Tell whether an acronym stands right before a title, and so must be a body's ("the CNB Director")."""
        word = text.words[i]
        acronym = word.isalpha() and word.isupper() and len(word) >= _ACRONYM_LENGTH
        return (
            acronym
            and i + 1 < last
            and self._grammar.words.is_title(text, i + 1, last)
            and not self._grammar.words.is_title(text, i, last)
        )

    def _run(self, text: Text, i: int, last: int, discourse: Discourse, hits: dict[int, Hit]) -> Run | None:
        """Return the name that the grammar finds at `i`, unless it names nothing."""
        hit = hits.get(i)
        run = self._grammar.run(text, i, last, hits)
        if run is None or " ".join(filter(None, text.norms[i : run.last])) in self._not_names:
            return None
        if run.kind is Kind.AGENCY and hit is not None and self._begins_post(text, run, hit, last):
            return None
        if run.kind is not Kind.PROGRAMME:
            return run
        if hit and run.last - 2 >= hit.last and text.words[run.last - 2].isdigit():
            run = replace(run, last=run.last - 1, head=run.last - 2)
        titled = run.last < last and self._grammar.words.is_title(text, run.last, last)
        return None if titled and (text.words[i] in discourse.acronyms or not text.words[i][-1].isdigit()) else run

    def _begins_post(self, text: Text, run: Run, hit: Hit, last: int) -> bool:
        """Tell whether the only head behind a known body or programme is of a post ("OSCE Police Reform Adviser", "CADAP 7 Team Leader")."""
        k = run.last
        if k > hit.last and run.head == k - 1 and self._grammar.words.begins_title(text, k - 1, last):
            return all(not text.words[j][0].isupper() for j in range(hit.last, k - 1))
        field = run.last == hit.last + 1 and k < last and text.words[k][0].isupper() and bool(text.norms[k])
        return (
            field
            and not self._grammar.words.is_title(text, k, last)
            and self._grammar.words.is_title(text, k + 1, last)
        )


def _past_hyphens(text: Text, i: int, last: int) -> int:
    """Return the token behind the word at `i` and those that hyphens or strokes without blanks join to it ("GCC-CIC")."""
    end = i + 1
    while end + 1 < last and text.words[end] in {"-", "/"} and text.starts[end] == text.ends[end - 1]:
        if text.starts[end + 1] != text.ends[end]:
            break
        end += 2
    return end


def _with_state(text: Text, hits: Mapping[int, Hit], first: int) -> dict[int, Hit]:
    """Return the known bodies that have "State" before their name ("State Border Service"), by where that stands."""
    bodies = (hit for hit in hits.values() if hit.name.entry.kind is Kind.AGENCY and hit.first > first)
    return {hit.first - 1: replace(hit, first=hit.first - 1) for hit in bodies if text.words[hit.first - 1] == "State"}


def _with_parties(text: Text, spans: Mapping[int, Span]) -> None:
    """Let a document be named with those whom it is between too ("the Protocol on Cooperation between A and B")."""
    for span in spans.values():
        if span.thing.kind is not Kind.DOCUMENT or span.bare or text.norms[span.last] != _BETWEEN:
            continue
        one = _party(text, spans, span.last + 1)
        other = _party(text, spans, one.last + 1) if one is not None and text.words[one.last] == "and" else None
        if other is not None:
            span.thing.name(text.slice(span.first, other.last))


def _party(text: Text, spans: Mapping[int, Span], k: int) -> Span | None:
    """Return the body or state named at `k`, behind an article."""
    found = spans.get(k + 1) if text.words[k].lower() == "the" else spans.get(k)
    return found if found is not None and found.thing.kind in {Kind.AGENCY, Kind.COUNTRY} else None


def _with_field(text: Text, last: int, spans: Mapping[int, Span]) -> None:
    """Let the capitalised words behind the name of a paper or programme belong to it ("the Concept of Cooperation in Countering Terrorism")."""
    for span in spans.values():
        titled = span.thing.kind in _DATED and not span.bare and text.words[span.last - 1][0].isupper()
        if not titled or text.norms[span.last : span.last + 1] == [] or text.words[span.last].lower() not in _FIELD:
            continue
        k = end = span.last
        while k < last and k not in spans and (text.words[k] in _FIELD or text.words[k].istitle()):
            k += 1
            end = k if text.words[k - 1].istitle() else end
        titled = sum(word.istitle() for word in text.words[span.last : end]) > 1
        if k not in spans and titled:
            named_span(text, span.first, end, span.thing)
            span.last = end


def _with_years(text: Text, last: int, spans: Mapping[int, Span]) -> None:
    """Let the years that a programme or paper is for belong to its name ("the Strategy for 2026-2030")."""
    for span in spans.values():
        if span.thing.kind not in _DATED or span.bare:
            continue
        k = span.last
        while k < last and text.words[k].lower() in _FOR_YEARS:
            k += 1
        years = _YEAR if text.words[k - 1].lower() == "for" else _YEARS
        ends = (end for end in (k + 3, k + 1) if end <= last and years.fullmatch(" ".join(text.words[k:end])))
        end = next(ends, k)
        if end > k and not any(j in spans for j in range(span.last, end)):
            named_span(text, span.first, end, span.thing)
            span.last = end
