"""The people of a sentence, by what stands beside their names, and the posts that are tied to them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.phrases import Phrases
from caricc_graph.extraction.spans import Span, named_span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.names import Grammar
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_SURNAME_LENGTH = 4
_APPOSITION = 8
_RANKS = 4
_STATES = frozenset({Kind.COUNTRY})
_BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME})


class Officials:
    """Finds people beside ranks, honorifics, posts and bodies, and ties posts to them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, people: People) -> None:
        self._grammar = grammar
        self._people = people
        self._functions = frozenset(lexicon.words("names", "text", "sentence_openers"))
        self._leading = frozenset(lexicon.words("names", "people", "leading"))
        self._ranking = frozenset(lexicon.words("names", "people", "ranking"))
        self._norms = lexicon.norms
        self._known_posts: Phrases[str] = Phrases()
        for body, posts in lexicon.files["names"]["people"]["known_posts"].items():
            for post in posts:
                self._known_posts.add(lexicon.norms(post), body)
        self._pronouns = frozenset(lexicon.words("names", "people", "pronouns"))
        self._linking = frozenset(lexicon.words("names", "people", "linking"))

    def person(self, text: Text, first: int, last: int, discourse: Discourse) -> Thing:
        """Return the person of this name, joined to one already named by the same surname and fitting initials."""
        words = _name_words(text.slice(first, last))
        thing = next((known for known in discourse.people if _same_person(words, known)), None)
        if thing is None:
            thing = discourse.thing(Kind.OFFICIAL, " ".join(words).lower())
            discourse.people.append(thing)
        named_span(text, first, last, thing)
        return thing

    def beside(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], posts: list[Post]
    ) -> None:
        """Find the people that stand beside a rank, an honorific or a post."""
        taken = {k for span in spans.values() if not span.bare for k in range(span.first, span.last)}
        taken |= {k for post in posts for k in range(post.first, post.last)}
        behind = {post.last: post for post in posts}
        ahead = {post.first for post in posts if not post.plural}
        for i in range(first, last):
            if i in taken or (i > first and i not in behind and not text.norms[i]):
                continue
            ranked = self._people.rank(text, i, last)
            start = i if ranked == i else ranked
            if start >= last or start in taken or text.norms[start] in self._functions:
                continue
            if self._grammar.is_title(text, start, last):
                continue
            end = self._name_end(text, start, last, taken)
            post = behind.get(i) or (behind.get(i - 1) if i > first and text.words[i - 1] == "," else None)
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
            (k for k in words if self._grammar.is_title(text, k, last) or self._grammar.is_head(text.norms[k])), end
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
            or self._from_body(text, end, last, spans)
            or self._has_form(text, start, end)
        )

    def _may_be_surname(self, text: Text, k: int, post: Post) -> bool:
        word = text.words[k]
        plain = (
            len(word) >= _SURNAME_LENGTH
            and word.isalpha()
            and not word.isupper()
            and not self._grammar.is_head(text.norms[k])
        )
        return plain and (post.body is not None or self._people.is_personal(word))

    def _closes(self, text: Text, end: int, last: int) -> bool:
        """Tell whether a name in apposition ends here."""
        return end >= last or text.words[end] in {",", ".", ";", ")", "and"}

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
        return self._people.is_known_form(text, start, end) and not self._grammar.is_head(text.norms[start])

    def _from_body(self, text: Text, i: int, last: int, spans: dict[int, Span]) -> bool:
        """Tell whether a body stands at `i` behind "from", in brackets or as the end of an item ("Satya Pradhan, Europol;")."""
        closing = {"from": "", "(": ")", ",": ";"}.get(text.words[i].lower()) if i + 1 < last else None
        if closing is None:
            return False
        body = spans.get(i + 1) or (spans.get(i + 2) if text.words[i + 1].lower() == "the" else None)
        if body is None or body.thing.kind is not Kind.AGENCY:
            return False
        return not closing or text.words[body.last : body.last + 1] == [closing]

    def _post_at(self, text: Text, i: int, ahead: set[int], last: int) -> bool:
        while i < last and i not in ahead and (not text.norms[i] or text.words[i].lower() in self._linking):
            i += 1
        return i in ahead or (i < last and text.words[i - 1].lower() == "who" and text.norms[i] in self._leading)

    def by_surname(  # noqa: PLR0913 - see _names
        self, text: Text, first: int, last: int, discourse: Discourse, spans: dict[int, Span], masked: set[int]
    ) -> None:
        """Find people named before by their surname alone."""
        taken = {k for span in spans.values() for k in range(span.first, span.last)} | masked
        surnames = {word: thing for thing in discourse.people for word in _surnames(thing)}
        for i in range(first, last):
            if i not in taken and text.words[i] in surnames and not self._other_given_name(text, i, first, last):
                spans[i] = named_span(text, i, i + 1, surnames[text.words[i]])

    def _other_given_name(self, text: Text, i: int, first: int, last: int) -> bool:
        """Tell whether the capitalised word before a family name makes another person of it."""
        k = i - 1
        if k <= first or not text.words[k][0].isupper() or not text.words[k].isalpha():
            return False
        ranked = any(self._people.rank(text, start, last) == i for start in range(max(first, i - _RANKS), i))
        return not (ranked or self._grammar.is_title(text, k, last) or text.norms[k] in self._functions)

    def tied(
        self, text: Text, posts: list[Post], spans: dict[int, Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Tie each post to the person beside it: directly behind it, else before it, else behind its comma."""
        people = {span.first: span for span in spans.values() if span.thing.kind is Kind.OFFICIAL}
        ends = {span.last: span for span in people.values()}
        ahead = {post.first for post in posts if not post.plural}
        tied: list[tuple[Post, Span | None]] = []
        used: set[int] = set()
        for post in posts:
            if post.plural:
                tied += [(post, person) for person in self._people_behind(text, post.last, people)]
                continue
            behind = self._person_behind(text, post.last, people)
            before = self._person_before(text, post.first, ends) or self._pronoun_before(text, post.first, discourse)
            direct = behind is not None and text.words[post.last] not in {",", "–", "-", "—"}
            if behind is not None and not direct and self._has_own_post(text, behind, ahead):
                behind = None
            passed = before is None or (before.first in used and behind is not None)
            chosen = behind if direct or passed else before
            if chosen is behind and behind is not None:
                used.add(behind.first)
            tied.append((post, chosen))
        return self._chained(text, tied)

    def _has_own_post(self, text: Text, person: Span, ahead: set[int]) -> bool:
        """Tell whether a post right behind a person is his ("…, Anna Berg, Head of …"), and does not lead to the next ("…, the Head of …, …")."""
        after = text.words[person.last : person.last + 2]
        closed = after[:1] == [","] and after[1:] not in (["the"], ["and"])
        return closed and self._post_at(text, person.last, ahead, len(text.words))

    def _people_behind(self, text: Text, i: int, people: dict[int, Span]) -> list[Span]:
        """Return the people of the list at `i` ("Deputy Directors of the Agency, Mr. A and Ms. B")."""
        found: list[Span] = []
        person = self._person_behind(text, i, people)
        while person is not None:
            found.append(person)
            k = person.last
            while k < len(text.words) and text.words[k] in {",", "and"}:
                k += 1
            person = self._person_behind(text, k, people) if k > found[-1].last else None
        return found

    def _pronoun_before(self, text: Text, i: int, discourse: Discourse) -> Span | None:
        """Return the person last named, for "he" or "she" before a post ("He was appointed Director")."""
        k = i
        while k > 0 and text.words[k - 1].lower() in self._linking:
            k -= 1
        if k in (i, 0) or text.words[k - 1].lower() not in self._pronouns:
            return None
        named = [thing for thing in discourse.people if any(start < text.starts[k - 1] for start, _ in thing.mentions)]
        last = max(named, key=lambda thing: max(s for s, _ in thing.mentions if s < text.starts[k - 1]), default=None)
        return Span(k - 1, k, last, bare=True) if last else None

    def _chained(self, text: Text, tied: list[tuple[Post, Span | None]]) -> list[tuple[Post, Span | None]]:
        """Give a post without a person that of the post right behind or before it ("Special Representative of A, Head of B N.")."""
        out = list(tied)
        for i in range(len(out) - 2, -1, -1):
            post, person = out[i]
            after, other = out[i + 1]
            if person is None and other is not None and _only_joins(text, post.last, after.first):
                out[i] = (post, other)
        for i in range(1, len(out)):
            before, other = out[i - 1]
            post, person = out[i]
            if (
                person is None
                and other is not None
                and other.last <= before.first
                and _only_joins(text, before.last, post.first)
            ):
                out[i] = (post, other)
        return out

    def embodied(
        self, text: Text, tied: list[tuple[Post, Span | None]], spans: list[Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Give posts that name no body the one behind their holder, or the one that they are told of."""
        out: list[tuple[Post, Span | None]] = []
        for i, (told, person) in enumerate(tied):
            post, after = told, tied[i + 1][0] if i + 1 < len(tied) else None
            if person is not None and told.body is None and told.stand_in and self._possessed(text, told):
                post = replace(told, body=_nearest(spans, told.first, frozenset({Kind.AGENCY, Kind.COUNTRY})))
            elif person is not None and told.body is None and not told.stand_in:
                post = replace(
                    told,
                    body=self._by_itself(told, discourse)
                    or _listed(text, told, person, spans)
                    or _shared(text, told, after)
                    or _body_behind(text, told, person, spans)
                    or self._implied(text, told, person, spans, discourse),
                )
            if person is not None and post.body is not None:
                _remember(post.body, person, discourse)
                discourse.headed[post.calls_for, self._core(post.title)] = post.body.thing
            out.append((post, person))
        return out

    def _by_itself(self, post: Post, discourse: Discourse) -> Span | None:
        """Return the body of a post that only one body has ("Special Representative of the Secretary-General")."""
        words = [*self._norms(post.title), ""]
        known = next(
            (found[0][1][0] for k in range(len(words) - 1) if (found := self._known_posts.match(words, k, len(words)))),
            None,
        )
        if known is None:
            return None
        return Span(post.first, post.last, discourse.thing(Kind.AGENCY, known, authority=known), bare=True)

    def _implied(self, text: Text, post: Post, person: Span, spans: list[Span], discourse: Discourse) -> Span | None:
        """Return the body or state that a post without one is understood to be of."""
        if post.calls_for is None:
            return None
        own = self._possessed(text, post)
        known = discourse.served.get(person.thing.key)
        if known is not None and not own and post.calls_for is Kind.AGENCY:
            return Span(post.first, post.last, known, bare=True)
        kinds = _STATES if post.calls_for is Kind.COUNTRY else _BODIES
        same = discourse.headed.get((Kind.AGENCY, self._core(post.title)))
        if same is not None and not own and post.calls_for is Kind.AGENCY:
            return Span(post.first, post.last, same, bare=True)
        near = _nearest(spans, post.first, kinds)
        if near is not None:
            return near
        ahead = _state_ahead(text, post, spans) if kinds == _STATES else None
        if ahead is not None:
            return ahead
        latest = None if own else discourse.latest.get(post.calls_for)
        latest = latest or discourse.last_named(kinds, text.starts[post.first])
        return Span(post.first, post.last, latest, bare=True) if latest else None

    def _core(self, title: str) -> str:
        """Return a title without what ranks it, for the head of a body and his deputies."""
        return " ".join(norm for norm in self._norms(title) if norm not in self._ranking)

    def _possessed(self, text: Text, post: Post) -> bool:
        return text.words[post.first - 1].lower() in {"its", "their"}

    def _person_behind(self, text: Text, i: int, people: dict[int, Span]) -> Span | None:
        k = i
        if k < len(text.words) and text.words[k] in {",", "–", "-", "—"}:
            k += 1
        while k < len(text.words) and k not in people:
            ranked = self._people.rank(text, k, len(text.words))
            if ranked == k:
                return None
            k = ranked
        return people.get(k)

    def _person_before(self, text: Text, i: int, ends: dict[int, Span]) -> Span | None:
        k = i
        while k > 0 and k not in ends and text.words[k - 1].lower() in self._linking:
            k -= 1
        if k in ends or k == i or text.words[k] != ",":
            return ends.get(k) if k < i else None
        comma = next((j for j in range(k - 1, max(k - _APPOSITION, 0), -1) if text.words[j] == ","), None)
        return ends.get(comma) if comma is not None else None


def _body_behind(text: Text, post: Post, person: Span, spans: list[Span]) -> Span | None:
    """Return the body right behind a person whose post stands before ("Director Anna Berg of the Institute")."""
    k = person.last
    if post.first > person.first or k >= len(text.words) or text.words[k].lower() not in {"of", "from", "("}:
        return None
    k += 1 + (text.words[k + 1 : k + 2] == ["the"])
    return next(
        (span for span in spans if span.first == k and span.thing.kind in {Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY}),
        None,
    )


def _listed(text: Text, post: Post, person: Span, spans: list[Span]) -> Span | None:
    """Return the body that follows a person's post behind a comma ("Anna Berg, Head of Division, Ministry of Justice;")."""
    if post.first < person.last or text.words[post.last : post.last + 1] != [","]:
        return None
    k = post.last + 1 + (text.words[post.last + 1 : post.last + 2] == ["the"])
    body = next((span for span in spans if span.first == k and span.thing.kind is Kind.AGENCY), None)
    closed = body is not None and text.words[body.last : body.last + 1] in ([","], [")"], [";"], ["."], [])
    return body if closed else None


def _state_ahead(text: Text, post: Post, spans: list[Span]) -> Span | None:
    """Return the state that is named once, behind the last of the posts of its servants (", of the Republic of Latvia")."""
    for span in spans:
        before = [text.words[k].lower() for k in range(max(post.last, span.first - 3), span.first)]
        if span.thing.kind is Kind.COUNTRY and [word for word in before if word != "the"][-2:] == [",", "of"]:
            return span
    return None


def _shared(text: Text, post: Post, after: Post | None) -> Span | None:
    """Return the body that is named once, behind the second of two joined posts ("Deputy Chairman and Secretary of the Council")."""
    joined = after is not None and [text.words[k].lower() for k in range(post.last, after.first)] in (
        ["and"],
        ["and", "the"],
    )
    return after.body if joined and after is not None and after.first > post.last else None


def _nearest(spans: list[Span], before: int, kinds: frozenset[Kind]) -> Span | None:
    """Return the last mention of these kinds before a token; of states, one inside a name too."""
    ahead = [span for span in spans if span.last <= before]
    if kinds == _STATES:
        ahead = [part for span in ahead for part in (span, *span.inner)]
    return next((span for span in reversed(ahead) if span.thing.kind in kinds and not span.demonym), None)


def _remember(body: Span, person: Span, discourse: Discourse) -> None:
    """Keep the body of a person's post, and its state, for posts that name none."""
    discourse.served[person.thing.key] = body.thing
    if body.thing.kind is not Kind.COUNTRY:
        discourse.latest[Kind.AGENCY] = body.thing
    for part in (body, *body.inner):
        if part.thing.kind is Kind.COUNTRY:
            discourse.latest[Kind.COUNTRY] = part.thing


def _only_joins(text: Text, first: int, last: int) -> bool:
    return all(text.words[k].lower() in {",", "and", "the", "-", "–", "—"} for k in range(first, last))


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
