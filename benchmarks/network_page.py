"""How long the page of a network of 20,000 entities takes to make, to open folded, and to show the neighbourhood of one of them."""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from caricc_graph.pages import network_page
from caricc_graph.rdf import prefixes
from caricc_graph.store import Store, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NODES = 20_000
LINKS = 60_000
BULLETINS = 10_000
RUNS = 5
KINDS = ("Official", "Official", "Agency", "Event", "Event", "Event", "Programme", "Country")
PREDICATES = ("attends", "attends", "speaksAt", "meets", "cooperatesWith", "holdsPost", "organizes")
NAMES = ("Regional", "Drug", "Control", "Border", "Customs", "Training", "Information", "Agency", "Committee", "Bureau")
OPENED = "#network [role=button]"
FOCUSED = """key => new Promise((done) => {
    const begun = performance.now();
    caricc.act.near(key);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""


def network(nodes: int, links: int) -> nx.MultiDiGraph[str]:
    """Return a network with hubs and communities, as bulletins make them: most links stay within a region, a few bodies are everywhere."""
    chance = random.Random(1)  # noqa: S311 - the same network in each run
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i in range(nodes):
        name = f"{' '.join(chance.sample(NAMES, 3))} {i}"
        graph.add_node(f"e{i:06d}", kind=chance.choice(KINDS), name=name, mentions=chance.randint(1, 40), focus=False)
    listed = list(graph)
    region = nodes // 120
    for number in range(links):
        one = int(nodes * chance.random())
        local = one // region * region + int(region * chance.random() ** 3)
        other = min(nodes - 1, local if chance.random() < 0.9 else int(nodes * chance.random() ** 6))  # noqa: PLR2004 - nine of ten
        day = f"{chance.randint(2005, 2024)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        predicate = chance.choice(PREDICATES)
        told = {"predicate": predicate, "confidence": chance.randint(50, 99) / 100, "inferred": chance.random() < 0.05}  # noqa: PLR2004 - one of twenty
        statement = f"{prefixes()['statement']}s{number:06d}"
        graph.add_edge(
            listed[one],
            listed[other],
            key=predicate,
            **told,
            first=day,
            last=day,
            corroboration=1,
            statements=[statement],
        )
    return graph


def quads(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield what a store holds of such a network: names, statements, a sentence for each, bulletins and their source."""
    known = prefixes()
    in_graph = f"<{known['graph']}statements> ."
    number = "http://www.w3.org/2001/XMLSchema#integer"

    def line(subject: str, predicate: str, obj: str) -> str:
        prefix, _, local = predicate.partition(":")
        return f"<{subject}> <{known[prefix]}{local}> {obj} {in_graph}"

    for node, told in graph.nodes(data=True):
        yield line(f"{known['entity']}{node}", "skos:prefLabel", f'"{told["name"]}"')
    source = f"{known['source']}one"
    yield line(source, "cg:file", '"generated.jsonl"')
    for i in range(BULLETINS):
        bulletin = f"{known['bulletin']}b{i:06d}"
        yield line(bulletin, "dcterms:title", f'"Bulletin {i}"')
        yield line(bulletin, "cg:appearance", f"<{bulletin}/appearance/1>")
        yield line(f"{bulletin}/appearance/1", "dcterms:source", f"<{source}>")
        yield line(f"{bulletin}/appearance/1", "cg:ordinal", f'"{i}"^^<{number}>')
    for i, (subject, obj, predicate, told) in enumerate(graph.edges(keys=True, data=True)):
        evidence = f"{known['evidence']}{i:06d}"
        names = graph.nodes[subject]["name"], graph.nodes[obj]["name"]
        sentence = f"According to the bulletin no. {i}, {names[0]} {predicate} {names[1]} in the course of the year, as it has been agreed between them."
        yield line(told["statements"][0], "cg:evidence", f"<{evidence}>")
        yield line(evidence, "cg:inBulletin", f"<{known['bulletin']}b{i % BULLETINS:06d}>")
        yield line(evidence, "cg:quote", f'"{names[0]}"')
        yield line(evidence, "cg:sentence", f'"{sentence}"')
        yield line(evidence, "cg:start", f'"{sentence.index(names[0])}"^^<{number}>')
        yield line(evidence, "cg:sentenceStart", f'"0"^^<{number}>')


def opened(browser: Browser, path: Path) -> tuple[Page, float]:
    """Return the page and the milliseconds until it shows its network."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    begun = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector(OPENED, state="attached")
    return page, (time.perf_counter() - begun) * 1000


def looked_at(path: Path, nodes: int) -> None:
    """Print how long the page takes to open and to show neighbourhoods."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        pages = [opened(browser, path) for _ in range(RUNS)]
        page = pages[-1][0]
        drawn = page.locator("#network [role=button]").count()
        chance = random.Random(2)  # noqa: S311 - the same entities in each run
        hub = page.evaluate("caricc.graph.nodes.reduce((a, b) => (b.partners.size > a.partners.size ? b : a)).key")
        keys = [hub, *(f"n{chance.randrange(nodes)}" for _ in range(20))]
        focused = [float(page.evaluate(FOCUSED, key)) for key in keys]
        browser.close()
    print(f"page-opens-folded: {statistics.median(ms for _, ms in pages):.0f} ms, {drawn} marks drawn")
    print(
        f"focus-on-a-node: median {statistics.median(focused):.0f} ms, longest {max(focused):.0f} ms, best linked {focused[0]:.0f} ms"
    )


def main() -> None:
    """Make the network, its store and its page, and look at it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--links", type=int, default=LINKS)
    chosen = parser.parse_args()
    graph = network(chosen.nodes, chosen.links)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "graph.nq").write_text("\n".join(quads(graph)) + "\n", encoding="utf-8")
        load(place / "graph.nq", place / "store")
        with Store(place / "store", prefixes=prefixes()) as store:
            begun = time.perf_counter()
            page = network_page(graph, store=store, title="Generated")
            print(
                f"page-made: {time.perf_counter() - begun:.1f} s, {len(page.encode()) / 1e6:.1f} MB, {graph.number_of_nodes()} entities"
            )
        (place / "page.html").write_text(page, encoding="utf-8")
        looked_at(place / "page.html", chosen.nodes)


if __name__ == "__main__":
    main()
