"""Names of bodies, programmes, documents, places and events, by a grammar of head nouns and their complements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.described import CODE
from caricc_graph.extraction.name_complements import JOINING, MONTHS, NameComplements
from caricc_graph.extraction.name_words import NameWords, is_code
from caricc_graph.extraction.runs import Run, is_place, is_prefixed, kind_of
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.text import Text

_SEATED = frozenset({"in", "to"})
_PROJECT, _PRESS, _CALLED = "project", "press", 3
_PLAN, _BESIDE = "plan", 5
_NUMBER, _HOUSE = "no", "house"
_DAYS = frozenset({"day", "days", "week", "weeks"})
_AND, _GENITIVE, _FOR = "and", "'s", "for"
_OPERATION = "Operation"
_DASHES = frozenset({"-", "–", "—"})
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_SIGNING = 8
_LOOK_BACK = 8
_LONGEST_TITLE = 25


class Grammar:
    """Finds names that no authority file holds."""

    def __init__(self, lexicon: Lexicon) -> None:
        bodies = lexicon.files["names"]["bodies"]
        self.words = NameWords(lexicon)
        self._complements = NameComplements(lexicon, self.words, self.run)
        self._not_calling = frozenset(lexicon.words("names", "people", "title_modifiers"))
        self._doing = frozenset(bodies["doing"])
        self._sent = frozenset(bodies["sent"])
        self._agreed = frozenset(lexicon.words("names", "programmes", "agreed"))
        self._signing = frozenset(lexicon.words("names", "documents", "signing"))
        self._phases = frozenset(lexicon.words("names", "programmes", "phases"))
        self._lone = frozenset(bodies["lone"])
        self._chambers = frozenset(bodies["chambers"])
        self._ranking = frozenset(bodies["ranking"])
        self._owning = frozenset(bodies["owning"])
        self._sides = frozenset(lexicon.words("names", "groups", "parties"))
        self._services: Phrases[str] = lexicon.phrases(bodies["services"])
        self._sited = lexicon.phrases(lexicon.words("names", "places", "small_heads"))

    def run(self, text: Text, i: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the name that begins with token `i`, or None."""
        inside: list[Hit | Run] = []
        if text.norms[i] in MONTHS or self._names_operation(text, i, last):
            return None
        end, head = self._premodified(text, i, last, hits, inside)
        if head is None:
            return self._place(text, i, end, last, inside)
        chamber = text.norms[head : head + 2] == [_HOUSE, "of"] and text.norms[head + 2] in self._chambers
        kind = Kind.AGENCY if chamber else self.words.heads[text.norms[head]]
        end = self._head_end(text, head, end, last)
        if kind is Kind.PROGRAMME:
            end, head = self._numbered(text, head, end, last, hits, inside)
        known = hits.get(i)
        whole = known is not None and known.last == end == head + 1 and not known.name.entry.state
        if not (whole and kind is Kind.AGENCY and text.norms[end : end + 1] == [_FOR]):
            end = self._complements.end(text, i, head, end, last, hits, inside)
        if self._names_nothing(text, i, head, end, hits) or self._is_titled(text, i, head, end, last, hits):
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

    def _names_nothing(self, text: Text, i: int, head: int, end: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether words from `i` up to `end` name nothing: a lone noun, people that some sent, or only the beginning of "Action Days"."""
        sent = head == i and text.norms[head] in self._sent and _SEATED.isdisjoint(text.norms[head:end])
        lone = end == i + 1 or (end == head + 1 and self._is_common(text, i, end))
        days = text.norms[end : end + 1] and text.norms[end] in _DAYS and text.words[end][0].isupper()
        scheme = self.words.heads.get(text.norms[head]) is Kind.PROGRAMME
        people = i in hits and hits[i].name.demonym and hits[i].last == head == end - 1
        side = people and text.norms[head] in self._sides
        return sent or lone or side or text.norms[i] in {_PRESS, *self._ranking} or bool(days and scheme)

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
        end = self._complements.end(text, i, head, head + 1, last, hits, inside)
        first = inside[0] if inside else None
        above = first and (first.kind if isinstance(first, Run) else first.name.entry.kind)
        of_state = above is Kind.COUNTRY and head in {behind for behind, _ in self._services.match(text.norms, i, last)}
        return Run(i, end, head, Kind.AGENCY, tuple(inside)) if above is Kind.AGENCY or of_state else None

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
        if end == i or end >= last or any(not is_place(part) for part in inside) or not text.norms[end]:
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
            owner = self._owner(text, i, k, last, head, inside)
            if owner is not None and head is not None:
                inside[:], head, end, k = [owner], None, k, k + (text.norms[k] == _GENITIVE)
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
                prefixed = is_prefixed(text, k, last) and text.norms[k + 2] not in self.words.heads
                k = end = k + (3 if prefixed else 1)
            elif k > i and (behind := self._behind_joint(text, k, last, hits, head, inside)) > k:
                head = None if head == k - 1 and text.words[k] == _AND else head
                k = behind
            else:
                break
        return _ended(head, end, inside)

    def _owner(  # noqa: PLR0913 - see _numbered
        self, text: Text, i: int, k: int, last: int, head: int | None, inside: Sequence[Hit | Run]
    ) -> Run | None:
        """Return the body that ends at `k` and has the noun of a unit of its own behind it ("Interior Ministry press service", "Customs Service Department"); else None, as for "the Embassy's press service", which only tells."""
        if head is None or head != k - 1 or head == i or self.words.heads[text.norms[head]] is not Kind.AGENCY:
            return None
        at = k + (text.norms[k] == _GENITIVE)
        tells = at > k and text.norms[at : at + 1] == [_PRESS]
        if at >= last or tells or text.norms[head] in self.words.singular:
            return None
        small = text.words[at].islower() and self.words.lower_unit(text, at, last) not in {None, at}
        broad = at == k and text.norms[head] in self._owning and self.words.broad_unit(text, at, last)
        return Run(i, k, head, Kind.AGENCY, tuple(inside)) if small or broad else None

    def _behind_joint(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, k: int, last: int, hits: Mapping[int, Hit], head: int | None, inside: list[Hit | Run]
    ) -> int:
        """Return the token behind a connector at `k`, or behind the acronym of the body before it; `k` where neither stands there."""
        whole = bool(inside) and inside[-1].last == k > inside[-1].first + 1 and kind_of(inside[-1]) is Kind.AGENCY
        state = bool(inside) and inside[-1].last == k and is_place(inside[-1]) and k + 1 not in hits
        whole = whole or (state and text.norms[inside[-1].first - 1] == "of")
        if self._joins(text, k, last, hits, head) and not (whole and text.words[k] == _AND):
            return k + 1
        behind = behind_acronym(text, k, last)
        owned = inside and inside[-1].last == k and behind > k
        body = owned and kind_of(inside[-1]) is Kind.AGENCY and not self.words.person_begins_at(text, behind, k, last)
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
        if text.words[k] not in JOINING and text.norms[k] != "'s":
            return False
        dash = text.words[k] in _DASHES
        if k + 1 >= last or (dash and (text.starts[k] > text.ends[k - 1] or self._pairs(text, k, last, hits))):
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

    def _pairs(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether the dash at `k` only pairs two known bodies ("the A–B agreement"), with no noun of both behind them."""
        one = next(
            (hit for j in range(k - 1, max(k - _LOOK_BACK, -1), -1) if (hit := hits.get(j)) and hit.last == k), None
        )
        other = hits.get(k + 1)
        both = one and other and one.name.entry.kind is other.name.entry.kind is Kind.AGENCY
        return bool(both) and other is not None and not self.words.heads_after(text, other.last, last)

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


def _ended(head: int | None, end: int, inside: list[Hit | Run]) -> tuple[int, int | None]:
    """Return the token behind a name's head noun, and that noun; drop from `inside` what stands behind it."""
    if head is None:
        return end, None
    inside[:] = [part for part in inside if part.last <= head + 1]
    return head + 1, head


def _quotation_end(text: Text, i: int, end: int, last: int) -> int:
    """Return where the quotation closes that opens right before a name; else where the name ends."""
    closing = _QUOTES.get(text.words[i - 1]) if i else None
    if closing is None or text.words[end : end + 1] == [closing]:
        return end
    return next((k for k in range(end, min(end + _LONGEST_TITLE, last)) if text.words[k] == closing), end)
