"""What the names of bodies, programmes and documents go on with behind their noun: "of …", "for …", "in …"."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from caricc_graph.extraction.runs import Run, is_place, is_prefixed, kind_of
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from caricc_graph.extraction.gazetteer import Hit
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.name_words import NameWords
    from caricc_graph.extraction.phrases import Phrases
    from caricc_graph.extraction.text import Text

    Read = Callable[[Text, int, int, Mapping[int, Hit]], Run | None]

_FIELD = frozenset({"of", "for", "on", "against", "among"})
_OWNING = frozenset({"of", "under", "at"})
_MINISTRY, _AND = "ministry", "and"
_MEMBER_STATES = ["member", "states"]
MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name)
JOINING = frozenset({"-", "–", "/", "&", "and", ","})
_BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME})


class NameComplements:
    """Reads the complements of names; `run` reads a name inside another."""

    def __init__(self, lexicon: Lexicon, names: NameWords, run: Read) -> None:
        bodies = lexicon.files["names"]["bodies"]
        self._names, self._run = names, run
        self._attached = frozenset(bodies["attached"])
        self._powers = frozenset(bodies["powers"])
        self._tasks = frozenset(bodies["tasks"])
        self._task_words = frozenset(bodies["task_words"]) | self._tasks
        self._broad = frozenset(bodies["broad"])
        self._dealing = frozenset(bodies["dealing"])
        self._traded = frozenset(bodies["traded"])
        self._described = frozenset(lexicon.words("names", "groups", "described"))
        self._districts = frozenset(lexicon.words("names", "places", "districts"))
        self._fields: Phrases[str] = lexicon.phrases(lexicon.words("names", "people", "fields"))

    def end(  # noqa: PLR0913 - a name is read from its words, its sentence and the names inside it
        self, text: Text, first: int, head: int, end: int, last: int, hits: Mapping[int, Hit], inside: list[Hit | Run]
    ) -> int:
        """Return where the name ends after its "of …", "for …", "in …" complements."""
        noun = text.norms[head]
        while end < last:
            word = text.norms[end] or text.words[end].lower()
            located = (
                word in {"in", "to"} and noun in self._names.located and not self._only_held_in(noun, hits.get(end + 1))
            )
            attached = (word == "under" and self._names.heads.get(noun) is Kind.AGENCY) or (
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
            if reach == k and word in _FIELD:
                broad = end == head + 1 and self._is_broad(text, first, head, hits)
                reach = self._in_small(text, word, k, last, hits, broad=broad)
            if reach == k or k >= last:
                return end
            if word == "for" and reach < last and text.norms[reach] in self._names.field_ends and reach not in hits:
                reach += text.words[reach].islower()
            if dealing and word == "with" and text.words[reach : reach + 1] == ["and"]:
                other = reach + 1 + (text.words[reach + 1 : reach + 2] == ["the"])
                reach = hits[other].last if other in hits else reach
            seat = noun if noun in self._names.located else ""
            end = self._enumerated(text, word, reach, last, hits, inside, seat)
            behind = behind_acronym(text, end, last)
            seated = noun in self._names.located and behind + 1 < last and text.norms[behind] in {"in", "for"}
            end = behind if seated and behind + 1 in hits and is_place(hits[behind + 1]) else end
        return end

    def _only_held_in(self, noun: str, hit: Hit | None) -> bool:
        """Tell whether a town behind a programme's name only tells where something took place ("the Programme in Osh")."""
        town = hit is not None and hit.name.entry.kind is Kind.PLACE and hit.name.entry.type == "city"
        return town and self._names.heads.get(noun) is Kind.PROGRAMME

    def _aim(self, text: Text, noun: str, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a capitalised verb at `k` says what a body is for ("Agency to Combat Corruption")."""
        plain = k < last and k not in hits and text.words[k].istitle() and text.norms[k] not in self._names.heads
        return plain and self._names.heads.get(noun) is Kind.AGENCY and not self._names.is_title(text, k, last)

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
        if (hit and self._paying(text, hit.last, last)) or (k < last and text.norms[k] in MONTHS):
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
        if not definite or text.norms[preposition] != "of" or self._names.heads.get(text.norms[k]) not in _BODIES:
            return False
        behind = text.words[k + 1] if k + 1 < last else ""
        named = behind[:1].isupper() and behind.lower() not in self._names.given_names
        named = named and self._names.is_name_word(text, k + 1) and not self._names.is_title(text, k + 1, last)
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
        if hit.name.entry.kind is Kind.PLACE and text.norms[end : end + 1] and text.norms[end] in self._districts:
            return end + 1
        ends = text.words[end : end + 1] == [_AND] or not self._names.heads_after(text, end, last)
        ends = ends or self._names.person_begins_at(text, end, k, last)
        return end if ends else self._words(text, end, last, hits)

    def _nested(self, text: Text, preposition: int, k: int, last: int, hits: Mapping[int, Hit]) -> Run | None:
        """Return the body that is named at `k`, behind a preposition that makes it the owner of what stands before."""
        if text.norms[preposition] not in _OWNING or k >= last or not (k in hits or self._names.is_name_word(text, k)):
            return None
        run = self._run(text, k, last, hits)
        if run is None or (k in hits and run.last <= hits[k].last):
            return None
        if text.norms[preposition - 1] == _MINISTRY and _AND in text.words[k : run.head]:
            return None
        if run.kind is Kind.PLACE and text.norms[preposition] == "at":
            return run
        if run.kind is not Kind.AGENCY:
            return None
        definite = k > preposition + 1 or run.inner or text.norms[k] in self._names.heads
        return run if definite and text.norms[run.head] not in self._names.singular else None

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
            if hit is None or not is_place(hit) or not (seat or kind_of(hit) is Kind.PLACE):
                break
            found.append(hit)
            if text.words[k - 1] == "and":
                closed = seat and not seat.endswith("s") and text.words[hit.last : hit.last + 1] == [","]
                regions = word == "for" or closed or {Kind.PLACE, Kind.COUNTRY} <= set(map(kind_of, found))
                inside += found if regions else ()
                return hit.last if regions else end
            k = hit.last
        return end

    def _is_broad(self, text: Text, first: int, head: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether a name says nothing yet of what its body does ("Central Directorate")."""
        return self._names.heads.get(text.norms[head]) is Kind.AGENCY and all(
            text.norms[k] in self._broad or k in hits for k in range(first, head + 1) if text.norms[k]
        )

    def _task(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> int:
        """Return where a task in small letters ends ("combating drug trafficking"); else `k`."""
        if k >= last or text.norms[k] not in self._tasks:
            return k
        end = j = k
        while j < last and (text.norms[j] in self._task_words or text.words[j] in JOINING or text.norms[j] == "of"):
            j += 1
            if text.norms[j - 1] in self._task_words and (j - 1 not in hits or kind_of(hits[j - 1]) is Kind.SUBSTANCE):
                end = j
        return end

    def _in_small(  # noqa: PLR0913 - see _complement
        self, text: Text, word: str, k: int, last: int, hits: Mapping[int, Hit], *, broad: bool
    ) -> int:
        """Return where the task of a broad body, or behind "of" the known field of any ("regional department of internal affairs"), ends in small letters; else `k`."""
        task = self._task(text, k, last, hits) if broad else k
        if task > k or word != "of":
            return task
        found = (
            self._fields.match(text.norms, k, last) if k < last and text.norms[k] and text.words[k].islower() else []
        )
        return found[0][0] if found else k

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
                self._names.holder_ahead(text, k, last) or self._names.person_begins(text, k, last)
            ):
                break
            elif self._names.is_name_word(text, k) and not self._names.begins_noun(text, k, last):
                k = end = k + (3 if is_prefixed(text, k, last) else 1)
            elif k == end and self._goes_on(text, k, last, hits):
                k += 1 + (text.words[k + 1] == "and")
            else:
                break
        return end

    def _goes_on(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        listed = text.words[k] == text.words[k - 2] == "," and text.words[k + 1 : k + 2] == ["and"]
        after = k + 1 + listed
        if after >= last or after in hits or not self._names.is_name_word(text, after):
            return False
        if text.words[k] == ",":
            return after > k + 1 or self._names.enumerates(text, k, last, hits)
        if text.words[k] == "the":
            return text.words[k - 1].endswith("ing") or text.norms[k - 2] == "to"
        if text.words[k] not in JOINING:
            return False
        field = self._names.is_last_field(text, after, last) or self._only_a_field(text, after, last, hits)
        another = self._names.heads_after(text, after, last) and not field
        family = after + 1 < last and text.words[after + 1][0].isupper()
        person = family and text.words[after].lower() in self._names.given_names
        bare = not family and bool(self._fields.match(text.norms, after, after + 1))
        person = person or (not bare and self._names.is_title(text, after, last))
        another = another and not self._both_several(text, k, last)
        return text.words[k] != "and" or not (another or person)

    def _both_several(self, text: Text, k: int, last: int) -> bool:
        """Tell whether nouns in the plural stand before and behind the "and" at `k` ("Council of Heads of Security Agencies and Special Services")."""
        end = k + 1
        while end < last and self._names.is_name_word(text, end) and self._names.heads.get(text.norms[end]) is None:
            end += 1
        several = self._names.singular
        return (
            end < last and text.norms[k - 1] in several and text.norms[end] in several and text.words[end][0].isupper()
        )

    def _only_a_field(self, text: Text, k: int, last: int, hits: Mapping[int, Hit]) -> bool:
        """Tell whether the capitalised words at `k` end in no body's noun ("and School Education", "and Advanced Training"), so that they name another field."""
        end = k
        while end < last and end not in hits and self._names.is_name_word(text, end):
            end += 1
        kind = self._names.heads.get(text.norms[end - 1])
        behind = text.words[end] if end < last else ""
        return end > k + 1 and (kind is None or kind is Kind.EVENT) and behind not in {"-", "–", "/", "&", "and", "'s"}
