"""The bodies of posts that name none: told behind their holder, understood from what was told before, or a minister's ministry."""

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
    from collections.abc import Mapping

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.posts import Post
    from caricc_graph.extraction.spans import Discourse, Thing
    from caricc_graph.extraction.text import Text

_DEPUTY, _IN = "deputy", "In"
HIS = {"his": "he", "her": "she"}
_OWNERS = frozenset({Kind.AGENCY})
_ABOVE = frozenset({"ministry", "department", "government"})
_UNITS = frozenset({"department", "division", "directorate", "unit", "section", "bureau", "branch", "office"})
_HEADED = frozenset({"headed", "led"})
_MINISTRY = "ministry"
_MINISTER = "minister"
_BARE_MINISTER = re.compile(r"(?:(?:First|first) )?(?:(?:Deputy|Vice|deputy|vice)[ -])?[Mm]inister")
_STATES = frozenset({Kind.COUNTRY})
_BODIES = _OWNERS | {Kind.PROGRAMME}


class PostBodies:
    """Gives posts without a body the one that they are understood to be of; `states` are those of known places, by their ids."""

    def __init__(self, lexicon: Lexicon, states: Mapping[str, str]) -> None:
        self._states = states
        self._ranking = frozenset(lexicon.words("names", "people", "ranking"))
        self._norms = lexicon.norms
        self._known_posts: Phrases[str] = Phrases()
        for body, posts in lexicon.files["names"]["people"]["known_posts"].items():
            for post in posts:
                self._known_posts.add(lexicon.norms(post), body)

    def given(
        self, text: Text, tied: list[tuple[Post, Span | None]], spans: list[Span], discourse: Discourse
    ) -> list[tuple[Post, Span | None]]:
        """Return the posts, those that name no body with the one behind their holder, or the one that they are told of."""
        out: list[tuple[Post, Span | None]] = []
        for i, (told, person) in enumerate(tied):
            post, after = told, tied[i + 1][0] if i + 1 < len(tied) else None
            superior = _superior(text, told, spans, discourse) if person is not None and told.body is None else None
            if person is not None and (again := self._told_again(told, person, discourse)) is not None:
                post = again
            elif superior is not None and superior.key in discourse.served:
                body = Span(told.first, told.last, discourse.served[superior.key], bare=True)
                post = replace(told, body=body, title=f"{told.title} {discourse.titled[superior.key]}")
            elif person is not None and told.body is None and told.stand_in and _possessed(text, told):
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
                    or (None if _is_of_place(told, spans) else self._implied(text, told, person, spans, discourse)),
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
        own = _possessed(text, post)
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
        ahead = (
            (self._sited(text, post, spans, discourse) or _state_ahead(text, post, spans)) if kinds == _STATES else None
        )
        if ahead is not None:
            return ahead
        latest = None if own else discourse.latest.get(post.calls_for)
        latest = latest or discourse.last_named(kinds, text.starts[post.first])
        return Span(post.first, post.last, latest, bare=True) if latest else None

    def _sited(self, text: Text, post: Post, spans: list[Span], discourse: Discourse) -> Span | None:
        """Return the state, spoken of before, of the known place that a sentence opens with ("In Osh, A met with the Minister of Justice N.")."""
        places = (span for span in spans if span.last <= post.first and text.words[span.first - 1] == _IN)
        state = next((self._states.get(span.thing.authority or "") for span in places), None)
        thing = discourse.things.get((Kind.COUNTRY, state)) if state is not None else None
        return Span(post.first, post.last, thing, bare=True) if thing is not None and thing.names else None

    def _sent_by(self, text: Text, post: Post, spans: list[Span]) -> Span | None:
        """Return the body whose delegation somebody heads ("the delegation of the Bank headed by Vice President N."), of a minister his ministry."""
        at = post.first - 2
        if at < 1 or text.words[at].lower() not in _HEADED or text.words[at + 1].lower() != "by":
            return None
        end = at - (text.words[at - 1] == ",")
        before = next((span for span in spans if span.last == end and span.thing.kind is Kind.AGENCY), None)
        of_ministry = before is not None and text.norms[before.first] == _MINISTRY
        return before if of_ministry or _MINISTER not in post.title.lower() else None

    def _core(self, title: str) -> str:
        """Return a title without what ranks it, for the head of a body and his deputies."""
        return " ".join(norm for norm in self._norms(title) if norm not in self._ranking)


def _is_of_place(post: Post, spans: list[Span]) -> bool:
    """Tell whether a title names the place that it is of ("Governor of Osh region")."""
    return any(span.thing.kind is Kind.PLACE and post.first < span.first < post.last for span in spans)


def _possessed(text: Text, post: Post) -> bool:
    return text.words[post.first - 1].lower() in {"its", "their"}


def _superior(text: Text, post: Post, spans: list[Span], discourse: Discourse) -> Thing | None:
    """Return whose deputy a person is said to be ("his deputy, Ms. B", "Berg's deputy")."""
    before = text.words[post.first - 1].lower() if post.first else ""
    if post.title.lower().split()[-1:] != [_DEPUTY]:
        return None
    owner = next((span.thing for span in spans if span.last == post.first - 1), None)
    if before in {"'s", "’s"} and owner is not None and owner.kind is Kind.OFFICIAL:
        return owner
    if before not in HIS:
        return None
    known = discourse.last_named({Kind.OFFICIAL}, text.starts[post.first])
    return known if known is not None and known.pronoun in {"", HIS[before]} else None


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
    begins = {span.first: span for span in spans}
    body = begins.get(k)
    while body is not None and text.norms[body.last : body.last + 1] == ["'s"] and (unit := begins.get(body.last + 1)):
        body = unit
    return body if body is not None and body.thing.kind in {Kind.AGENCY, Kind.PROGRAMME, Kind.COUNTRY} else None


def _listed(text: Text, post: Post, person: Span, spans: list[Span]) -> tuple[Span | None, int]:
    """Return the body that follows a person's post behind a comma, and where it ends with its seat and those it belongs to.

    So "Anna Berg, Head of Division, Ministry of Justice;" and ", Deputy Head, Embassy of A Osh," and ", Head, Division B, Ministry C,".
    It may be a state too (", Minister of Finance, Republic of Latvia,").
    """
    if post.first < person.last or text.words[post.last : post.last + 1] != [","]:
        return None, post.last
    begins = {span.first: span for span in spans}
    body, end = behind_comma(text, post.last, begins, _BODIES)
    if body is None:
        return behind_comma(text, post.last, begins, _STATES)
    owner, behind = behind_comma(text, end, begins, _OWNERS)
    unit = body is not None and not body.inner and not _UNITS.isdisjoint(text.norms[body.first : body.last])
    above = owner is not None and not _ABOVE.isdisjoint(text.norms[owner.first : owner.last])
    return body, behind if unit or above else end


def behind_comma(text: Text, k: int, begins: dict[int, Span], kinds: frozenset[Kind]) -> tuple[Span | None, int]:
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
