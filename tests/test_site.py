from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from caricc_graph.pages import SiteError

if TYPE_CHECKING:
    from pathlib import Path

    from caricc_graph import Graph


@pytest.fixture(scope="module")
def site(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    sample_graph.site(out)
    return out


def test_every_way_leads_to_a_file_of_the_site(site: Path) -> None:
    broken = set()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for way in re.findall(r'(?:href|src)="([^"]*)"', text):
            path = way.split("#")[0]
            if path and not re.match(r"https?://", way):
                found = (page.parent / path).resolve()
                if not found.is_relative_to(site) or not found.is_file():
                    broken.add((page.name, way))
    assert broken == set()


def test_every_page_has_a_policy_that_asks_nothing_from_outside(site: Path) -> None:
    for page in site.rglob("*.html"):
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.read_text(encoding="utf-8"))
        assert policy, page
        assert "default-src" in policy[1]
        assert "http" not in policy[1]
        assert "unsafe" not in policy[1]


def test_names_of_files_are_plain(site: Path) -> None:
    for path in site.rglob("*"):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*(\.(html|js|css|svg|txt))?", path.name), path
    names = [str(path.relative_to(site)).lower() for path in site.rglob("*")]
    assert len(names) == len(set(names))


def test_the_same_graph_gives_the_same_bytes(site: Path, sample_graph: Graph, tmp_path: Path) -> None:
    sample_graph.site(tmp_path / "again")
    ours, theirs = (
        {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}
        for base in (site, tmp_path / "again")
    )
    assert ours == theirs


def test_a_site_replaces_a_site_and_nothing_else(site: Path, sample_graph: Graph, tmp_path: Path) -> None:
    out = tmp_path / "copy"
    shutil.copytree(site, out)
    (out / "entity" / "gone.html").write_text("from a build before", encoding="utf-8")
    sample_graph.site(out)
    assert not (out / "entity" / "gone.html").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(SiteError, match="name a new folder"):
        sample_graph.site(tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"
    with pytest.raises(SiteError):
        sample_graph.site(tmp_path / "mine" / "letter.txt")


def test_an_id_that_is_no_name_of_a_file_is_refused(tmp_path: Path) -> None:
    from caricc_graph.pages.site import _write

    for address in (
        "../out.html",
        "entity/../../out.html",
        "entity/a b.html",
        "/etc/out.html",
        "entity/.html",
        "entity/a\x00.html",
    ):
        with pytest.raises(SiteError):
            _write(tmp_path / "in", address, b"")
    assert list(tmp_path.rglob("*.html")) == []
