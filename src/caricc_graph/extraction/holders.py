"""Who holds the posts of a sentence, and the body of a post that names none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from caricc_graph.extraction.ministries import ministry_of
from caricc_graph.extraction.phrases import Phrases
from caricc_graph.extraction.spans import Span
from caricc_graph.extraction.text import behind_acronym
from caricc_graph.model import Kind

if TYPE_CHECKING:
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.people import People
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_RANKS = 4
_COPULAS = frozenset({"is", "was", "remains", "became"})
_OWN = frozenset({"the", "its", "their", "current", "present"})
_OPENING = frozenset({".", ",", ";", ":", "and", "that", "whose", "!", "?"})
_DEPUTY = "deputy"
_HIS = {"his": "he", "her": "she"}
_APPOSITION = 8
_OF_POSTS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_BESIDE = frozenset({"(", "–", "—", "-"})
_APPOINTING = ("appoint", "elect", "nominat", "nam", "confirm", "designat", "re-elect", "reelect", "propos")
# Tokens behind a name that "has been newly appointed" takes.
_APPOINTED = 4
_JOINING = frozenset({",", "and", "the", ";"})
_OWNERS = frozenset({Kind.AGENCY})
_ABOVE = frozenset({"ministry", "department", "government"})
_UNITS = frozenset({"department", "division", "directorate", "unit", "section", "bureau", "branch", "office"})
_HEADED = frozenset({"headed", "led"})
_GIVEN = frozenset({"to", "as", "the", "a", "position", "post", "office", "of", "duties"})
_MINISTRY = "ministry"
_BARE_MINISTER = re.compile(r"(?:(?:First|first) )?(?:(?:Deputy|Vice|deputy|vice)[ -])?[Mm]inister")
_OPENERS = frozenset({"by", "on", "at", "under", "in", "upon", "following", "according", "with"})
_FINITE = frozenset({"was", "were", "has", "had", "is", "will"})
_STATES = frozenset({Kind.COUNTRY})
_BODIES = frozenset({Kind.AGENCY, Kind.PROGRAMME})


class Holders:
    """Ties posts to people, and to the bodies that they are understood to be of."""

    def __init__(self, lexicon: Lexicon, people: People) -> None:
        self._people = people
        self._ranking = frozenset(lexicon.words("names", "people", "ranking"))
        self._norms = lexicon.norms
        self._known_posts: Phrases[str] = Phrases()
        for body, posts in lexicon.files["names"]["people"]["known_posts"].items():
            for post in posts:
                self._known_posts.add(lexicon.norms(post), body)
        self._pronouns = frozenset(lexicon.words("names", "people", "pronouns"))
        self._linking = frozenset(lexicon.words("names", "people", "linking"))
        self._decrees = frozenset(lexicon.words("names", "people", "decrees"))

    def holders(
        self, text: Text, posts: list[Post], spans: dict[int, Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Return the posts, each with its body and its holder where they are told or understood."""
        tied = self._tied(text, posts, spans, discourse)
        return self._embodied(text, tied, [spans[i] for i in sorted(spans)], discourse)

    def _tied(
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
                tied += self._shared_post(text, post, spans, people, ends)
                continue
            behind = self._person_behind(text, post.last + _is_told(text, post), people)
            before = self._person_before(text, post.first, ends) or self._pronoun_before(text, post.first, discourse)
            direct = behind is not None and text.words[post.last] not in {",", "–", "-", "—"}
            if behind is not None and (
                self._is_decreed(text, post, behind)
                or (not direct and (self._has_own_post(text, behind, ahead) or _acts(text, post, behind)))
            ):
                behind = None
            passed = before is None or (before.first in used and behind is not None)
            chosen = behind if direct or passed else before
            if chosen is behind and behind is not None:
                used.add(behind.first)
            elif _unnamed(text, post) and chosen in [named for _, named in tied]:
                chosen = None
            tied.append((post, chosen))
        return self._chained(text, tied)

    def _has_own_post(self, text: Text, person: Span, ahead: set[int]) -> bool:
        """Tell whether a post right behind a person is his ("…, Anna Berg, Head of …"), and does not lead to the next ("…, the Head of …, …")."""
        after = text.words[person.last : person.last + 2]
        closed = after[:1] == [","] and after[1:] not in (["the"], ["and"])
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

    def _embodied(
        self, text: Text, tied: list[tuple[Post, Span | None]], spans: list[Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Give posts that name no body the one behind their holder, or the one that they are told of."""
        out: list[tuple[Post, Span | None]] = []
        for i, (told, person) in enumerate(tied):
            post, after = told, tied[i + 1][0] if i + 1 < len(tied) else None
            superior = _superior(text, told, spans, discourse) if person is not None and told.body is None else None
            if person is not None and (again := self._told_again(told, person, discourse)) is not None:
                post = again
            elif superior is not None and superior.key in discourse.served:
                body = Span(told.first, told.last, discourse.served[superior.key], bare=True)
                post = replace(told, body=body, title=f"{told.title} {discourse.titled[superior.key]}")
            elif person is not None and told.body is None and told.stand_in and self._possessed(text, told):
                post = replace(told, body=_nearest(spans, told.first, frozenset({Kind.AGENCY, Kind.COUNTRY})))
            elif person is not None and told.body is None and not told.stand_in:
                behind, end = _listed(text, told, person, spans)
                post = replace(
                    told,
                    last=end,
                    body=self._by_itself(told, discourse)
                    or behind
                    or _shared(text, told, after)
                    or _body_behind(text, told, person, spans)
                    or self._implied(text, told, person, spans, discourse),
                )
            post = replace(post, body=_ministry(post, discourse) or post.body)
            if person is not None and post.body is not None:
                _remember(post.body, person, discourse)
                discourse.titled[person.thing.key] = post.title
                discourse.headed[post.calls_for, self._core(post.title)] = post.body.thing
            out.append((post, person))
        return out

    def _told_again(self, post: Post, person: Span, discourse: Discourse) -> Post | None:
        """Return the post that somebody is said to hold where a part of its title stands beside his name again ("Minister N."); else None."""
        body, title = discourse.served.get(person.thing.key), discourse.titled.get(person.thing.key, "")
        told = {*self._norms(post.title)}
        if post.body is not None or post.stand_in or body is None or not told < {*self._norms(title)}:
            return None
        return replace(post, title=title, body=Span(post.first, post.last, body, bare=True))

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
        own = self._possessed(text, post)
        if post.calls_for is None:
            return _owner(text, post, spans, discourse) if own else None
        known = discourse.served.get(person.thing.key)
        if known is not None and not own and post.calls_for is Kind.AGENCY:
            return Span(post.first, post.last, known, bare=True)
        kinds = _STATES if post.calls_for is Kind.COUNTRY else _BODIES
        same = discourse.headed.get((Kind.AGENCY, self._core(post.title)))
        if same is not None and not own and post.calls_for is Kind.AGENCY:
            return Span(post.first, post.last, same, bare=True)
        sent = (
            (self._sent_by(text, post, spans) or _own_ministry(post, spans)) if post.calls_for is Kind.COUNTRY else None
        )
        near = sent or _nearest(spans, post.first, kinds)
        if near is not None:
            return near
        ahead = _state_ahead(text, post, spans) if kinds == _STATES else None
        if ahead is not None:
            return ahead
        latest = None if own else discourse.latest.get(post.calls_for)
        latest = latest or discourse.last_named(kinds, text.starts[post.first])
        return Span(post.first, post.last, latest, bare=True) if latest else None

    def _sent_by(self, text: Text, post: Post, spans: list[Span]) -> Span | None:
        """Return the ministry whose delegation a minister heads ("the delegation of the Ministry headed by Deputy Minister N.")."""
        at = post.first - 2
        if at < 1 or text.words[at].lower() not in _HEADED or text.words[at + 1].lower() != "by":
            return None
        end = at - (text.words[at - 1] == ",")
        before = next((span for span in spans if span.last == end and span.thing.kind is Kind.AGENCY), None)
        return before if before is not None and text.norms[before.first] == _MINISTRY else None

    def _core(self, title: str) -> str:
        """Return a title without what ranks it, for the head of a body and his deputies."""
        return " ".join(norm for norm in self._norms(title) if norm not in self._ranking)

    def _is_given(self, text: Text, person: Span) -> bool:
        """Tell whether a verb that gives posts stands before a person ("to appoint Mr. N. Director of A")."""
        lead = self._lead(text, person.first)
        return lead > 0 and text.norms[lead - 1].startswith(_APPOINTING)

    def _is_decreed(self, text: Text, post: Post, person: Span) -> bool:
        """Tell whether a post is only of whom a person is appointed by ("By decree of the President of A N. was appointed")."""
        before = [word.lower() for word in text.words[max(post.first - 3, 0) : post.first] if word.lower() != "the"]
        behind = text.norms[person.last : person.last + _APPOINTED]
        decreed = before[-1:] == ["of"] and bool(self._decrees & {*before[:-1]})
        return decreed and any(norm.startswith(_APPOINTING) for norm in behind)

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


def _is_told(text: Text, post: Post) -> bool:
    """Tell whether "is" stands behind a post that opens its clause, so that who holds it follows ("The director is Mr. A")."""
    if text.words[post.last : post.last + 1] == [] or text.words[post.last].lower() not in _COPULAS:
        return False
    k = post.first - 1
    while k >= 0 and text.words[k].lower() in _OWN:
        k -= 1
    return k < 0 or text.words[k].lower() in _OPENING


def _superior(text: Text, post: Post, spans: list[Span], discourse: Discourse) -> Thing | None:
    """Return whose deputy a person is said to be ("his deputy, Ms. B", "Berg's deputy")."""
    before = text.words[post.first - 1].lower() if post.first else ""
    if post.title.lower().split()[-1:] != [_DEPUTY]:
        return None
    owner = next((span.thing for span in spans if span.last == post.first - 1), None)
    if before in {"'s", "’s"} and owner is not None and owner.kind is Kind.OFFICIAL:
        return owner
    if before not in _HIS:
        return None
    known = discourse.last_named({Kind.OFFICIAL}, text.starts[post.first])
    return known if known is not None and known.pronoun in {"", _HIS[before]} else None


def _acts(text: Text, post: Post, person: Span) -> bool:
    """Tell whether a person behind a post's comma acts, and the post stands in an opening phrase ("By order of the Minister, N. was appointed")."""
    first = next(begin for begin, end in text.sentences if begin <= post.first < end)
    opening = text.words[first].lower() in _OPENERS and "," not in text.words[first : post.first]
    return opening and text.words[person.last : person.last + 1] != [] and text.words[person.last] in _FINITE


def _own_ministry(post: Post, spans: list[Span]) -> Span | None:
    """Return the ministry that its sentence names last before a minister told of without his field ("for the Ministry by the Deputy Minister N.")."""
    if not _BARE_MINISTER.fullmatch(post.title):
        return None
    named = _nearest(spans, post.first, _OWNERS)
    told = named is not None and any(name.startswith(_MINISTRY.title()) for name in named.thing.names)
    return named if told else None


def _ministry(post: Post, discourse: Discourse) -> Span | None:
    """Return the ministry, spoken of before, of a minister who is told of as one of the state."""
    state = post.body.thing if post.body else None
    known = ministry_of(post.title, state, discourse) if state is not None and state.kind is Kind.COUNTRY else None
    return Span(post.first, post.last, known, bare=True) if known is not None else None


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


def _listed(text: Text, post: Post, person: Span, spans: list[Span]) -> tuple[Span | None, int]:
    """Return the body that follows a person's post behind a comma, and where it ends with its seat and those it belongs to.

    So "Anna Berg, Head of Division, Ministry of Justice;" and ", Deputy Head, Embassy of A Osh," and ", Head, Division B, Ministry C,".
    """
    if post.first < person.last or text.words[post.last : post.last + 1] != [","]:
        return None, post.last
    begins = {span.first: span for span in spans}
    body, end = _behind_comma(text, post.last, begins, _BODIES)
    owner, behind = _behind_comma(text, end, begins, _OWNERS)
    unit = body is not None and not body.inner and not _UNITS.isdisjoint(text.norms[body.first : body.last])
    above = owner is not None and not _ABOVE.isdisjoint(text.norms[owner.first : owner.last])
    return body, behind if unit or above else end


def _behind_comma(text: Text, k: int, begins: dict[int, Span], kinds: frozenset[Kind]) -> tuple[Span | None, int]:
    """Return the body between the comma at `k` and another mark, and where it ends with its seat; `k` where there is none."""
    body = begins.get(k + 1 + (text.words[k + 1 : k + 2] == ["the"])) if text.words[k : k + 1] == [","] else None
    if body is None or body.thing.kind not in kinds:
        return None, k
    seat = begins.get(body.last, body)
    end = behind_acronym(text, seat.last if seat.thing.kind is Kind.PLACE else body.last, len(text.words))
    return (body, end) if text.words[end : end + 1] in ([","], [")"], [";"], ["."], []) else (None, k)


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


def _owner(text: Text, post: Post, spans: list[Span], discourse: Discourse) -> Span | None:
    """Return the body that "its" or "their" before a post stands for: the last one named."""
    here = _nearest(spans, post.first, _BODIES)
    owner = discourse.last_named(_BODIES, text.starts[post.first])
    return here or (Span(post.first, post.last, owner, bare=True) if owner else None)


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


def _unnamed(text: Text, post: Post) -> bool:
    """Tell whether a post is that of somebody without a name ("A, a representative of B, C")."""
    return post.stand_in and text.words[post.first - 1].lower() in {"a", "an"} and text.words[post.last] == ","


def _only_joins(text: Text, first: int, last: int) -> bool:
    return all(text.words[k].lower() in {",", "and", "the", "-", "–", "—"} for k in range(first, last))
