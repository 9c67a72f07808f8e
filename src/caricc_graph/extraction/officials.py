"""The people of a sentence, by what stands beside their names or by the form of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_PAIR_OR_MORE = (2, 3)
_SURNAME_LENGTH = 4
_RANKS = 4
_FULL_NAME = 2
_APPOSING = frozenset({",", "–", "—", "-"})
_BEING = frozenset({"is", "was", "became", "has", "will"})
_TAKING = _BEING | {
    "been",
    "be",
    "appointed",
    "elected",
    "named",
    "nominated",
    "also",
    "currently",
    "now",
    "the",
    "as",
    "a",
}
_OWNING = frozenset({"'s", "’s"})


class Officials:
    """Finds people beside ranks, honorifics, posts and bodies."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, people: People) -> None:
        self._grammar = grammar
        self._people = people
        self._functions = frozenset(lexicon.words("names", "text", "sentence_openers"))
        self._leading = frozenset(lexicon.words("names", "people", "leading"))
        self._linking = frozenset(lexicon.words("names", "people", "linking"))
        self._speaking = frozenset(lexicon.words("names", "people", "speaking"))
        self._acting = self._speaking | frozenset(lexicon.words("names", "people", "acting"))
        groups = lexicon.files["names"]["people"]["employers"]
        self._common = (
            self._functions
            | frozenset(groups["groups"])
            | frozenset(lexicon.words("names", "people", "title_modifiers"))
        )
        self._endings = tuple(groups["not_ending"])
        self._peers = frozenset(lexicon.words("names", "people", "peers"))
        told = lexicon.files["names"]["pronouns"]
        self._pronouns: dict[str, dict[str, tuple[str, ...]]] = {
            pronoun: {"addresses": tuple(told[pronoun]["addresses"]), "endings": tuple(told[pronoun]["endings"])}
            for pronoun in told
        }

    def person(self, text: Text, first: int, last: int, discourse: Discourse) -> Thing:
        """Return the person of this name, joined to one already named by the same surname and fitting initials."""
        words = _name_words(text.slice(first, last))
        thing = next((known for known in discourse.people if _same_person(words, known)), None)
        if thing is None:
            thing = discourse.thing(Kind.OFFICIAL, " ".join(words).lower())
            discourse.people.append(thing)
        named_span(text, first, last, thing)
        thing.pronoun = thing.pronoun or self._pronoun(text, first, words)
        return thing

    def _pronoun(self, text: Text, first: int, words: Sequence[str]) -> str:
        """Return "he" or "she" where the address before a name, or the form of a patronymic or surname, tells; else nothing."""
        before = text.words[first - 1].lower() if first else ""
        for pronoun, told in self._pronouns.items():
            if before.rstrip(".") in told["addresses"] or any(word.lower().endswith(told["endings"]) for word in words):
                return pronoun
        return ""

    def beside(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], posts: list[Post]
    ) -> None:
        """Find the people that stand beside a rank, an honorific or a post."""
        taken = {k for span in spans.values() if not span.bare for k in range(span.first, span.last)}
        taken |= {k for post in posts for k in range(post.first, post.last)}
        behind = {post.last: post for post in posts}
        ahead = {post.first for post in posts if not post.plural}
        for i in range(first, last):
            if not text.words[i][0].isupper() or i in taken or (i > first and i not in behind and not text.norms[i]):
                continue
            ranked = self._people.rank(text, i, last)
            start = i if ranked == i else ranked
            if start >= last or start in taken or text.words[start].lower() in self._functions:
                continue
            if self._grammar.words.is_title(text, start, last):
                continue
            end = self._name_end(text, start, last, taken)
            post = behind.get(i) or (behind.get(i - 1) if i > first and text.words[i - 1] in _APPOSING else None)
            if self._is_person(text, (i, start, end), last, post, ahead, spans):
                spans[start] = Span(
                    start,
                    end,
                    self._same_in_brackets(text, start, end, spans) or self.person(text, start, end, discourse),
                )
                taken.update(range(i, end))

    def _same_in_brackets(self, text: Text, start: int, end: int, spans: dict[int, Span]) -> Thing | None:
        """Return the person before brackets that hold nothing but another spelling of the name, which he takes on."""
        if text.words[start - 1 : start] != ["("] or text.words[end : end + 1] != [")"]:
            return None
        known = next((s.thing for s in spans.values() if s.last == start - 1 and s.thing.kind is Kind.OFFICIAL), None)
        if known is not None:
            named_span(text, start, end, known)
        return known

    def _name_end(self, text: Text, start: int, last: int, taken: set[int]) -> int:
        """Return the token behind the name that begins at `start`, and before a title or head noun that follows it."""
        end = self._people.name(text, start, last, taken.__contains__)
        words = range(start + 1, end)
        return next(
            (
                k
                for k in words
                if self._grammar.words.is_title(text, k, last) or self._grammar.words.is_head(text.norms[k])
            ),
            end,
        )

    def _is_person(  # noqa: PLR0913 - see _names
        self,
        text: Text,
        name: tuple[int, int, int],
        last: int,
        post: Post | None,
        ahead: set[int],
        spans: dict[int, Span],
    ) -> bool:
        """Tell whether rank, post, body or the form of the name make a person of the capitalised words `name`."""
        i, start, end = name
        ranked = start > i
        if not ranked and end < last and text.words[end][0].isupper() and self._grammar.words.is_head(text.norms[end]):
            return False
        if end - start == 1:
            named = post is not None and post.last == i and self._may_be_surname(text, start, post)
            return end > start and (
                (ranked and (self._people.is_personal(text.words[start]) or not self._people.is_weak(text, i, start)))
                or named
            )
        if end - start == 0:
            return False
        if ranked or (post is not None and post.last == i):
            return True
        if post is not None and self._closes(text, end, last) and not self._held(text, post, spans):
            return True
        return (
            (end < last and text.words[end] in {",", "(", "–", "-", "—"} and self._post_at(text, end + 1, ahead, last))
            or self._from_body(text, start, end, last, spans)
            or self._has_form(text, start, end)
            or self._does_as_people_do(text, start, end, last)
            or self._beside_person(text, start, end, last, spans)
            or _takes_post(text, end, last, ahead)
        )

    def _beside_person(self, text: Text, start: int, end: int, last: int, spans: dict[int, Span]) -> bool:
        """Tell whether two or three capitalised words end a list behind a person's name ("signed by A. Berg and Saitoti Maika")."""
        behind = start >= 1 and text.words[start - 1].lower() == "and"
        before = any(span.last == start - 1 and span.thing.kind is Kind.OFFICIAL for span in spans.values())
        plain = all(
            text.words[k].istitle() and not self._grammar.words.is_head(text.norms[k]) for k in range(start, end)
        )
        closed = end >= last or not text.words[end][0].isupper()
        return behind and before and plain and closed and end - start in _PAIR_OR_MORE

    def _may_be_surname(self, text: Text, k: int, post: Post) -> bool:
        word = text.words[k]
        plain = (
            len(word) >= _SURNAME_LENGTH
            and word.isalpha()
            and not word.isupper()
            and not self._grammar.words.is_head(text.norms[k])
        )
        of_state = post.calls_for is Kind.COUNTRY and text.words[post.first][0].isupper()
        return plain and (post.body is not None or of_state or self._people.is_personal(word))

    def _closes(self, text: Text, end: int, last: int) -> bool:
        """Tell whether a name in apposition ends here: before a mark, or before what somebody does."""
        word = text.words[end] if end < last else ""
        return (
            word in {"", ",", ".", ";", ")", "and"} or word in self._acting or (word.islower() and word.endswith("ed"))
        )

    def _held(self, text: Text, post: Post, spans: dict[int, Span]) -> bool:
        """Tell whether a person stands right before a post."""
        return any(
            span.thing.kind is Kind.OFFICIAL and self._only_links(text, span.last, post.first)
            for span in spans.values()
        )

    def _only_links(self, text: Text, first: int, last: int) -> bool:
        return first <= last and all(text.words[k].lower() in self._linking for k in range(first, last))

    def _has_form(self, text: Text, start: int, end: int) -> bool:
        """Tell whether words have the form of a person's name: a known given name or a family name's ending, and no head noun."""
        return self._people.is_known_form(text, start, end) and not self._grammar.words.is_head(text.norms[start])

    def _from_body(self, text: Text, start: int, i: int, last: int, spans: dict[int, Span]) -> bool:
        """Tell whether a body stands at `i` behind "from", in brackets or as the end of an item ("Satya Pradhan, Europol;")."""
        closing = {"from": "", "(": ")", ",": ";"}.get(text.words[i].lower()) if i + 1 < last else None
        if closing is None:
            return False
        body = spans.get(i + 1) or (spans.get(i + 2) if text.words[i + 1].lower() == "the" else None)
        initials = "".join(word[0] for word in text.words[start:i] if word[0].isupper())
        if body is None or body.thing.kind is not Kind.AGENCY or text.slice(body.first, body.last).endswith(initials):
            return False
        return not closing or text.words[body.last : body.last + 1] == [closing]

    def _does_as_people_do(self, text: Text, start: int, end: int, last: int) -> bool:
        """Tell whether two plain words are said to lead, to be one "who", or to speak ("led by Elmar …", "Elmar …, who")."""
        words = range(start, end)
        plain = all(text.words[k].isalpha() and text.words[k][1:].islower() for k in words)
        if len(words) != _FULL_NAME or not plain or any(self._names_no_one(text.words[k].lower()) for k in words):
            return False
        led = [word.lower() for word in text.words[max(start - 2, 0) : start]]
        behind = [word.lower() for word in text.words[end : min(end + 2, last)]]
        leads = led[-1:] == ["by"] and led[:1] in ([word] for word in self._leading)
        leads = leads or not self._peers.isdisjoint(led[-1:])
        return leads or behind == [",", "who"] or behind[:1] in ([word] for word in self._speaking)

    def _names_no_one(self, word: str) -> bool:
        return word in self._common or word.endswith(self._endings) or self._grammar.words.is_head(word)

    def _post_at(self, text: Text, i: int, ahead: set[int], last: int) -> bool:
        if (
            i + 2 < last
            and text.words[i].lower() in self._linking
            and text.words[i + 2] in _OWNING
            and i + 1 not in ahead
        ):
            i += 3
        while i < last and i not in ahead and (not text.norms[i] or text.words[i].lower() in self._linking):
            i += 1
        return i in ahead or (i < last and text.words[i - 1].lower() == "who" and text.norms[i] in self._leading)

    def by_surname(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], masked: set[int]
    ) -> None:
        """Find people named before by their surname alone."""
        surnames = {word: thing for thing in discourse.people for word in _surnames(thing)}
        found = [i for i in range(first, last) if text.words[i] in surnames] if surnames else []
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked if found else masked
        for i in found:
            if i not in taken and not self._other_given_name(text, i, first, last):
                spans[i] = named_span(text, i, i + 1, surnames[text.words[i]])

    def _other_given_name(self, text: Text, i: int, first: int, last: int) -> bool:
        """Tell whether the capitalised word before a family name makes another person of it."""
        k = i - 1
        if k <= first or not text.words[k][0].isupper() or not text.words[k].isalpha():
            return False
        ranked = any(self._people.rank(text, start, last) == i for start in range(max(first, i - _RANKS), i))
        return not (ranked or self._grammar.words.is_title(text, k, last) or text.norms[k] in self._functions)


def _takes_post(text: Text, i: int, last: int, ahead: set[int]) -> bool:
    """Tell whether words at `i` say that somebody has or takes the post behind them ("N. is the Director", "N. was appointed Director")."""
    k = i
    while k < last and k not in ahead and text.words[k].lower() in _TAKING:
        k += 1
    return k in ahead and i < last and text.words[i].lower() in _BEING


def _name_words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s.]+", name) if word]


def _surnames(thing: Thing) -> list[str]:
    found = []
    for name in thing.names:
        words = [word for word in name.split() if "." not in word]
        if "." in name and len(words) == 1:
            found.append(words[0])
        elif len(words) > 1:
            found.append(words[-1])
    return [word for word in found if len(word) >= _SURNAME_LENGTH]


def _same_person(words: list[str], known: Thing) -> bool:
    """Tell whether `words` and a known person share the surname, and each other word fits one of the known."""
    long = {word.lower() for word in words if len(word) > 2}  # noqa: PLR2004 - shorter ones are initials
    for name in known.names:
        theirs = [word.lower() for word in _name_words(name)]
        shared = long & set(theirs)
        rest = [word.lower() for word in words if word.lower() not in shared]
        others = [word for word in theirs if word not in shared]
        if (
            shared
            and (not rest or not others or all(any(o[0] == r[0] for o in others) for r in rest))
            and (len(shared) > 1 or _abbreviated(rest, others))
        ):
            return True
    return False


def _abbreviated(rest: list[str], others: list[str]) -> bool:
    return all(len(word) <= 2 for word in rest) or all(len(word) <= 2 for word in others)  # noqa: PLR2004 - see _same_person
