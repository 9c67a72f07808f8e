"""Names of bodies, programmes, documents, places and events, by a grammar of head nouns and their complements."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caricc_graph.extraction.described import CODE
from caricc_graph.extraction.gazetteer import Hit
from caricc_graph.extraction.name_words import CO, NameWords, is_code
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.text import Text

_FIELD = frozenset({"of", "for", "on", "against", "among"})
_SEATED = frozenset({"in", "to"})
_OWNING = frozenset({"of", "under", "at"})
_PROJECT, _PRESS, _CALLED = "project", "press", 3
_PLAN, _BESIDE = "plan", 3
_PREFIXES = frozenset({CO, "sub", "inter", "anti", "counter", "non", "cross", "multi", "trans", "post", "pre"})
_NUMBER, _HOUSE = "no", "house"
_DAYS = frozenset({"day", "days", "week", "weeks"})
_MINISTRY, _AND = "ministry", "and"
_OPERATION = "Operation"
_MEMBER_STATES = ["member", "states"]
_DASHES = frozenset({"-", "–", "—"})
_MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name)
_JOINING = frozenset({"-", "–", "/", "&", "and", ","})
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_SIGNING = 8
_BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME})
_LONGEST_TITLE = 25


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised name from `first` up to, not including, `last`, with its head noun at `head`; `inner` are the names inside."""

    first: int
    last: int
    head: int
    kind: Kind
    inner: tuple[Hit | Run, ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The known names inside, those inside other names included."""
        return tuple(hit for part in self.inner for hit in (part.hits if isinstance(part, Run) else (part,)))


class Grammar:
    """Finds names that no authority file holds."""

    def __init__(self, lexicon: Lexicon) -> None:
        bodies = lexicon.files["names"]["bodies"]
        self.words = NameWords(lexicon)
        self._not_calling = frozenset(lexicon.words("names", "people", "title_modifiers"))
        self._doing = frozenset(bodies["doing"])
        self._sent = frozenset(bodies["sent"])
        self._attached = frozenset(bodies["attached"])
        self._powers = frozenset(bodies["powers"])
        self._tasks = frozenset(bodies["tasks"])
        self._task_words = frozenset(bodies["task_words"]) | self._tasks
        self._broad = frozenset(bodies["broad"])
        self._dealing = frozenset(bodies["dealing"])
        self._traded = frozenset(bodies["traded"])
        self._agreed = frozenset(lexicon.words("names", "programmes", "agreed"))
        self._signing = frozenset(lexicon.words("names", "documents", "signing"))
        self._phases = frozenset(lexicon.words("names", "programmes", "phases"))
        self._described = frozenset(lexicon.words("names", "groups", "described"))
        self._lone = frozenset(bodies["lone"])
        self._chambers = frozenset(bodies["chambers"])
        self._ranking = frozenset(bodies["ranking"])
        self._sited = lexicon.phrases(lexicon.words("names", "places", "small_heads"))

    def run(self, text: Text, i: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the name that begins with token `i`, or None."""
        inside: list[Hit | Run] = []
        if text.norms[i] in _MONTHS or self._names_operation(text, i, last):
            return None
        end, head = self._premodified(text, i, last, hits, inside)
        if head is None:
            return self._place(text, i, end, last, inside)
        chamber = text.norms[head : head + 2] == [_HOUSE, "of"] and text.norms[head + 2] in self._chambers
        kind = Kind.AGENCY if chamber else self.words.heads[text.norms[head]]
        end = self._head_end(text, head, end, last)
        if kind is Kind.PROGRAMME:
            end, head = self._numbered(text, head, end, last, hits, inside)
        end = self._complements(text, i, head, end, last, hits, inside)
        if self._names_nothing(text, i, head, end) or self._is_titled(text, i, head, end, last, hits):
            return None
        if kind is Kind.PROGRAMME:
            kind = self._paper(text, i, head, end, last)
        if kind in {Kind.PROGRAMME, Kind.DOCUMENT}:
            end = _quotation_end(text, i, end, last)
        return Run(i, end, head, kind, tuple(inside))

    def _head_end(self, text: Text, head: int, end: int, last: int) -> int:
        """Return the token behind what belongs to the head noun that ends at `end`: "-General", or the number of a body ("Department No. 4")."""
        if text.words[end : end + 2] == ["-", "General"] and end == head + 1:
            return end + 2
        if self.words.heads[text.norms[head]] is not Kind.AGENCY or text.norms[end : end + 1] != [_NUMBER]:
            return end
        number = next((k for k in (end + 1, end + 2) if k < last and text.words[k].isdigit()), None)
        return number + 1 if number is not None else end

    def _names_nothing(self, text: Text, i: int, head: int, end: int) -> bool:
        """Tell whether words from `i` up to `end` name nothing: a lone noun, people that some sent, or only the beginning of "Action Days"."""
        sent = head == i and text.norms[head] in self._sent and _SEATED.isdisjoint(text.norms[head:end])
        lone = end == i + 1 or (end == head + 1 and self._is_common(text, i, end))
        days = text.norms[end : end + 1] and text.norms[end] in _DAYS and text.words[end][0].isupper()
        scheme = self.words.heads.get(text.norms[head]) is Kind.PROGRAMME
        return sent or lone or text.norms[i] in {_PRESS, *self._ranking} or bool(days and scheme)

    def quoted(self, text: Text, i: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the body or place whose own name stands in quotation marks at `i` before what it is ("“Manas” International Airport")."""
        closing = _QUOTES.get(text.words[i])
        marks = {closing, "”", '"'} if closing else set()
        end = next((k for k in range(i + 2, min(i + _CALLED + 2, last)) if text.words[k] in marks), last)
        if end + 1 >= last or text.words[i - 1] == ":" or not all(text.words[k].istitle() for k in range(i + 1, end)):
            return None
        k = end + 1
        if k in hits or not self.words.is_name_word(text, k):
            return None
        run = self.run(text, k, last, hits)
        kind = run.kind if run is not None else self.words.heads.get(text.norms[k])
        if kind not in {Kind.AGENCY, Kind.PLACE}:
            return None
        return Run(i, run.last, run.head, kind, run.inner) if run is not None else Run(i, k + 1, k, kind, ())

    def _is_titled(self, text: Text, i: int, head: int, end: int, last: int, hits: Mapping[int, Hit]) -> bool:  # noqa: PLR0913 - see _numbered
        """Tell whether a body's programme is only a word of the title behind it ("UNODC Programme Management Officer")."""
        bare = (
            self.words.heads.get(text.norms[head]) is Kind.PROGRAMME
            and end == head + 1
            and i in hits
            and hits[i].last == head
        )
        k = next((k for k in range(end, last) if text.norms[k] not in self._not_calling), last)
        return bare and k < last and self.words.is_title(text, k, last)

    def _names_operation(self, text: Text, i: int, last: int) -> bool:
        """Tell whether an operation's name begins at `i` or right before it ("Operation Channel-Centre")."""
        first = i - (i > 0 and text.words[i - 1] == _OPERATION)
        return text.words[first] == _OPERATION and first + 1 < last and text.norms[first + 1] not in self.words.heads

    def _paper(self, text: Text, i: int, head: int, end: int, last: int) -> Kind:
        """Tell a plan or programme of something that parties sign, which is a document, from one that is carried out."""
        of_something = text.norms[i] in self._agreed and text.norms[i + 1 : i + 2] == ["of"]
        reach = _SIGNING if of_something else _BESIDE
        around = (*text.norms[max(0, i - reach) : i], *text.norms[end : min(end + reach, last)])
        signed = (of_something or text.norms[head] == _PLAN) and any(word in self._signing for word in around)
        return Kind.DOCUMENT if signed else Kind.PROGRAMME

    def _numbered(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, head: int, end: int, last: int, hits: Mapping[int, Hit], inside: list[Hit | Run]
    ) -> tuple[int, int]:
        """Return the token behind the phase, number or code that follows a programme's noun, and the head of the name with it."""
        if end < last and text.norms[end] in self._phases:
            end += 1
        if self._designated(text, end, last, hits):
            return end + 1, end
        if end < last and end in hits and is_code(text.words[end]):
            inside.append(hits[end])
            return end + 1, head
        return self._called(text, head, end, last, hits), head

    def _called(self, text: Text, head: int, end: int, last: int, hits: Mapping[int, Hit]) -> int:
        """Return the token behind the proper name that follows the noun ("Project Silver Route"); else `end`."""
        k = end
        while k < last and k not in hits and text.words[k].istitle() and text.words[k].isalpha() and k - end < _CALLED:
            if (
                self.words.is_title(text, k, last)
                or text.norms[k] in self.words.heads
                or text.norms[k] in self._not_calling
            ):
                return end
            k += 1
        proper = text.norms[head] == _PROJECT and text.words[head].istitle() and end == head + 1
        return k if proper and (k >= last or not text.words[k][0].isupper()) else end

    def _is_common(self, text: Text, i: int, end: int) -> bool:
        """Tell whether a name is made of head nouns alone ("Office Department"), none of which says what its body does."""
        told = text.norms[i] in self._doing and end - i > 1
        return not told and all(text.norms[k] in self.words.heads for k in range(i, end))

    def small(self, text: Text, i: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the unit that begins with small letters at `i` and names the body above it ("regional office of the OSCE")."""
        head = self.words.lower_unit(text, i, last)
        if head is None or head == i or text.norms[head] in self.words.singular:
            return None
        inside: list[Hit | Run] = []
        end = self._complements(text, i, head, head + 1, last, hits, inside)
        first = inside[0] if inside else None
        above = first and (first.kind if isinstance(first, Run) else first.name.entry.kind)
        return Run(i, end, head, Kind.AGENCY, tuple(inside)) if above is Kind.AGENCY else None

    def _designated(self, text: Text, end: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a programme's noun goes on with its number, code or acronym ("Component 2", "Project XACK22")."""
        if end >= last or end in hits or text.norms[end] in self.words.heads:
            return False
        word = text.words[end]
        return bool(CODE.fullmatch(word)) or (word.isalpha() and word.isupper() and len(word) > 2)  # noqa: PLR2004 - an acronym has three letters

    def is_state_body(self, text: Text, run: Run) -> bool:
        """Tell whether a name is one that every state has a body for ("Border Service"), and says no state."""
        return run.kind is Kind.AGENCY and text.norms[run.head] not in self.words.singular and not run.inner

    def _place(self, text: Text, i: int, end: int, last: int, inside: list[Hit | Run]) -> Run | None:
        """Return the place whose head noun is written small ("Altay region")."""
        if end == i or end >= last or any(not _is_place(part) for part in inside) or not text.norms[end]:
            return None
        found = self._sited.match(text.norms, end, last)
        return Run(i, found[0][0], found[0][0] - 1, Kind.PLACE, tuple(inside)) if found else None

    def _premodified(
        self, text: Text, i: int, last: int, hits: Mapping[int, Hit], inside: list[Hit | Run]
    ) -> tuple[int, int | None]:
        """Return where the capitalised words from `i` end, and the last head noun among them."""
        head, end, k = None, i, i
        k += not text.words[i][0].isupper() and self.words.unit_at(text, i + 1)
        while k < last:
            hit = hits.get(k)
            if hit:
                if k > i and head is not None and not self.words.heads_after(text, hit.last, last):
                    break
                inside.append(hit)
                k = end = hit.last
                if text.norms[end - 1] in self.words.heads and hit.name.entry.kind is not Kind.COUNTRY:
                    head = end - 1
            elif self.words.is_name_word(text, k) or (
                (head is None or text.norms[head] in self.words.singular) and self._small_head(text, k, i, last, inside)
            ):
                if self.words.person_begins_at(text, k, i, last):
                    break
                if text.norms[k] in self.words.heads and not self.words.is_compound(text, k, last):
                    head = head if self.words.modifies_unit(text, k, last) else k
                prefixed = _is_prefixed(text, k, last) and text.norms[k + 2] not in self.words.heads
                k = end = k + (3 if prefixed else 1)
            elif k > i and (behind := self._behind_joint(text, k, last, hits, head, inside)) > k:
                head = None if head == k - 1 and text.words[k] == _AND else head
                k = behind
            else:
                break
        if head is not None:
            end = head + 1
            inside[:] = [part for part in inside if part.last <= end]
        return end, head

    def _behind_joint(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, k: int, last: int, hits: Mapping[int, Hit], head: int | None, inside: list[Hit | Run]
    ) -> int:
        """Return the token behind a connector at `k`, or behind the acronym of the body before it; `k` where neither stands there."""
        whole = bool(inside) and inside[-1].last == k > inside[-1].first + 1 and _kind(inside[-1]) is Kind.AGENCY
        if self._joins(text, k, last, hits, head) and not (whole and text.words[k] == _AND):
            return k + 1
        behind = behind_acronym(text, k, last)
        owned = inside and inside[-1].last == k and behind > k
        body = owned and _kind(inside[-1]) is Kind.AGENCY and not self.words.person_begins_at(text, behind, k, last)
        unit = (
            body and self.words.is_name_word(text, behind) and self.words.heads_after(text, behind, last, Kind.AGENCY)
        )
        return behind if owned and (unit or self.words.seated_after(text, behind, last)) else k

    def _small_head(self, text: Text, k: int, i: int, last: int, inside: list[Hit | Run]) -> bool:
        """Tell whether small letters at `k` go on to the noun of a unit of the body named before, or of one named behind."""
        unit = self.words.lower_unit(text, k, last)
        if unit is None:
            coded = (
                k + 1 < last and self.words.heads.get(text.norms[k]) is Kind.PROGRAMME and is_code(text.words[k + 1])
            )
            return coded and bool(inside) and text.words[k].islower()
        named = [part for part in inside if part.last <= k]
        capital = k > i and text.words[k].islower() and text.words[unit][0].isupper()
        return bool(named) or capital or (unit == k > i and unit + 1 < last and text.norms[unit + 1] == "of")

    def _joins(self, text: Text, k: int, last: int, hits: Mapping[int, Hit], head: int | None) -> bool:
        """Tell whether the connector `k` stands inside a name: a head noun still comes, and none has come."""
        if text.words[k] not in _JOINING and text.norms[k] != "'s":
            return False
        if k + 1 >= last or (text.words[k] in _DASHES and text.starts[k] > text.ends[k - 1]):
            return False
        if head == k - 1:
            return self._shares_head(text, k, last, hits)
        if text.words[k] == ",":
            fields = self.words.enumerates(text, k, last, hits) and self.words.heads_after(text, k + 1, last)
            return fields or self._opens_fields(text, k, last, hits)
        body = k - 1 in hits and hits[k - 1].name.entry.kind is Kind.AGENCY and text.words[k - 1].isupper()
        if text.words[k] == "and" and (body or k + 1 in hits or not self.words.is_name_word(text, k + 1)):
            return False
        return self.words.heads_after(text, k + 1, last)

    def _shares_head(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a lone noun before "and" at `k` only begins the name of one body ("the Laboratory and Scientific Service", "Training and Methods Centre")."""
        plain = text.words[k] == "and" and k + 2 < last and k + 1 not in hits and self.words.is_name_word(text, k + 1)
        if not plain or text.norms[k + 1] in self.words.heads or k - 1 in hits:
            return False
        lesson = self.words.heads[text.norms[k - 1]] is Kind.EVENT
        alone = text.words[k - 2].lower() == "the" and text.norms[k - 1] in self._lone if k > 1 else False
        end = next((j for j in range(k + 1, last) if not self.words.is_name_word(text, j)), last)
        return (lesson or alone) and self.words.heads.get(text.norms[end - 1]) is Kind.AGENCY

    def _opens_fields(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether the comma at `k` stands behind the first of the fields before a body's noun ("the Excise, Tax and Customs Authority")."""
        words = text.words[k + 2 : k + 3] == ["and"] and k + 4 < last and text.words[k - 2].lower() == "the"
        plain = words and not any(j in hits for j in (k - 1, k + 1, k + 3))
        return (
            plain
            and all(self.words.is_name_word(text, j) for j in (k + 1, k + 3))
            and (self.words.heads.get(text.norms[k + 4]) is Kind.AGENCY and text.words[k + 4][0].isupper())
        )

    def _complements(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, first: int, head: int, end: int, last: int, hits: Mapping[int, Hit], inside: list[Hit | Run]
    ) -> int:
        """Return where the name ends after its "of …", "for …", "in …" complements."""
        noun = text.norms[head]
        while end < last:
            word = text.norms[end] or text.words[end].lower()
            located = (
                word in {"in", "to"} and noun in self.words.located and not self._only_held_in(noun, hits.get(end + 1))
            )
            attached = (word == "under" and self.words.heads.get(noun) is Kind.AGENCY) or (
                word == "at" and noun in self._attached
            )
            aim = word == "to" and not located and self._aim(text, noun, end + 1, last, hits)
            doing = word.endswith("ing") and word in self._tasks and text.words[end].istitle()
            going_on = self._traded if word == "in" else self._dealing if word == "with" else frozenset()
            dealing = text.norms[end - 1] in going_on and text.words[end - 1][0].isupper()
            if not (word in _FIELD or located or attached or aim or doing or dealing):
                return end
            k = end + (not doing)
            articles = {"the", "its"} if end == head + 1 else {"the", "its", "a"}
            while k < last and text.words[k].lower() in articles:
                k += 1
            known = first in hits and hits[first].last == end
            if attached and known and k in hits and hits[k].name.entry.kind is Kind.PROGRAMME:
                return end
            if attached:
                k = self._power(text, k, last)
            reach = self._complement(text, end, k, last, hits, inside, named_only=located or attached)
            if reach == k and word in _FIELD and end == head + 1 and self._is_broad(text, first, head, hits):
                reach = self._task(text, k, last, hits)
            if reach == k or k >= last:
                return end
            if word == "for" and reach < last and text.norms[reach] in self.words.field_ends and reach not in hits:
                reach += text.words[reach].islower()
            if dealing and word == "with" and text.words[reach : reach + 1] == ["and"]:
                other = reach + 1 + (text.words[reach + 1 : reach + 2] == ["the"])
                reach = hits[other].last if other in hits else reach
            seat = noun if noun in self.words.located else ""
            end = self._enumerated(text, word, reach, last, hits, inside, seat)
            behind = behind_acronym(text, end, last)
            seated = noun in self.words.located and behind + 1 < last and text.norms[behind] in {"in", "for"}
            end = behind if seated and behind + 1 in hits and _is_place(hits[behind + 1]) else end
        return end

    def _only_held_in(self, noun: str, hit: Hit | None) -> bool:
        """Tell whether a town behind a programme's name only tells where something took place ("the Programme in Osh")."""
        town = hit is not None and hit.name.entry.kind is Kind.PLACE and hit.name.entry.type == "city"
        return town and self.words.heads.get(noun) is Kind.PROGRAMME

    def _aim(self, text: Text, noun: str, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a capitalised verb at `k` says what a body is for ("Agency to Combat Corruption")."""
        plain = k < last and k not in hits and text.words[k].istitle() and text.norms[k] not in self.words.heads
        return plain and self.words.heads.get(noun) is Kind.AGENCY and not self.words.is_title(text, k, last)

    def _power(self, text: Text, k: int, last: int) -> int:
        """Return the token behind "President of the" and its like at `k`, which stand for their state; else `k`."""
        if k + 1 >= last or text.norms[k] not in self._powers or text.norms[k + 1] != "of":
            return k
        k += 2
        while k < last and text.words[k].lower() == "the":
            k += 1
        return k

    def _complement(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self,
        text: Text,
        preposition: int,
        k: int,
        last: int,
        hits: Mapping[int, Hit],
        inside: list[Hit | Run],
        *,
        named_only: bool,
    ) -> int:
        """Return where the complement that begins at `k` ends; `k` itself where there is none."""
        hit = hits.get(k)
        if (hit and self._paying(text, hit.last, last)) or (k < last and text.norms[k] in _MONTHS):
            return k
        nested = self._nested(text, preposition, k, last, hits)
        if nested:
            inside.append(nested)
            return nested.last
        if hit and not (hit.name.demonym and named_only):
            return self._behind_hit(text, hit, k, last, hits, inside)
        if hit or named_only or self._taken_up(text, preposition, k, last):
            return k
        return self._words(text, k, last, hits)

    def _taken_up(self, text: Text, preposition: int, k: int, last: int) -> bool:
        """Tell whether "of the" goes on with a lone head noun, which takes up a body named before ("Department of the Committee")."""
        definite = k == preposition + 2 and text.words[k - 1].lower() == "the" and k < last
        if not definite or text.norms[preposition] != "of" or self.words.heads.get(text.norms[k]) not in _BODIES:
            return False
        behind = text.words[k + 1] if k + 1 < last else ""
        named = behind[:1].isupper() and behind.lower() not in self.words.given_names
        named = named and self.words.is_name_word(text, k + 1) and not self.words.is_title(text, k + 1, last)
        return text.words[k][0].isupper() and not named and behind not in {"of", "for", "on", "and", "in"}

    def _behind_hit(  # noqa: PLR0913 - see _complement
        self, text: Text, hit: Hit, k: int, last: int, hits: Mapping[int, Hit], inside: list[Hit | Run]
    ) -> int:
        end = hit.last
        if end < last and text.norms[end] in self._described:
            while end < last and text.norms[end] in self._described and text.words[end][0].isupper():
                end += 1
            end += 2 if text.norms[end : end + 2] == _MEMBER_STATES and end == hit.last else 0
            if end == hit.last:
                return k
        inside.append(hit)
        ends = text.words[end : end + 1] == [_AND] or not self.words.heads_after(text, end, last)
        ends = ends or self.words.person_begins_at(text, end, k, last)
        return end if ends else self._words(text, end, last, hits)

    def _nested(self, text: Text, preposition: int, k: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the body that is named at `k`, behind a preposition that makes it the owner of what stands before."""
        if text.norms[preposition] not in _OWNING or k >= last or not (k in hits or self.words.is_name_word(text, k)):
            return None
        run = self.run(text, k, last, hits)
        if run is None or (k in hits and run.last <= hits[k].last):
            return None
        if text.norms[preposition - 1] == _MINISTRY and _AND in text.words[k : run.head]:
            return None
        if run.kind is Kind.PLACE and text.norms[preposition] == "at":
            return run
        if run.kind is not Kind.AGENCY:
            return None
        definite = k > preposition + 1 or run.inner or text.norms[k] in self.words.heads
        return run if definite and text.norms[run.head] not in self.words.singular else None

    def _enumerated(  # noqa: PLR0913 - see _complement
        self,
        text: Text,
        word: str,
        end: int,
        last: int,
        hits: Mapping[int, Hit],
        inside: list[Hit | Run],
        seat: str,
    ) -> int:
        """Return where the list of regions that a body is for ends, or of states too where `seat` is one that may sit anywhere; `end` itself where none goes on."""
        found: list[Hit] = []
        k = end
        while word in {"for", "in"} and k + 1 < last and text.words[k] in {",", "and"}:
            k += 1 + (text.words[k + 1] == "and")
            hit = hits.get(k)
            if hit is None or not _is_place(hit) or not (seat or _kind(hit) is Kind.PLACE):
                break
            found.append(hit)
            if text.words[k - 1] == "and":
                closed = seat and not seat.endswith("s") and text.words[hit.last : hit.last + 1] == [","]
                regions = word == "for" or closed or {Kind.PLACE, Kind.COUNTRY} <= set(map(_kind, found))
                inside += found if regions else ()
                return hit.last if regions else end
            k = hit.last
        return end

    def _is_broad(self, text: Text, first: int, head: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a name says nothing yet of what its body does ("Central Directorate")."""
        return self.words.heads.get(text.norms[head]) is Kind.AGENCY and all(
            text.norms[k] in self._broad or k in hits for k in range(first, head + 1) if text.norms[k]
        )

    def _task(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> int:
        """Return where a task in small letters ends ("combating drug trafficking"); else `k`."""
        if k >= last or text.norms[k] not in self._tasks:
            return k
        end = j = k
        while j < last and (text.norms[j] in self._task_words or text.words[j] in _JOINING or text.norms[j] == "of"):
            j += 1
            if text.norms[j - 1] in self._task_words and (j - 1 not in hits or _kind(hits[j - 1]) is Kind.SUBSTANCE):
                end = j
        return end

    def _paying(self, text: Text, k: int, last: int) -> bool:
        """Tell whether a name that ends at `k` goes on as "-funded", behind its acronym or not."""
        k += 3 if text.words[k : k + 1] == ["("] and text.words[k + 2 : k + 3] == [")"] else 0
        return k + 1 < last and text.words[k] == "-" and text.norms[k + 1] in {"funded", "financed"}

    def _words(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> int:
        """Return where the capitalised words from `k` end; "and" joins where no new name begins behind it."""
        end = first = k
        while k < last and (k not in hits or hits[k].name.entry.kind is Kind.SUBSTANCE):
            if k in hits:
                k = end = hits[k].last
            elif end == k > first and (
                self.words.holder_ahead(text, k, last) or self.words.person_begins(text, k, last)
            ):
                break
            elif self.words.is_name_word(text, k) and not self.words.begins_noun(text, k, last):
                k = end = k + (3 if _is_prefixed(text, k, last) else 1)
            elif k == end and self._goes_on(text, k, last, hits):
                k += 1 + (text.words[k + 1] == "and")
            else:
                break
        return end

    def _goes_on(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        listed = text.words[k] == text.words[k - 2] == "," and text.words[k + 1 : k + 2] == ["and"]
        after = k + 1 + listed
        if after >= last or after in hits or not self.words.is_name_word(text, after):
            return False
        if text.words[k] == ",":
            return after > k + 1 or self.words.enumerates(text, k, last, hits)
        if text.words[k] == "the":
            return text.words[k - 1].endswith("ing") or text.norms[k - 2] == "to"
        if text.words[k] not in _JOINING:
            return False
        field = self.words.is_last_field(text, after, last) or self._only_a_field(text, after, last, hits)
        another = self.words.heads_after(text, after, last) and not field
        family = after + 1 < last and text.words[after + 1][0].isupper()
        person = family and text.words[after].lower() in self.words.given_names
        person = person or self.words.is_title(text, after, last)
        return text.words[k] != "and" or not (another or person)

    def _only_a_field(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether the capitalised words at `k` end in no body's noun ("and School Education", "and Advanced Training"), so that they name another field."""
        end = k
        while end < last and end not in hits and self.words.is_name_word(text, end):
            end += 1
        kind = self.words.heads.get(text.norms[end - 1])
        behind = text.words[end] if end < last else ""
        return end > k + 1 and (kind is None or kind is Kind.EVENT) and behind not in {"-", "–", "/", "&", "and", "'s"}


def _quotation_end(text: Text, i: int, end: int, last: int) -> int:
    """Return where the quotation closes that opens right before a name; else where the name ends."""
    closing = _QUOTES.get(text.words[i - 1]) if i else None
    if closing is None or text.words[end : end + 1] == [closing]:
        return end
    return next((k for k in range(end, min(end + _LONGEST_TITLE, last)) if text.words[k] == closing), end)


def _is_prefixed(text: Text, k: int, last: int) -> bool:
    """Tell whether the word at `k` only begins one that a hyphen goes on ("Co-operation", "Sub-regional")."""
    return text.words[k].lower() in _PREFIXES and k + 2 < last and text.words[k + 1] == "-"


def _kind(part: Hit | Run) -> Kind:
    return part.name.entry.kind if isinstance(part, Hit) else part.kind


def _is_place(part: Hit | Run) -> bool:
    return _kind(part) in {Kind.PLACE, Kind.COUNTRY} and not (isinstance(part, Hit) and part.name.demonym)
