from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

import caricc_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from caricc_graph import Graph

pytestmark = pytest.mark.browser
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = (
    'The Director of CARICC M. Onerov (<script>window.hacked=1</script>) met in Almaty (</script><img src=x onerror="window.hacked=1">) '
    'with representatives of UNODC on 5 March 2021 "onmouseover="window.hacked=1" and <svg onload=window.hacked=1> thanked them.'
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed; CI installs it and skips none")
    assert CHROMIUM is not None, "CI must have Chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, path: Path, **context: object) -> tuple[Page, list[str]]:
    """Return a page that is open, and the list into which each request but its own goes."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, **context)  # type: ignore[arg-type] # a context's own options
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url != path.as_uri() else None)
    page.on("console", lambda message: asked.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(path.as_uri())
    return page, asked


@pytest.fixture(scope="module")
def sample_page(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "network.html"
    path.write_text(sample_graph.page(sample_graph.network(focus=["CARICC"], hops=2), title="CARICC"), encoding="utf-8")
    return path


def click_link(page: Page, link: str) -> None:
    """Click in the middle of a link, as a person does; everything else is taken off the canvas first, so that nothing lies over it."""
    x, y = page.evaluate(
        """link => {
            const { network, edges, nodes } = window.caricc;
            const edge = edges.get(link);
            nodes.update(nodes.getIds().filter((id) => id !== edge.from && id !== edge.to).map((id) => ({ id, hidden: true })));
            nodes.update([edge.from, edge.to].map((id) => ({ id, hidden: false })));
            edges.update({ id: link, hidden: false });
            edges.update(edges.getIds().filter((id) => id !== link).map((id) => ({ id, hidden: true })));
            network.fit({ nodes: [edge.from, edge.to], animation: false });
            const places = network.getPositions([edge.from, edge.to]);
            const a = network.canvasToDOM(places[edge.from]), b = network.canvasToDOM(places[edge.to]);
            const frame = document.getElementById("network").getBoundingClientRect();
            return [frame.x + (a.x + b.x) / 2, frame.y + (a.y + b.y) / 2];
        }""",
        link,
    )
    page.mouse.click(x, y)


def test_the_page_asks_for_nothing_and_has_no_error(browser: Browser, sample_page: Path) -> None:
    page, asked = opened(browser, sample_page)
    page.wait_for_function("window.caricc")
    assert page.locator("#network canvas").count() == 1
    assert asked == []


def test_a_click_on_a_link_shows_the_quote_inside_its_sentence(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    data = json.loads(page.locator("#data").text_content() or "")
    link = next(one for one in data["links"] if one["predicate"] == "holdsPost" and one["to"] == "caricc")
    click_link(page, link["id"])
    first = link["sentences"][0]
    block = page.locator("#panel blockquote").first
    assert block.locator("mark").text_content() == first["quote"]
    assert block.locator("p").first.text_content() == first["before"] + first["quote"] + first["after"]
    assert (first["title"] or first["page"]) in (block.locator(".note").text_content() or "")


def test_a_click_on_a_node_shows_names_posts_and_links_that_lead_on(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    page.fill("#search", "yazlyev")
    page.press("#search", "Enter")
    panel = page.locator("#panel")
    assert panel.locator("h2").text_content() == "Atageldi Ovezovich Yazlyyev"
    assert "A. Yazlyyev" in (panel.text_content() or "")
    assert "attested 2023-07-05" in (panel.text_content() or "")
    panel.get_by_role("button", name="holds post").first.click()
    assert panel.locator("h2").text_content() == "holds post"
    assert panel.locator("mark").count() >= 1


def test_the_legend_filters_kinds_and_links(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    count = "() => [window.caricc.nodes.get({ filter: (n) => !n.hidden }).length, window.caricc.edges.get({ filter: (e) => !e.hidden }).length]"
    nodes, links = page.evaluate(count)
    page.locator("#kinds input[value=Event]").uncheck()
    page.locator("#predicates input[value=holdsPost]").uncheck()
    fewer_nodes, fewer_links = page.evaluate(count)
    assert fewer_nodes < nodes
    assert fewer_links < links
    for box in page.locator("#kinds input").all():
        box.uncheck()
    assert page.locator("#empty").is_visible()
    page.locator("#kinds input[value=Event]").check()
    assert not page.locator("#empty").is_visible()


def test_search_finds_by_any_name_and_says_when_there_is_none(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    page.fill("#search", "caricc")
    assert (
        "Central Asian Regional Information and Coordination Centre" in page.locator("#found li").all_text_contents()[0]
    )
    page.fill("#search", "qqqq")
    assert page.locator("#found").text_content() == "No entity on this page has that name."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_in_light_and_dark(browser: Browser, sample_page: Path, scheme: str) -> None:
    page, asked = opened(browser, sample_page, color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert asked == []


def test_hostile_text_stays_text(browser: Browser, tmp_path: Path) -> None:
    row = {
        "title": f"<script>window.hacked=1</script> {HOSTILE}",
        "date": "2021-03-05",
        "url": "javascript:window.hacked=1",
        "text": HOSTILE,
    }
    (tmp_path / "news.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    caricc_graph.build(tmp_path / "news.jsonl", out=tmp_path / "graph")
    path = tmp_path / "page.html"
    with caricc_graph.open(tmp_path / "graph") as graph:
        part = graph.network()
        for node, told in part.nodes(data=True):
            told["name"] = f"<img src=x onerror=window.hacked=1></script><script>window.hacked=1</script>{node}"
        assert part.number_of_edges() > 0
        path.write_text(graph.page(part, title="</title><script>window.hacked=1</script>"), encoding="utf-8")
    page, asked = opened(browser, path)
    data = json.loads(page.locator("#data").text_content() or "")
    for link in data["links"]:
        click_link(page, link["id"])
        assert page.locator("#panel blockquote").count() >= 1
    assert "<script>window.hacked=1</script>" in (page.locator("#panel").text_content() or "")
    page.fill("#search", "img")
    page.locator("#found button").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#panel img, #panel script, #found img").count() == 0
    assert page.locator("#panel a[href^='javascript']").count() == 0
    assert asked == []


def test_a_notebook_shows_a_network_in_a_frame_that_reaches_nothing(
    browser: Browser, sample_graph: Graph, tmp_path: Path
) -> None:
    frame = sample_graph.network(focus=["CARICC"], limit=10)._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>notebook</title>{frame}", encoding="utf-8")
    page, asked = opened(browser, path)
    inner = page.frames[1]
    inner.wait_for_selector("#network canvas, #network svg")
    assert inner.evaluate("window.origin") == "null"
    assert not [one for one in asked if not one.startswith(("about:", "data:"))]
