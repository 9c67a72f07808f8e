from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import caricc_graph
from conftest import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from caricc_graph import Graph

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page on the first address of the server; a request to anywhere else, or an error of a script, fails the test."""
    yield from watched(browser, served)


def watched(browser: Browser, begin: str, **options: object) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)  # type: ignore[arg-type] # a context's own options
    page = context.new_page()
    page.set_default_timeout(15_000)
    wrong: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith((begin, "blob:")) else wrong.append(asked.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.goto(f"{begin}index.html" if begin.startswith("file:") else begin)
    yield page
    context.close()
    assert wrong == []


def choose(page: Page, field: str, name: str) -> None:
    """Type a name into a field and take the first that is offered, with the keyboard."""
    box = page.get_by_label(field, exact=True)
    box.fill("")
    box.press_sequentially(name)
    page.locator(".offers:not([hidden]) [role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")


def test_who_directed_caricc_when(page: Page) -> None:
    choose(page, "A body, person, programme, event, place …", "CARICC")
    page.get_by_role("heading", level=1, name="Central Asian Regional Information and Coordination Centre").wait_for()
    page.get_by_role("link", name="Posts", exact=True).click()
    held = page.locator("section", has=page.get_by_role("heading", name="Posts over time")).locator("> ol > li")
    directors = [text for text in held.all_inner_texts() if ": Director" in text]
    told = " ".join(directors)
    for name, day in (
        ("Beksultan Sarsekov", "2008-08-22"),
        ("Grigory Borisovich Pustovitov", "2018"),
        ("Atageldi Ovezovich Yazlyyev", "2023-07-05"),
    ):
        assert name in told
        assert day in told
    line = held.filter(has_text="Beksultan Sarsekov").first
    line.locator("summary").click()
    quote = line.locator("blockquote").first
    assert "Sarsekov" in (quote.locator("mark").text_content() or "")
    sentence = quote.locator("p").first.inner_text()
    quote.get_by_role("link", name="read in its bulletin").click()
    marked = page.locator(".sentence:target")
    assert " ".join(marked.inner_text().split()) == " ".join(sentence.split())


def test_how_two_are_linked_with_the_sentences(page: Page) -> None:
    page.get_by_role("link", name="Paths").click()
    page.wait_for_url("**/path")
    choose(page, "from", "FIIAPP")
    choose(page, "to", "GCC drug")
    page.get_by_role("button", name="Find chains").click()
    page.wait_for_url("**/path?*")
    chain = page.get_by_role("article").first
    stops = chain.locator(".stop").all_inner_texts()
    assert "FIIAPP" in stops[0] or "Ibero-American" in stops[0]
    assert "Gulf Cooperation Council" in stops[-1]
    page.get_by_role("button", name="Show all sentences").click()
    steps = chain.locator(".step")
    assert steps.count() == len(stops) - 1
    for number in range(steps.count()):
        assert steps.nth(number).locator("blockquote mark").first.is_visible()


def test_which_events_two_attended_both(page: Page) -> None:
    page.get_by_role("link", name="Paths").click()
    page.wait_for_url("**/path")
    choose(page, "from", "UNODC")
    choose(page, "to", "RATS")
    page.get_by_role("button", name="Find chains").click()
    page.wait_for_url("**/path?*")
    page.get_by_role("link", name="All that links the two").click()
    year = page.get_by_role("region", name="2023")
    year.get_by_role("link", name="third regional conference on the Counter-Terrorism Early Warning Network").wait_for()
    assert year.inner_text().count("attends") >= 2
    year.locator("summary").first.click()
    year.locator("blockquote mark").first.wait_for()


def test_what_is_only_planned(page: Page) -> None:
    choose(page, "Search all names", "CARICC")
    page.get_by_role("link", name="Only planned or said").click()
    apart = page.locator("section.apart")
    assert apart.get_by_role("heading", name="Only planned, recommended or quoted").is_visible()
    planned = apart.locator("li.line", has_text="planned only")
    assert planned.count() > 0
    planned.first.locator("summary").click()
    assert planned.first.locator("blockquote mark").is_visible()
    assert page.locator("main > section:not(.apart) li.line", has_text="planned only").count() == 0


def test_a_citation_is_taken_away(browser: Browser, served: str) -> None:
    for page in watched(browser, served, permissions=["clipboard-read", "clipboard-write"]):
        page.goto(f"{served}entity/caricc")
        line = page.locator("li.line", has=page.locator("blockquote")).first
        line.locator("summary").first.click()
        line.get_by_role("link", name="cite").first.click()
        cited = page.locator(".cited li:target")
        cited.get_by_role("button", name="Copy citation").click()
        cited.get_by_role("button", name="Copied").wait_for()
        plain = page.evaluate("navigator.clipboard.readText()")
        assert plain == cited.locator(".citation").inner_text()
        assert "“" in plain
        cited.get_by_text("BibTeX", exact=True).click()
        cited.get_by_role("button", name="Copy BibTeX").click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('@misc{'))")


def test_search_by_keyboard_tells_what_it_offers(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    box = page.get_by_role("combobox", name="Search all names")
    box.focus()
    page.keyboard.type("yazly")
    page.locator(".offers:not([hidden])").wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert "official" in page.locator(f"#{active}").inner_text()
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Atageldi Ovezovich Yazlyyev").wait_for()


def test_a_question_asked_by_form(page: Page) -> None:
    page.get_by_role("link", name="Questions", exact=True).click()
    page.get_by_role("link", name="Who held posts in a body").click()
    page.wait_for_url("**/question/*")
    choose(page, "body", "SELEC")
    page.get_by_label("title").fill("")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/post-holders?body=selec")
    assert page.get_by_label("body", exact=True).input_value() == "Southeast European Law Enforcement Center"
    row = page.locator("table.answers tbody tr", has_text="Snejana Maleeva").first
    row.locator("summary").first.click()
    assert row.locator("blockquote mark").first.is_visible()
    page.get_by_text("Show the query").click()
    page.get_by_role("link", name="Open in the editor").click()
    assert "org:postIn" in page.get_by_label("Query").input_value()


def test_the_editor_runs_and_tells_an_error_at_its_line(page: Page) -> None:
    page.get_by_role("link", name="SPARQL").click()
    page.wait_for_url("**/sparql-editor")
    page.get_by_role("button", name="Run").click()
    table = page.locator("#rows table")
    table.wait_for()
    assert table.locator("tbody tr").count() == 20
    assert table.locator("tbody a").first.get_attribute("href") == "entity/caricc"
    page.get_by_label("Query").fill("SELECT ?s\nWHERE {\n  ?s ?p }}\n")


def test_the_editor_marks_a_wrong_line(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}sparql-editor")
    page.get_by_label("Query").fill("SELECT ?s\nWHERE {\n  ?s ?p \n}")
    page.keyboard.press("Control+Enter")
    page.locator("#told.error").wait_for()
    line = page.locator("#numbers .wrong").inner_text()
    assert line.strip().startswith("▶")
    assert f"line {line.strip().removeprefix('▶')}" in page.locator("#told").inner_text()
    page.close()


def test_a_bulletin_shows_what_a_sentence_states(page: Page, sample_graph: Graph) -> None:
    bulletin = next(one for one in sample_graph.profiles.bulletins(limit=100) if one.statements > 5)
    page.goto(f"{page.url}bulletin/{bulletin.id}")
    number = page.locator("a.claims").first
    number.hover()
    assert page.locator(".of-sentence.on").count() == 1
    number.click()
    told = page.locator(".of-sentence:focus")
    sentence = page.locator(f"[data-sentence='{told.get_attribute('data-claims')}']")
    assert (told.locator("mark").first.text_content() or "") in (sentence.text_content() or "")
    assert "confidence" in told.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["index", "entity/caricc", "question/post-holders", "question/co-participants", "path?one=FIIAPP&other=GCC-CIC", "sparql-editor", "coverage", "measures", "timeline/sco-rats", "bulletin"])  # fmt: skip
def test_no_serious_fault_for_those_who_cannot_see_well(
    browser: Browser, served: str, sample_graph: Graph, scheme: str, address: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    if address == "bulletin":
        address = f"bulletin/{sample_graph.profiles.all_bulletins()[0]}"
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page.goto(f"{served}{address}")
    page.evaluate("document.querySelectorAll('details').forEach((one, i) => { if (i < 40) one.open = true; })")
    found = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in SERIOUS
    ]
    page.close()
    assert found == []


@pytest.mark.parametrize("address", ["index", "entity/caricc", "question/chains", "links/caricc/attends/1", "path?one=FIIAPP&other=GCC-CIC", "coverage", "measures", "timeline/caricc", "sparql-editor"])  # fmt: skip
def test_a_phone_shows_a_page_without_scrolling_sideways(browser: Browser, served: str, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served}{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.fixture(scope="module")
def site(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    sample_graph.site(out)
    return out


def test_the_site_works_from_files_with_its_search(browser: Browser, site: Path) -> None:
    for page in watched(browser, f"{site.as_uri()}/"):
        for typed, name in (
            ("карикк", ""),
            ("sarsek", "Beksultan Sarsekov"),
            ("caricc", "Central Asian Regional Information and Coordination Centre"),
        ):
            box = page.get_by_role("combobox", name="Search all names")
            box.fill(typed)
            if name:
                page.locator(".offers:not([hidden]) [role=option]").first.wait_for()
                box.press("ArrowDown")
                box.press("Enter")
                page.get_by_role("heading", level=1, name=name).wait_for()
        page.get_by_role("link", name="Its network").click()
        page.locator("#network svg").wait_for()
        page.get_by_role("link", name="Questions", exact=True).click()
        page.get_by_role("link", name="Who held posts in a body").click()
        assert page.locator("table.answers tbody tr").count() >= 7
        page.get_by_role("link", name="Bulletins").click()
        page.locator(".list a").first.click()
        assert page.locator(".sentence").count() > 0


def test_hostile_text_does_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    from caricc_graph.server import Current, application

    hostile = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">\''
    row = {
        "title": hostile,
        "date": "2021-03-05",
        "url": "javascript:window.hacked=1",
        "text": f"The Director of CARICC M. Onerov ({hostile}) met in Almaty with representatives of UNODC on 5 March 2021.",
    }
    (tmp_path / "news.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    caricc_graph.build(tmp_path / "news.jsonl", out=tmp_path / "graph")
    with running(application(Current(tmp_path / "graph"))) as address:
        for page in watched(browser, address):
            with caricc_graph.open(tmp_path / "graph") as graph:
                (bulletin,) = graph.profiles.all_bulletins()
            for part in (
                "entity/caricc",
                f"bulletin/{bulletin}",
                "bulletins/1",
                "question/post-holders",
                "timeline/caricc",
                "network/caricc",
            ):
                page.goto(f"{address}{part}")
                page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
                page.wait_for_timeout(100)
                assert page.evaluate("window.hacked") is None
                assert page.locator("main a[href^='javascript']").count() == 0
            page.goto(f"{address}entity/caricc")
            assert hostile.split("<img", maxsplit=1)[0] in (page.locator("main").text_content() or "")
