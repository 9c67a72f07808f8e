"""Who holds the posts of a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.nouns import ARTICLES
from caricc_graph.extraction.post_bodies import HIS, PostBodies, behind_comma
from caricc_graph.extraction.spans import Span
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Discourse
    from caricc_graph.extraction.text import Text

_RANKS = 4
_COPULAS = frozenset({"is", "was", "remains", "became"})
_OWN = frozenset({"the", "its", "their", "current", "present"})
_OPENING = frozenset({".", ",", ";", ":", "and", "that", "whose", "!", "?"})
_APPOSITION = 8
_OF_POSTS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_THE, _OF = "the", "of"
_OF_AGENCY = frozenset({Kind.AGENCY})
_BESIDE = frozenset({"(", "–", "—", "-"})
_APART = frozenset({",", "–", "-", "—"})
_APPOINTING = ("appoint", "elect", "nominat", "nam", "confirm", "designat", "re-elect", "reelect", "propos")
# Tokens behind a name that "has been newly appointed" takes.
_APPOINTED = 4
_JOINING = frozenset({",", "and", "the", ";"})
_GIVEN = frozenset({"to", "as", "the", "a", "position", "post", "office", "of", "duties"})
_OPENERS = frozenset({"by", "on", "at", "under", "in", "upon", "following", "according", "with"})
_FINITE = frozenset({"was", "were", "has", "had", "is", "will"})


class Holders:
    """Ties posts to people, and to the bodies that they are understood to be of; `states` are those of known places, by their ids."""

    def __init__(self, lexicon: Lexicon, people: People, states: Mapping[str, str]) -> None:
        self._people = people
        self._bodies = PostBodies(lexicon, states)
        self._pronouns = frozenset(lexicon.words("names", "people", "pronouns"))
        self._linking = frozenset(lexicon.words("names", "people", "linking"))
        self._peers = frozenset(lexicon.words("names", "people", "peers"))

    def holders(
        self, text: Text, posts: list[Post], spans: dict[int, Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Return the posts, each with its body and its holder where they are told or understood."""
        tied = self._tied(text, posts, spans, discourse)
        ordered = [spans[i] for i in sorted(spans)]
        given = self._bodies.given(text, tied, ordered, discourse)
        return [*given, *self._counterparts(text, given, ordered)]

    def _counterparts(
        self, text: Text, given: Sequence[tuple[Post, Span | None]], spans: Sequence[Span]
    ) -> Iterator[tuple[Post, Span]]:
        """Yield the same post in another state for whom somebody's counterpart is ("the Minister of A, N., and his Dutch counterpart, M.")."""
        people = {span.first: span for span in spans if span.thing.kind is Kind.OFFICIAL}
        for state in spans:
            if state.thing.kind is not Kind.COUNTRY or text.norms[state.last - 1] not in self._peers:
                continue
            person = self._person_behind(text, state.last, people)
            before = [span for span in people.values() if span.last <= state.first]
            his = max(before, key=lambda one: one.last, default=None)
            post = _state_post_of(his, given) if his is not None else None
            if person is not None and post is not None and text.words[state.first - 1].lower() in HIS:
                yield replace(post, first=state.first, last=state.last, body=state, above=None, former=False), person

    def _tied(
        self, text: Text, posts: list[Post], spans: dict[int, Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Tie each post to the person beside it: directly behind it, else before it, else behind its comma."""
        people = {span.first: span for span in spans.values() if span.thing.kind is Kind.OFFICIAL}
        ends = {span.last: span for span in people.values()}
        ahead = {post.first for post in posts if not post.plural}
        leading = self._leading(text, [post for post in posts if not post.plural], people, ends)
        tied: list[tuple[Post, Span | None]] = []
        used: set[int] = set()
        for post in posts:
            if post.plural:
                tied += self._shared_post(text, post, spans, people, ends)
                continue
            behind = self._person_behind(text, post.last + _is_told(text, post), people)
            before = self._person_before(text, post.first, ends) or self._pronoun_before(text, post.first, discourse)
            if behind is None and before is None and post.body is None:
                post, behind = self._behind_body(text, post, spans, people, ahead)  # noqa: PLW2901 - with its body
            direct = behind is not None and text.words[post.last] not in _APART
            if behind is not None and (
                (post.decreed and _is_appointed(text, behind))
                or (not direct and (self._has_own_post(text, behind, ahead) or _acts(text, post, behind)))
            ):
                behind = None
            if post.first in leading:
                behind, before = leading[post.first], None
            passed = before is None or (before.first in used and behind is not None)
            chosen = behind if direct or passed else before
            if chosen is behind and behind is not None:
                used.add(behind.first)
            elif _unnamed(text, post) and chosen in [named for _, named in tied]:
                chosen = None
            tied.append((post, chosen))
        return self._chained(text, tied)

    def _behind_body(
        self, text: Text, post: Post, spans: dict[int, Span], people: dict[int, Span], ahead: set[int]
    ) -> tuple[Post, Span | None]:
        """Return a post with the body behind its comma, and who is named behind that one's ("Head of Section, Ministry of A, Ms. N. spoke")."""
        if not _names_post(text, post):
            return post, None
        body, end = behind_comma(text, post.last, spans, _OF_AGENCY)
        person = (
            self._person_behind(text, end, people) if body is not None and text.words[end : end + 1] == [","] else None
        )
        if body is None or person is None or self._has_own_post(text, person, ahead):
            return post, None
        return replace(post, body=body, last=end), person

    def _leading(
        self, text: Text, posts: Sequence[Post], people: dict[int, Span], ends: dict[int, Span]
    ) -> dict[int, Span]:
        """Return who follows each post, by where it begins, in a list of people that has every post before its comma and name ("the Head of A, N., the Director of B, M.")."""
        found: dict[int, Span] = {}
        run: list[tuple[Post, Span]] = []
        for post in posts:
            person = self._person_behind(text, post.last, people)
            apart = person is not None and text.words[post.last] in _APART
            goes_on = bool(run) and _only_joins(text, run[-1][1].last, post.first)
            if not goes_on or text.words[run[0][0].last] != text.words[post.last]:
                run = []
            if person is None or not apart or (not run and self._person_before(text, post.first, ends) is not None):
                run = []
                continue
            run.append((post, person))
            if len(run) > 1 and not self._post_behind(text, person.last, posts):
                found.update((post.first, person) for post, person in run)
        return found

    def _post_behind(self, text: Text, i: int, posts: Sequence[Post]) -> bool:
        """Tell whether a post stands right behind the comma or dash at `i`."""
        return any(i < post.first and _only_joins(text, i, post.first) for post in posts)

    def _has_own_post(self, text: Text, person: Span, ahead: set[int]) -> bool:
        """Tell whether a post right behind a person is his ("…, Anna Berg, Head of …"), and does not lead to the next ("…, the Head of …, …")."""
        after = text.words[person.last : person.last + 2]
        closed = after[:1] in ([mark] for mark in _APART) and after[1:] not in (["the"], ["and"])
        k = person.last
        while k < len(text.words) and k not in ahead and (not text.norms[k] or text.words[k].lower() in self._linking):
            k += 1
        return closed and k in ahead

    def _shared_post(
        self, text: Text, post: Post, spans: dict[int, Span], people: dict[int, Span], ends: dict[int, Span]
    ) -> list[tuple[Post, Span]]:
        """Return a post of several people with each of them; where it names as many bodies, each has his own."""
        beside = self._beside_bodies(text, post, spans, people)
        if beside:
            return beside
        bodies, last = _bodies_of(text, post, spans)
        holders = self._people_behind(text, last, people) or self._people_listed_before(text, post.first, ends)
        if len(bodies) > 1 and len(bodies) != len(holders):
            return []
        own = bodies if len(bodies) > 1 else [post.body] * len(holders)
        return [(replace(post, body=body), person) for body, person in zip(own, holders, strict=True)]

    def _beside_bodies(
        self, text: Text, post: Post, spans: dict[int, Span], people: dict[int, Span]
    ) -> list[tuple[Post, Span]]:
        """Return a post of several people with each of them where he is named right behind his body or state ("the ministers of A (N.) and B (M.)")."""
        found: list[tuple[Post, Span]] = []
        body = post.body
        while body is not None:
            k = body.last + (text.words[body.last] in _BESIDE)
            person = self._person_behind(text, k, people) if text.words[k] != "," else None
            if person is None:
                break
            found.append((replace(post, body=body), person))
            k = person.last + (text.words[person.last] == ")")
            while k < len(text.words) and text.words[k].lower() in _JOINING:
                k += 1
            body = spans.get(k)
            body = body if body is not None and body.thing.kind in _OF_POSTS else None
        return found if len(found) > 1 else []

    def _people_listed_before(self, text: Text, i: int, ends: dict[int, Span]) -> list[Span]:
        """Return the people of a list that a post behind its comma is told of ("A and B, consultants of the Agency")."""
        k = i - (text.words[i - 1].lower() in {"both", "the", "all"})
        found = [ends[k - 1]] if text.words[k - 1] == "," and k - 1 in ends else []
        while found:
            start = self._lead(text, found[0].first)
            joined = text.words[start - 1] in ({"and"} if len(found) == 1 else {"and", ","})
            before = ends.get(start - 1) if start > 0 and joined else None
            if before is None:
                break
            found.insert(0, before)
        return found if len(found) > 1 else []

    def _lead(self, text: Text, i: int) -> int:
        """Return where the rank or address before a name begins."""
        starts = range(max(i - _RANKS, 0), i)
        return next((k for k in starts if self._people.rank(text, k, len(text.words)) == i), i)

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
            joined = _only_joins(text, post.last, after.first) and not _unnamed(text, post)
            if person is None and other is not None and joined:
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

    def _is_given(self, text: Text, person: Span) -> bool:
        """Tell whether a verb that gives posts stands before a person ("to appoint Mr. N. Director of A")."""
        lead = self._lead(text, person.first)
        return lead > 0 and text.norms[lead - 1].startswith(_APPOINTING)

    def _person_behind(self, text: Text, i: int, people: dict[int, Span]) -> Span | None:
        k = i
        if k < len(text.words) and text.words[k] in _APART:
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
        if k in ends and k < i and {text.words[j].lower() for j in range(k, i)} <= _GIVEN:
            return None
        if k == i and k in ends and text.words[i][0].isupper() and not self._is_given(text, ends[k]):
            return ends[k]
        if k in ends or k == i or text.words[k] != ",":
            return ends.get(k) if k < i else None
        comma = next((j for j in range(k - 1, max(k - _APPOSITION, 0), -1) if text.words[j] == ","), None)
        return ends.get(comma) if comma is not None else None


def _bodies_of(text: Text, post: Post, spans: dict[int, Span]) -> tuple[list[Span], int]:
    """Return the bodies of a list that a post names ("the ministers of A and B"), and the token behind them."""
    if post.body is None:
        return [], post.last
    bodies, last = [post.body], post.last
    while last < len(text.words) and text.words[last] in {",", "and"}:
        k = last + 1 + (text.words[last + 1 : last + 2] == ["the"])
        other = spans.get(k)
        if other is None or other.thing.kind is not post.body.thing.kind:
            break
        bodies.append(other)
        last = other.last
    return bodies, last


def _state_post_of(person: Span, given: Sequence[tuple[Post, Span | None]]) -> Post | None:
    """Return the post that somebody holds for a state, the last told."""
    posts = (post for post, holder in given if holder is not None and holder.first == person.first and post.title)
    of_state = (post for post in posts if post.body is not None and post.body.thing.kind is Kind.COUNTRY)
    return max(of_state, key=lambda one: one.last, default=None)


def _names_post(text: Text, post: Post) -> bool:
    """Tell whether a post may go on with its body behind a comma: one with an article and no field is a member of a list of its own ("the Director, the Agency, Ms. N.")."""
    before = text.words[post.first - 1].lower() if post.first else ""
    return before not in ARTICLES or (before == _THE and _OF in text.words[post.first : post.last])


def _is_told(text: Text, post: Post) -> bool:
    """Tell whether "is" stands behind a post that opens its clause, so that who holds it follows ("The director is Mr. A")."""
    if text.words[post.last : post.last + 1] == [] or text.words[post.last].lower() not in _COPULAS:
        return False
    k = post.first - 1
    while k >= 0 and text.words[k].lower() in _OWN:
        k -= 1
    return k < 0 or text.words[k].lower() in _OPENING


def _is_appointed(text: Text, person: Span) -> bool:
    """Tell whether a verb that gives posts follows a person ("N. was appointed")."""
    return any(norm.startswith(_APPOINTING) for norm in text.norms[person.last : person.last + _APPOINTED])


def _acts(text: Text, post: Post, person: Span) -> bool:
    """Tell whether a person behind a post's comma acts, and the post stands in an opening phrase ("By order of the Minister, N. was appointed")."""
    first = next(begin for begin, end in text.sentences if begin <= post.first < end)
    opening = text.words[first].lower() in _OPENERS and "," not in text.words[first : post.first]
    return opening and text.words[person.last : person.last + 1] != [] and text.words[person.last] in _FINITE


def _unnamed(text: Text, post: Post) -> bool:
    """Tell whether a post is that of somebody without a name ("A, a representative of B, C")."""
    return post.stand_in and text.words[post.first - 1].lower() in {"a", "an"} and text.words[post.last] == ","


def _only_joins(text: Text, first: int, last: int) -> bool:
    return all(text.words[k].lower() in {",", "and", "the", "-", "–", "—"} for k in range(first, last))
