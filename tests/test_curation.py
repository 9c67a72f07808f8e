from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.cache import decode
from caricc_graph.curation import Curation, CurationError, Decision, Named, Verb, append, decision, load, ordered
from caricc_graph.model import Kind, Modality, Predicate, Referent
from caricc_graph.resolution import resolve
from test_resolution import announcement_extractions, claim, extractions, known, referent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caricc_graph import Graph
    from caricc_graph.model import Claim, Resolution, Statement

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], include_characters=' "\\'), max_size=20
)
ids = st.lists(st.from_regex(r"[0-9a-z-]{1,16}", fullmatch=True), min_size=1, max_size=3).map(tuple)


@given(ids, ids, words.map(str.strip), words.map(str.strip))
def test_a_decision_is_read_as_it_is_written(
    one: tuple[str, ...], other: tuple[str, ...], name: str, reason: str
) -> None:
    for verb in Verb:
        end = Named((), name or "x") if verb is Verb.ALIAS else Named(other, name)
        link = ("attends", Named(("b1",), name or "x")) if verb is Verb.LINK else ("", None)
        other_end = None if verb in {Verb.REJECT, Verb.ACCEPT} else end
        made = ordered(Decision(verb, Named(one, name), other_end, reason, 0, *link))
        assert decision(str(made)) == made


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("equal a as b", "'equal' is no decision; a line begins with one of same, different, alias, reject, accept"),
        ("same a", 'write `same ID "A. Name" as ID "Anna Name" -- why`'),
        ("same a from b", "write `same ID"),
        ("different a as b", "write `different ID"),
        ("alias a called b", "write `alias ID"),
        ('alias a "b"', "write `alias ID"),
        ("reject", "write `reject STATEMENT"),
        ('accept a as "b"', "write `accept STATEMENT"),
        ('same "A" as "B"', "write `same ID"),
        ("link a attends b in c", "write `link ID"),
        ('link a "attends" b in c "words"', "write `link ID"),
    ],
)
def test_a_line_that_is_no_decision_is_told_by_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "mine.txt").write_text(f"# mine\n\nreject a\n{line}\n", encoding="utf-8")
    with pytest.raises(CurationError, match=r"^mine\.txt:4: ") as caught:
        load(tmp_path / "mine.txt")
    assert message in str(caught.value)


def test_a_file_that_is_none_is_told_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(CurationError, match="no such file of decisions; check the path"):
        load(tmp_path / "none.txt")
    with pytest.raises(CurationError, match="a folder"):
        load(tmp_path)
    (tmp_path / "latin.txt").write_bytes("reject a\nreject é\n".encode("latin-1"))
    with pytest.raises(CurationError, match=r"latin\.txt:2: not UTF-8"):
        load(tmp_path / "latin.txt")
    with pytest.raises(CurationError, match="can't be written"):
        append(tmp_path / "none" / "c.txt", decision("reject a"))


def test_a_decision_is_written_once_whatever_its_reason_and_the_order_of_its_ends(tmp_path: Path) -> None:
    file = tmp_path / "c.txt"
    assert append(file, decision('same a|c "A" as b "B" -- why'))
    for again in ("same a as b", "same b as c", 'same a|c "A" as b "B" -- another reason'):
        assert not append(file, decision(again))
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    assert append(file, decision("different a from d"))
    assert append(file, decision('alias a called "One"'))
    assert append(file, decision('alias a called "Two"'))
    for line in ('link a attends b in c "so"', 'link a chairs b in c "so"', 'link a attends b in c "and so"'):
        assert append(file, decision(line))
        assert not append(file, decision(f"{line} -- another reason"))
    comment, *lines = file.read_text(encoding="utf-8").splitlines()[:5]
    assert comment.startswith("# ")
    assert lines == [
        'same a|c "A" as b "B" -- why', "different a from d", 'alias a called "One"', 'alias a called "Two"',
    ]  # fmt: skip


def test_the_version_of_decisions_is_that_of_what_they_say(tmp_path: Path) -> None:
    lines = ["reject a", 'same b "B" as c -- why', "accept d"]
    versions = set()
    for number, order in enumerate(itertools.permutations(lines)):
        (tmp_path / f"{number}.txt").write_text("\n# note\n".join((*order, order[0])), encoding="utf-8")
        versions.add(load(tmp_path / f"{number}.txt").version)
    assert len(versions) == 1
    assert versions != {curated(*lines[:2]).version}
    assert curated().version == ""


def curated(*lines: str) -> Curation:
    made = {str(one): one for one in (decision(text, line=number) for number, text in enumerate(lines, 1))}
    return Curation("c.txt", tuple(made[text] for text in sorted(made)))


def resolved(referents: Sequence[Referent], claims: Sequence[Claim], *lines: str) -> Resolution:
    return resolve(extractions(referents, claims), known(), curated(*lines))


def entities(resolution: Resolution) -> set[frozenset[str]]:
    """Return which referents are one."""
    return {frozenset(entity.members) for entity in resolution.entities}


def person(key: str, name: str) -> Referent:
    return referent(key, Kind.OFFICIAL, name)


BERG = [
    person("b1-p", "Anna Berg"),
    person("b2-p", "Anna Karimova"),
    person("b3-p", "Berg Anna"),
    person("b4-p", "Karimova Anna"),
]


def test_what_a_reader_says_is_one_is_one_and_takes_in_both_names() -> None:
    line = "same b1-p as b2-p -- she married"
    assert len(resolved(BERG, []).entities) == 2
    resolution = resolved(BERG, [], line)
    (entity,) = resolution.entities
    assert set(entity.members) == {"b1-p", "b2-p", "b3-p", "b4-p"}
    assert [(m.left, m.right, m.reason) for m in entity.merges if m.rule == "curation"] == [("b1-p", "b2-p", line)]
    assert len(entity.merges) == 3
    assert resolution.decisions == (line,)
    assert resolution.warnings == ()


def test_two_people_made_one_keep_every_name_that_either_had(sample_graph: Graph, sample_folder: Path) -> None:
    with closing(sqlite3.connect(sample_folder / "cache.sqlite")) as cache:
        read = [decode(made) for (made,) in cache.execute("SELECT made FROM extraction")]
    before = resolve(read, known())
    for kind in (Kind.OFFICIAL, Kind.AGENCY, Kind.EVENT):
        largest = sorted((e for e in before.entities if e.kind is kind), key=lambda e: (-len(e.members), e.id))[:8]
        for one, other in itertools.pairwise(largest):
            made = sample_graph.decide(Verb.SAME, one.id, other.id)
            after = resolve(read, known(), curated(str(made)))
            found = next(members for members in entities(after) if one.members[0] in members)
            assert {m for m in found if m in dict(before.mentions)} == {*one.members, *other.members}
            assert len(after.entities) == len(before.entities) - 1


def test_a_third_name_joins_only_what_it_agrees_with() -> None:
    other = person("b5-p", "Anna Orlova")
    assert frozenset({"b5-p"}) in entities(resolved([*BERG, other], [], "same b1-p as b2-p"))


def test_posts_in_two_states_are_one_persons_where_a_reader_says_so() -> None:
    referents = [
        person("b1-p", "Anvar Karimov"), referent("b1-c", Kind.COUNTRY, "Qwaland"),
        person("b2-p", "Anvar Karimov"), referent("b2-c", Kind.COUNTRY, "Zorvia"),
    ]  # fmt: skip
    claims = [claim(f"b{i}-p", Predicate.HOLDS_POST, f"b{i}-c", qualifiers=(("post", "Minister"),)) for i in (1, 2)]
    assert frozenset({"b1-p", "b2-p"}) not in entities(resolved(referents, claims))
    assert frozenset({"b1-p", "b2-p"}) in entities(resolved(referents, claims, "same b1-p as b2-p"))


def test_two_entries_of_authority_files_are_one_and_answer_to_both_ids() -> None:
    referents = [
        Referent(f"b{i}-a", f"b{i}", Kind.AGENCY, key.upper(), (key.upper(),), authority=key)
        for i, key in enumerate(("caricc", "selec", "selec"))
    ]
    resolution = resolved(referents, [], "same caricc as selec")
    (entity,) = resolution.entities
    assert (entity.id, set(entity.members)) == ("caricc", {"b0-a", "b1-a", "b2-a", "selec"})


def test_what_a_reader_says_is_two_stays_two_and_nothing_bridges_it() -> None:
    referents = [person(f"b{i}-p", "Anvar Karimov") for i in range(4)]
    assert len(resolved(referents, []).entities) == 1
    resolution = resolved(referents, [], "different b0-p from b3-p")
    assert len(resolution.entities) == 2
    assert all(not {"b0-p", "b3-p"} <= one for one in entities(resolution))
    assert resolution.decisions == ("different b0-p from b3-p",)


def test_a_name_wrongly_taken_for_an_entry_is_set_apart_from_it() -> None:
    referents = [Referent(f"b{i}-a", f"b{i}", Kind.AGENCY, "Centre", ("Centre",), authority="caricc") for i in range(3)]
    resolution = resolved(referents, [], "different caricc from b0-a", "different caricc from b1-a")
    assert {(entity.id, entity.members) for entity in resolution.entities} == {
        ("caricc", ("b2-a",)),
        ("b0-a", ("b0-a", "b1-a")),
    }
    assert resolution.warnings == ()
    alone = resolved(referents[:1], [], "different caricc from b0-a")
    assert ([entity.id for entity in alone.entities], alone.warnings) == (["b0-a"], ())


def test_of_two_parts_of_an_entry_the_larger_keeps_its_id() -> None:
    referents = [Referent(f"b{i}-a", f"b{i}", Kind.AGENCY, "Centre", ("Centre",), authority="caricc") for i in range(3)]
    resolution = resolved(referents, [], "different b0-a from b2-a")
    assert {entity.id: entity.members for entity in resolution.entities} == {
        "caricc": ("b0-a", "b1-a"),
        "b2-a": ("b2-a",),
    }


def test_a_name_that_a_reader_gives_takes_in_those_who_bear_it() -> None:
    referents = [
        referent("b1-a", Kind.AGENCY, "Northern Glass Office"), referent("b2-a", Kind.AGENCY, "Glassworks"),
        referent("b3-a", Kind.AGENCY, "The Glassworks"), referent("b4-r", Kind.PROGRAMME, "Glassworks"), person("b5-p", "Glassworks"),
    ]  # fmt: skip
    line = 'alias b1-a "Northern Glass Office" called "Glassworks"'
    resolution = resolved(referents, [], line)
    joined = next(entity for entity in resolution.entities if entity.kind is Kind.AGENCY)
    assert joined.members == ("b1-a", "b2-a", "b3-a")
    assert {merge.reason for merge in joined.merges} == {line}
    unused = resolved(referents[:1], [], line).entities[0]
    assert (unused.name, unused.aliases) == ("Northern Glass Office", ("Glassworks",))


def test_a_name_that_only_describes_takes_in_nobody() -> None:
    referents = [referent(f"b{i}-e", Kind.EVENT, "seminar", event_kind="seminar") for i in range(3)]
    assert len(resolved(referents, [], 'alias b0-e called "seminar"').entities) == 3


def test_a_name_does_not_take_in_what_an_authority_file_knows_as_another() -> None:
    other = Referent("b2-a", "b2", Kind.AGENCY, "SELEC", ("SELEC",), authority="selec")
    office = Referent("b1-a", "b1", Kind.AGENCY, "CARICC", ("CARICC",), authority="caricc")
    resolution = resolved([office, other], [], 'alias caricc called "SELEC"')
    assert len(resolution.entities) == 2


def test_a_name_given_to_two_joins_nobody_and_is_told() -> None:
    referents = [
        referent(f"b{i}-a", Kind.AGENCY, name) for i, name in enumerate(("Glass Office", "Grain Office", "GO7"))
    ]
    resolution = resolved(referents, [], 'alias b0-a called "GO7"', 'alias b1-a called "GO7"')
    assert len(resolution.entities) == 3
    assert resolution.warnings == (
        "c.txt:1: joins nobody: line 2 gives 'GO7' to another",
        "c.txt:2: joins nobody: line 1 gives 'GO7' to another",
    )


SPEECH = [
    referent("b1-a", Kind.AGENCY, "Glass Office"),
    referent("b1-e", Kind.EVENT, "Forum on Quiet Borders", event_kind="forum"),
]


def one_of(resolution: Resolution, predicate: Predicate) -> Statement:
    (found,) = [statement for statement in resolution.statements if statement.predicate is predicate]
    return found


def test_a_statement_is_rejected_or_accepted_with_the_readers_reason() -> None:
    told = claim("b1-a", Predicate.ATTENDS, "b1-e")
    key = one_of(resolved(SPEECH, [told]), Predicate.ATTENDS).id
    rejected = resolved(SPEECH, [told], f"reject {key} -- misread")
    assert one_of(rejected, Predicate.ATTENDS).rejected == "misread"
    assert rejected.rejected == (("rejected by a reader", 1),)
    accepted = one_of(resolved(SPEECH, [told], f"accept {key}"), Predicate.ATTENDS)
    assert (accepted.accepted, accepted.confidence, accepted.rejected) == ("accepted by a reader", 1.0, "")


def test_a_decision_follows_its_claims_into_a_statement_of_another_id() -> None:
    told = claim("b1-a", Predicate.ATTENDS, "b1-e")
    before = one_of(resolved(SPEECH, [told]), Predicate.ATTENDS)
    line = f"reject {before.id}|{before.claims[0]} -- misread"
    earlier = [referent("a0-a", Kind.AGENCY, "Glass Office"), *SPEECH]
    after = one_of(resolved(earlier, [told], line), Predicate.ATTENDS)
    assert after.id != before.id
    assert after.rejected == "misread"
    assert one_of(resolved(earlier, [told]), Predicate.ATTENDS).rejected == ""


def test_a_decision_about_a_statement_outlasts_another_span_of_its_words() -> None:
    told = claim("b1-a", Predicate.ATTENDS, "b1-e")
    moved = replace(told, id="moved", evidence=replace(told.evidence, start=3, end=9))
    assert (
        one_of(resolved(SPEECH, [told]), Predicate.ATTENDS).claims
        == one_of(resolved(SPEECH, [moved]), Predicate.ATTENDS).claims
    )


def test_nothing_follows_from_an_announcement_that_a_reader_rejects() -> None:
    bare = resolve(announcement_extractions(), known())
    planned = next(s for s in bare.statements if s.predicate is Predicate.HELD_ON and s.modality is Modality.PLANNED)
    inferred = next(s for s in bare.statements if s.predicate is Predicate.HELD_ON and s.inferred)
    after = resolve(announcement_extractions(), known(), curated(f"reject {planned.id}"))
    assert [s.predicate for s in after.statements if s.inferred] == [Predicate.HELD_AT]
    for key in (inferred.id, f"gone|{inferred.claims[0]}"):
        after = resolve(announcement_extractions(), known(), curated(f"reject {key}"))
        assert [s.inferred for s in after.statements if s.rejected] == [True]
        assert after.warnings == ()


@pytest.mark.parametrize(
    ("lines", "warning"),
    [
        (['same gone|lost "A. Gone" as b1-p'], "c.txt:1: no longer applies: nothing in these bulletins has the id gone (A. Gone)"),
        (["different b1-p from gone"], "c.txt:1: no longer applies: nothing in these bulletins has the id gone (no name)"),
        (['alias gone called "X"'], "c.txt:1: no longer applies"),
        (["reject gone|lost"], "c.txt:1: no longer applies: no statement has the id gone"),
        (["accept gone"], "c.txt:1: no longer applies: no statement has the id gone"),
        (['same b1-p "Otto Berg" as b2-p'], "c.txt:1: no longer applies: b1-p is now 'Anna Berg', not 'Otto Berg'; decide anew"),
        (["same b1-p as b1-a"], "c.txt:1: left out: one is of kind Agency, the other Official"),
        (["different b1-p from b1-p"], "c.txt:1: contradicts itself: b1-p stands on both sides"),
        (["same b1-p as b2-p", "different b2-p from b1-p"], "c.txt:1: left out: line 2 keeps them apart"),
        (["same b2-p as b4-p", "different b1-p from b4-p", "same b1-p as b2-p"], "c.txt:1: left out: line 2 keeps them apart"),
        (["accept S", "reject S"], "c.txt:1: left out: line 2 rejects the same statement"),
    ],
)  # fmt: skip
def test_a_decision_that_does_not_apply_or_contradicts_another_is_told_by_line(lines: list[str], warning: str) -> None:
    referents, claims = [*BERG, *SPEECH], [claim("b1-a", Predicate.ATTENDS, "b1-e")]
    key = one_of(resolved(referents, claims), Predicate.ATTENDS).id
    lines = [line.replace("S", key) if " S" in line else line for line in lines]
    resolution = resolved(referents, claims, *lines)
    assert [text for text in resolution.warnings if text.startswith(warning)] == list(resolution.warnings)
    assert len(resolution.warnings) == 1
    left_out = lines[int(warning.split(":")[1]) - 1]
    assert str(decision(left_out)) not in resolution.decisions
    assert set(resolution.decisions) == {str(decision(line)) for line in lines if line != left_out}


def test_the_second_id_of_a_decision_stands_in_for_the_first() -> None:
    resolution = resolved(BERG, [], 'same gone|b1-p "A. Gone" as lost|b2-p')
    assert (len(resolution.entities), resolution.warnings) == (1, ())


def test_the_order_of_lines_makes_no_difference() -> None:
    lines = [
        "same b1-p as b2-p", "same b2-p as b5-p", "different b5-p from b1-p", 'alias b1-p called "Orlova Anna"',
        "different b3-p from b4-p", "same b3-p as b4-p",
    ]  # fmt: skip
    referents = [*BERG, person("b5-p", "Otto Zorn"), person("b6-p", "Orlova Anna")]
    made = set()
    for order in itertools.permutations(lines):
        resolution = resolved(referents, [], *order)
        made.add((resolution.entities, resolution.statements, resolution.decisions, len(resolution.warnings)))
    assert len(made) == 1


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ('link b1-a attends b1-a2 in b1 "they met"', "left out: attends leads to Event, not Agency"),
        ('link b1-a likes b1-e in b1 "they met"', "left out: 'likes' is no predicate"),
        ('link b1-a attends b1-e in b1 "they danced"', "no longer applies: no bulletin b1 says 'they danced'"),
        ('link b1-a attends b1-e in b9 "they met"', "no longer applies: no bulletin b9 says 'they met'"),
        ('link b1-a attends b1-e in b1 "..."', "no longer applies: no bulletin b1 says '...'"),
        ('link b7-a attends b1-e in b1 "they met"', "no longer applies: nothing in these bulletins has the id b7-a"),
    ],
)
def test_a_link_that_does_not_apply_is_told_by_line(line: str, warning: str) -> None:
    ends = [*SPEECH, referent("b1-a2", Kind.AGENCY, "Other Office")]
    texts = {"b1": "In Almaty they\n met. Then they left."}
    found = resolve(extractions(ends, []), known(), curated(line), texts=texts)
    assert found.statements == ()
    assert [warning in text for text in found.warnings] == [True]
    added = resolve(
        extractions(ends, []), known(), curated('link b1-a attends b1-e in b1 "THEY met" -- why'), texts=texts
    )
    (evidence,) = one_of(added, Predicate.ATTENDS).evidences
    assert (evidence.quote, texts["b1"][evidence.sentence_start : evidence.sentence_end]) == (
        "they\n met",
        "In Almaty they\n met.",
    )
    assert added.warnings == ()
