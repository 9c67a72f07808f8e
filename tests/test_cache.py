from __future__ import annotations

from typing import TYPE_CHECKING

from caricc_graph.authority import load
from caricc_graph.cache import Cache, decode, encode, key
from caricc_graph.corpus import read
from caricc_graph.extraction import Extractor
from conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = {"rules": "1", "authority": "2"}


def test_each_extraction_of_the_sample_comes_back_as_it_was() -> None:
    extractor = Extractor(load())
    for bulletin in read([SAMPLE]).bulletins:
        extraction = extractor.extract(bulletin)
        assert decode(encode(extraction)) == extraction


def test_only_what_is_kept_is_found(tmp_path: Path) -> None:
    bulletin = read([SAMPLE / "caricc-2026-precursors.html"]).bulletins[0]
    extraction = Extractor(load()).extract(bulletin)
    kept = key(bulletin, VERSIONS)
    cache = Cache(tmp_path / "cache.sqlite")
    cache.put([(kept, extraction), ("old", extraction)])
    cache.keep([kept])
    cache.close()
    cache = Cache(tmp_path / "cache.sqlite")
    assert cache.get(kept) == extraction
    assert cache.get("old") is None


def test_a_key_changes_with_rules_and_authority_files() -> None:
    bulletin = read([SAMPLE / "caricc-2026-precursors.html"]).bulletins[0]
    assert (
        len(
            {
                key(bulletin, VERSIONS),
                key(bulletin, {"rules": "2", "authority": "2"}),
                key(bulletin, {"rules": "1", "authority": "1"}),
            }
        )
        == 3
    )


def test_a_file_that_is_no_cache_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"no database at all" * 100)
    cache = Cache(path)
    assert cache.get("a") is None
    cache.close()


def test_an_entry_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "cache.sqlite"
    Cache(path).close()
    with sqlite3.connect(path) as base:
        base.executemany("INSERT INTO extraction VALUES (?, ?)", [("a", "{}"), ("b", "no json")])
    base.close()
    cache = Cache(path)
    assert cache.get("a") is None
    assert cache.get("b") is None
    cache.close()
