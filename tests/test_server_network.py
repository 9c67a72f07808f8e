from __future__ import annotations

import json
import re

import httpx


def test_the_sentences_of_a_link_are_told_as_columns(served: str) -> None:
    page = httpx.get(f"{served}network/caricc").text
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    data = json.loads(match[1])
    assert not data["sentences"]
    told, links = data["nodes"]["id"], data["links"]
    for i in range(0, len(links["from"]), 20):
        asked = {
            "subject": told[links["from"][i]],
            "predicate": data["predicates"][links["predicate"][i]],
            "object": told[links["to"][i]],
            "modality": data["modalities"][links["modality"][i]],
        }
        found = httpx.get(f"{served}network/data", params=asked).json()
        assert found["evidence"]
        for sentence, begin, end, _ in found["evidence"]:
            assert 0 <= begin < end <= 2 * len(found["sentences"][sentence])


def test_what_is_not_there_is_told_as_such(served: str) -> None:
    assert httpx.get(f"{served}network/no-such-thing").status_code == 404
    hostile = {"subject": '> ; <x"', "predicate": "../a b", "object": "caricc", "modality": "asserted}"}
    answer = httpx.get(f"{served}network/data", params=hostile)
    assert answer.status_code == 200
    assert answer.json() == {"sentences": [], "bulletins": [], "evidence": []}
