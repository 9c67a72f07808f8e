"""Lessons: who arranges or gives a course trains those who are said to learn there, be it in another sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.extraction.scene import Lesson
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.scene import Scene

_RULE = "learnt-at-course"
_BESIDE = "jointly"
_TRAINERS = frozenset({Kind.AGENCY, Kind.PROGRAMME})
_LEARNERS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_TEACHING = frozenset({Predicate.SPEAKS_AT, Predicate.CHAIRS, Predicate.SUPPORTS, Predicate.FUNDS, Predicate.HOSTS})


class Lessons:
    """Joins who arranges a course and who learns there, as soon as both are told."""

    def __init__(self, lexicon: Lexicon) -> None:
        spec = lexicon.files["frames"]["learning"]
        self._courses = frozenset(spec["courses"])
        self._rules = frozenset(spec["rules"])
        self._given = frozenset(spec["given"])

    def read(self, drafts: Sequence[Draft], scene: Scene) -> list[Draft]:
        """Return who trains whom by the claims of a sentence and by what the bulletin told of its courses before."""
        told = {(one.subject.key, _key(one)) for one in drafts if one.predicate is Predicate.TRAINS}
        found = [made for draft in drafts for made in self._joined(draft, scene)]
        return [one for one in found if (one.subject.key, _key(one)) not in told]

    def _trains(self, draft: Draft) -> bool:
        """Tell whether somebody arranges a course, or it is said to be given by his experts."""
        arranged = draft.predicate is Predicate.ORGANIZES and draft.subject.kind in _TRAINERS and draft.rule != _BESIDE
        return arranged or (draft.predicate is Predicate.ATTENDS and draft.rule in self._given)

    def _joined(self, draft: Draft, scene: Scene) -> Iterator[Draft]:
        """Yield who trains whom by what one claim adds to a course; it rests on what tells of those who learn."""
        subject, course = draft.subject, draft.object
        if isinstance(course, str) or course.event_kind not in self._courses:
            return
        if draft.modality is not Modality.ASSERTED or draft.negated:
            return
        lesson = scene.lessons.setdefault(course.key, Lesson())
        if draft.predicate in _TEACHING:
            lesson.others.append(subject)
        elif self._trains(draft):
            lesson.trainers.append(subject)
            for learner, first, last in lesson.learners:
                if learner is not subject:
                    yield Draft(subject, Predicate.TRAINS, learner, _RULE, first, last)
        elif draft.predicate is Predicate.ATTENDS and draft.rule in self._rules and subject.kind in _LEARNERS:
            if any(subject is one for one in (*lesson.others, *lesson.trainers)):
                return
            lesson.learners.append((subject, draft.first, draft.last))
            for trainer in lesson.trainers:
                yield Draft(trainer, Predicate.TRAINS, subject, _RULE, draft.first, draft.last)


def _key(draft: Draft) -> str:
    return draft.object if isinstance(draft.object, str) else draft.object.key
