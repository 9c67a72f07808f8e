from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import caricc_graph
from caricc_graph.pages import Explorer
from caricc_graph.pages.assets import assets

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from caricc_graph import Graph

pytestmark = pytest.mark.browser
HOSTILE = (
    'The Director of CARICC M. Onerov (<script>window.hacked=1</script>) met in Almaty (</script><img src=x onerror="window.hacked=1">) '
    'with representatives of UNODC on 5 March 2021 "onmouseover="window.hacked=1" and <svg onload=window.hacked=1> thanked them.'
)


def opened(browser: Browser, path: Path, **context: object) -> tuple[Page, list[str]]:
    """Return a page that is open, and the list into which each request but its own goes."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, **context)  # type: ignore[arg-type] # a context's own options
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url) if request.url != path.as_uri() and not request.url.startswith("blob:") else None
        ),
    )
    page.on("console", lambda message: asked.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(path.as_uri())
    return page, asked


@pytest.fixture(scope="module")
def sample_page(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "network.html"
    path.write_text(sample_graph.page(sample_graph.network(focus=["CARICC"], hops=2), title="CARICC"), encoding="utf-8")
    return path


def press_link(page: Page, name: str) -> None:
    """Choose a link by its name in the table of what is visible."""
    page.get_by_role("tab", name="Links").click()
    page.locator("#edges button", has_text=name).first.click()


def count(page: Page) -> tuple[int, int]:
    """Return how many entities and links are drawn."""
    return page.locator("#network [role=button]").count(), page.locator("#network [data-layer=links] > g").count()


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    """Return the name and the content of a file that a person takes away."""
    page.locator("#downloads summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_the_page_asks_for_nothing_and_has_no_error(browser: Browser, sample_page: Path) -> None:
    page, asked = opened(browser, sample_page)
    entities, links = count(page)
    assert entities > 20
    assert links > 20
    assert f"{entities} entities, {links} links visible" in (page.locator("#counts").text_content() or "")
    assert asked == []


def test_a_click_on_a_link_shows_the_quote_inside_its_sentence(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    page.locator("#kinds input[value=Event]").uncheck()
    page.locator("#kinds input[value=Country]").uncheck()
    x, y, name = page.evaluate(
        """() => {
            for (const edge of caricc.visible().edges.filter((one) => one.link.predicate === "holdsPost")) {
                const path = document.querySelector(`[data-key="${edge.key}"] path`);
                const [point, frame] = [path.getPointAtLength(path.getTotalLength() * 0.6), path.getScreenCTM()];
                const spot = [point.x * frame.a + frame.e, point.y * frame.d + frame.f];
                if (document.elementFromPoint(...spot)?.closest(`[data-key="${edge.key}"]`)) return [...spot, edge.from.name];
            }
        }"""
    )
    page.mouse.click(x, y)
    panel = page.locator("#selection")
    assert panel.locator("h2").text_content() == "holds post"
    assert name in (panel.text_content() or "")
    block = panel.locator("blockquote").first
    quote, sentence = block.locator("mark").text_content() or "", block.locator("p").first.text_content() or ""
    assert quote
    assert quote in sentence
    assert "publisher" in (panel.locator(".note").first.text_content() or "")


def test_a_click_on_a_node_shows_names_posts_and_links_that_lead_on(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    page.fill("#search", "yazlyev")
    page.press("#search", "Enter")
    panel = page.locator("#selection")
    assert panel.locator("h2").text_content() == "Atageldi Ovezovich Yazlyyev"
    assert "A. Yazlyyev" in (panel.text_content() or "")
    assert "attested 2023-07-05" in (panel.text_content() or "")
    panel.get_by_role("button", name="holds post").first.click()
    assert panel.locator("h2").text_content() == "holds post"
    assert panel.locator("mark").count() >= 1


def test_the_legend_filters_kinds_and_links(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    nodes, links = count(page)
    page.locator("#kinds input[value=Event]").uncheck()
    page.locator("#predicates input[value=holdsPost]").uncheck()
    fewer_nodes, fewer_links = count(page)
    assert fewer_nodes < nodes
    assert fewer_links < links
    assert page.locator("#network [aria-label*=', Event,']").count() == 0
    for box in page.locator("#kinds input").all():
        box.uncheck()
    assert page.locator("#empty").is_visible()
    page.locator("#kinds input[value=Agency]").check()
    assert not page.locator("#empty").is_visible()
    page.locator("#confidence").fill("100")
    assert count(page)[1] < fewer_links


def test_links_come_and_go_with_their_dates(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    _, links = count(page)
    page.get_by_role("slider", name="To").focus()
    page.keyboard.press("Home")
    _, earliest = count(page)
    assert earliest < links
    page.locator("#undated").uncheck()
    _, dated = count(page)
    assert 0 < dated < earliest
    first = page.get_by_role("slider", name="From").get_attribute("aria-valuetext")
    assert page.locator("#span").text_content() == first
    page.get_by_role("slider", name="From").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator("#span").text_content() == first, "a handle passes the other"
    page.get_by_role("slider", name="To").focus()
    page.keyboard.press("End")
    assert count(page)[1] > dated


def test_what_is_only_planned_is_drawn_apart_and_on_demand(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    _, links = count(page)
    assert page.locator("#network path[stroke-linecap=round]").count() == 0
    page.get_by_label("only planned").check()
    apart = page.locator("#network path[stroke-linecap=round]").count()
    assert count(page)[1] == links + apart > links
    page.get_by_role("tab", name="Links").click()
    page.locator("#edges tr", has_text="planned").locator("button").first.click()
    assert "planned, not stated as a fact" in (page.locator("#selection").text_content() or "")


def test_nodes_are_hidden_and_expanded_by_mouse_and_by_key(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    nodes, _ = count(page)
    mark = page.locator("#network [aria-label*=', Agency, linked with']").nth(1)
    mark.locator("path").click(button="right", force=True)
    page.get_by_role("menuitem", name="Hide").click()
    assert count(page)[0] < nodes
    assert "hidden by you" in (page.locator("#counts").text_content() or "")
    page.get_by_role("button", name="Show hidden").click()
    assert count(page)[0] == nodes
    page.locator("#network [tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    moved = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert moved
    page.keyboard.press("f")
    near, _ = count(page)
    assert near < nodes
    assert page.locator("#selection h2").text_content() == moved.rsplit(", ", 2)[0]
    page.get_by_role("tab", name="Entities").click()
    assert page.locator("#items tbody tr").count() == near
    page.locator("#items tbody button").nth(1).focus()
    page.keyboard.press("h")
    assert count(page)[0] < near
    assert page.evaluate("document.activeElement.closest('#items') !== null"), "the focus stays in the table"
    page.keyboard.press("e")
    assert count(page)[0] >= near
    page.get_by_role("button", name="Overview").click()
    assert count(page)[0] == nodes


def test_the_tables_tell_what_is_drawn(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    page.locator("#kinds input[value=Event]").uncheck()
    nodes, links = count(page)
    page.get_by_role("tab", name="Entities").click()
    assert page.locator("#items tbody tr").count() == nodes
    page.get_by_role("tab", name="Links").click()
    assert page.locator("#edges tbody tr").count() == links


def test_search_finds_by_any_name_and_says_when_there_is_none(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    page.fill("#search", "caricc")
    assert (
        "Central Asian Regional Information and Coordination Centre" in page.locator("#found li").all_text_contents()[0]
    )
    page.fill("#search", "qqqq")
    assert page.locator("#found").text_content() == "No entity on this page has that name."


def test_what_is_visible_is_taken_away_in_each_form(browser: Browser, sample_page: Path, tmp_path: Path) -> None:
    page, asked = opened(browser, sample_page)
    page.locator("#kinds input[value=Event]").uncheck()
    nodes, links = count(page)

    name, picture = downloaded(page, "Picture (PNG)")
    assert name == "CARICC.png"
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") > 400

    _, drawing = downloaded(page, "Drawing (SVG)")
    svg = ET.fromstring(drawing)  # noqa: S314 - this page has written it
    assert len(svg.findall(".//{*}g[@data-layer='nodes']/{*}g")) == nodes
    assert not svg.findall(".//{*}script")

    _, table = downloaded(page, "Links (CSV)")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(rows) == links
    assert {row["modality"] for row in rows} == {"asserted"}
    assert "Event" not in {row["object_kind"] for row in rows}

    _, table = downloaded(page, "Entities (CSV)")
    assert len(list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))) == nodes

    _, gexf = downloaded(page, "Network for Gephi (GEXF)")
    root = ET.fromstring(gexf)  # noqa: S314 - this page has written it
    assert (len(root.findall(".//{*}node")), len(root.findall(".//{*}edge"))) == (nodes, links)
    assert any(edge.get("start") for edge in root.findall(".//{*}edge"))

    _, whole = downloaded(page, "Page of its own (HTML)")
    own = tmp_path / "own.html"
    own.write_bytes(whole)
    again, others = opened(browser, own)
    assert count(again) == (nodes, links)
    press_link(again, "holds post")
    assert again.locator("#selection mark").count() >= 1
    assert asked == others == []


def test_no_cell_is_a_formula(browser: Browser, sample_page: Path) -> None:
    page, _ = opened(browser, sample_page)
    cells = page.evaluate("""['=1+1', '+1+1', '@x', '-x', '-1.5', '\\t=1', 'a,"b"', ' =1'].map(caricc.cell)""")
    assert cells == ["'=1+1", "'+1+1", "'@x", "'-x", "-1.5", "'\t=1", '"a,""b"""', "' =1"]


def test_a_large_network_opens_folded_and_each_community_opens(
    browser: Browser, sample_graph: Graph, tmp_path: Path
) -> None:
    path = tmp_path / "all.html"
    network = sample_graph.network(limit=None)
    path.write_text(sample_graph.page(network), encoding="utf-8")
    page, asked = opened(browser, path)
    nodes, _ = count(page)
    assert nodes <= 150 < network.number_of_nodes()
    page.locator("#network [aria-label^='Community']").first.focus()
    page.keyboard.press("Enter")
    assert "linked more with each other" in (page.locator("#selection").text_content() or "")
    page.get_by_role("button", name="Open").click()
    assert nodes < count(page)[0] <= 150
    page.get_by_role("button", name="Overview").click()
    assert count(page)[0] == nodes
    page.fill("#search", "selec")
    page.press("#search", "Enter")
    assert count(page)[0] <= 150
    assert "further entities stand on this page" in (page.locator("#counts").text_content() or "")
    assert page.locator("#selection h2").text_content() == "Southeast European Law Enforcement Center"
    assert asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_in_light_and_dark(browser: Browser, sample_page: Path, scheme: str) -> None:
    page, asked = opened(browser, sample_page, color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, sample_page: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type] # one of two words
    page.goto(sample_page.as_uri())
    for tab in ("Selection", "Entities", "Links"):
        page.get_by_role("tab", name=tab).click()
        found = Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in {"serious", "critical"}]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in serious] == []


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
    page.get_by_role("tab", name="Links").click()
    for number in range(page.locator("#edges tbody tr").count()):
        page.get_by_role("tab", name="Links").click()
        page.locator("#edges tbody button").nth(number).click()
        assert page.locator("#selection blockquote").count() >= 1
    assert "<script>window.hacked=1</script>" in (page.locator("#selection").text_content() or "")
    page.fill("#search", "img")
    page.locator("#found button").first.click()
    _, whole = downloaded(page, "Page of its own (HTML)")
    _, drawing = downloaded(page, "Drawing (SVG)")
    (tmp_path / "own.html").write_bytes(whole)
    (tmp_path / "own.svg").write_bytes(drawing)
    for file in ("own.html", "own.svg"):
        page.goto((tmp_path / file).as_uri())
        page.wait_for_timeout(100)
        assert page.evaluate("window.hacked") is None
    page.goto(path.as_uri())
    assert page.locator("#selection img, #selection script, #found img").count() == 0
    assert page.locator("#selection a[href^='javascript']").count() == 0
    assert {one for one in asked if not one.startswith(("file:", "blob:"))} == set()


def test_the_servers_page_fetches_the_sentences_of_a_link_from_where_it_comes(
    browser: Browser, served: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text) if message.type in {"error", "warning"} else None)
    page.goto(f"{served}network/caricc")
    assert count(page)[0] > 20
    press_link(page, "holds post")
    page.locator("#selection mark").first.wait_for()
    assert any("network/data?" in url for url in asked)
    shown = count(page)
    _, whole = downloaded(page, "Page of its own (HTML)")
    assert {url for url in asked if not url.startswith((served, "blob:"))} == set()
    (tmp_path / "own.html").write_bytes(whole)
    own, others = opened(browser, tmp_path / "own.html")
    assert count(own) == shown
    assert others == []
    page.get_by_role("tab", name="Entities").click()
    page.locator("#items tbody button").first.click()
    page.get_by_role("link", name="All that is known of it").click()
    assert "/entity/" in page.url


def test_the_sites_page_works_from_files(browser: Browser, sample_graph: Graph, tmp_path: Path) -> None:
    explorer = Explorer(
        sample_graph.profiles, store=sample_graph.store, names=sample_graph.names, links=sample_graph.links, static=True
    )
    (tmp_path / "network").mkdir()
    (tmp_path / "assets").mkdir()
    path = tmp_path / "network" / "caricc.html"
    path.write_text(explorer.network("caricc", sentences=300), encoding="utf-8")
    for name, body in assets():
        (tmp_path / "assets" / name).write_bytes(body)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    shown = count(page)
    assert shown[0] > 20
    press_link(page, "holds post")
    assert page.locator("#selection mark").count() >= 1
    _, whole = downloaded(page, "Page of its own (HTML)")
    (tmp_path / "own.html").write_bytes(whole)
    own, _ = opened(browser, tmp_path / "own.html")
    assert count(own) == shown
    assert {url for url in asked if not url.startswith((tmp_path.as_uri(), "blob:"))} == set()


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
