"""Lessons: who arranges a course trains those who are said to learn there, unless others are said to teach: then these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.extraction.frames import Draft
from caricc_graph.extraction.scene import Lesson
from caricc_graph.model import Kind, Modality, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caricc_graph.extraction.fillers import Reading
    from caricc_graph.extraction.lexicon import Lexicon
    from caricc_graph.extraction.scene import Scene

_RULE = "learnt-at-course"
_CLASS = 9
_BESIDE = "jointly"
_TRAINERS = frozenset({Kind.AGENCY, Kind.PROGRAMME})
_LEARNERS = frozenset({Kind.AGENCY, Kind.COUNTRY})
_PRESENT = frozenset({Predicate.SPEAKS_AT, Predicate.CHAIRS, Predicate.SUPPORTS, Predicate.FUNDS, Predicate.HOSTS})


class Lessons:
    """Gathers what a bulletin tells of its courses, and joins at its end who arranges one and who learns there."""

    def __init__(self, lexicon: Lexicon) -> None:
        spec = lexicon.files["frames"]["learning"]
        self._courses = frozenset(spec["courses"])
        self._learning = frozenset(spec["rules"])
        self._teaching = frozenset(spec["teaching"])
        self._attending = frozenset(spec["attending"])
        self._watching, self._watched = frozenset(spec["watching"]), frozenset(spec["watched"])

    def note(self, drafts: Sequence[Draft], reading: Reading) -> None:
        """Keep what the claims of a sentence say of courses; guests of an opening and observers learn nothing there."""
        scene = reading.scene
        watched = any(chunk.norm in self._watching for chunk in reading.chunks)
        scene.trained |= {(one.subject.key, _key(one)) for one in drafts if one.predicate is Predicate.TRAINS}
        teachers = any(one.predicate is Predicate.TRAINS for one in drafts)
        for draft in drafts:
            course = draft.object
            if not isinstance(course, str) and course.event_kind in self._courses and _is_fact(draft):
                self._add(draft, scene.lessons.setdefault(course.key, Lesson()), teachers=teachers, watched=watched)

    def _add(self, draft: Draft, lesson: Lesson, *, teachers: bool, watched: bool) -> None:
        subject = draft.subject
        lesson.taught = lesson.taught or teachers or draft.rule in self._teaching
        guest = watched and draft.predicate is Predicate.ATTENDS and draft.rule in self._watched
        if draft.predicate in _PRESENT or guest:
            lesson.others.append(subject)
        elif draft.predicate is Predicate.ORGANIZES and subject.kind in _TRAINERS and draft.rule != _BESIDE:
            lesson.trainers.append(subject)
        elif draft.predicate is Predicate.ATTENDS and draft.rule in self._teaching and subject.kind in _LEARNERS:
            lesson.teachers.append(subject)
        elif draft.predicate is Predicate.ATTENDS and draft.rule in self._learning and subject.kind in _LEARNERS:
            there = lesson.attending if draft.rule in self._attending else lesson.learners
            there.append((subject, draft.first, draft.last))

    def read(self, scene: Scene) -> Iterator[Draft]:
        """Yield who trains whom by all that the bulletin told; it rests on what tells of those who learn, and of a crowd nobody is said to."""
        for lesson in scene.lessons.values():
            learners = [*lesson.learners, *(lesson.attending if lesson.taught else [])]
            present = {one.key for one in (*lesson.others, *lesson.trainers, *lesson.teachers)}
            crowd = len({learner.key for learner, _, _ in learners}) > _CLASS
            for trainer in [] if crowd else lesson.teachers if lesson.taught else lesson.trainers:
                for learner, first, last in learners:
                    if learner.key not in present and (trainer.key, learner.key) not in scene.trained:
                        yield Draft(trainer, Predicate.TRAINS, learner, _RULE, first, last)


def _is_fact(draft: Draft) -> bool:
    return draft.modality is Modality.ASSERTED and not draft.negated


def _key(draft: Draft) -> str:
    return draft.object if isinstance(draft.object, str) else draft.object.key
