"""The text of a saved file, whatever its format and encoding."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from caricc_graph.corpus.pages import Item, day, marks, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import html

_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_STATED_DAY = {"extensive_search": False, "original_date": True}
_TEASER = 60
_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = (
    *_LEVELS, "p", "div", "br", "li", "tr", "td", "th", "dt", "dd", "article", "section", "header", "footer", "blockquote",
    "figure", "figcaption", "nav", "aside", "hr", "table", "ul", "ol",
)  # fmt: skip
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")


class UnreadableError(ValueError):
    """A file that yields no text; the message is the reason."""


def decode(content: bytes) -> str:
    """Return the file's text: UTF-8, or the encoding that its bytes betray; mojibake is mended.

    White space is one kind of space, invisible characters are dropped, lines end in a line feed.
    Raises UnreadableError for an empty file, a binary, and bytes that are text in no encoding.
    """
    if not content.strip():
        raise UnreadableError("empty file")
    if content.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError("binary file")
    return tidy(_text(content))


def tidy(text: str) -> str:
    """Return text with one kind of space, no invisible characters and composed letters."""
    plain = unicodedata.normalize(
        "NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
    )
    return "\n".join(_SPACES.sub(" ", line).strip() for line in plain.split("\n"))


def _text(content: bytes) -> str:
    import ftfy

    try:
        return ftfy.fix_text(content.decode("utf-8"), uncurl_quotes=False)
    except UnicodeDecodeError:
        pass
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("binary file")
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise UnreadableError("broken encoding")
    return ftfy.fix_text(str(best), uncurl_quotes=False)


def lines(text: str) -> Iterator[tuple[int, Item, str]]:
    """Yield line number, bulletin and address of each line of a JSON Lines text.

    Raises UnreadableError, naming the line, for one that is no object with a text.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise UnreadableError(f"line {number}: no JSON ({error.msg})") from None
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise UnreadableError(f"line {number}: no object with a `text`")
        stated = str(found.get("date") or "")
        match = _ISO.fullmatch(stated)
        published = match[1] if match else day(stated)
        body = "\n\n".join(block.strip() for block in tidy(found["text"]).split("\n") if block.strip())
        yield number, Item(body, str(found.get("title") or "") or None, published), str(found.get("url") or "")


def page(text: str) -> list[tuple[Item, str]]:
    """Return the bulletins of an HTML page with the page's own address.

    A listing is cut like a text page; of a page with one bulletin the main text is taken, boilerplate removed.
    """
    import trafilatura
    from lxml import html

    whole = _blocks(html.fromstring(text))
    meta = trafilatura.extract_metadata(text, date_config=_STATED_DAY)
    address = (meta.url if meta else "") or ""
    listed = split(whole)
    if len(re.findall(r"rate this item|оцените материал", whole, re.IGNORECASE)) > 1:
        return [(item, address) for item in listed]
    body = trafilatura.extract(text, include_comments=False, include_tables=True, favor_precision=False) or ""
    of_main = _of_main(listed, _folded(body))
    if of_main:
        return [(item, address) for item in of_main]
    items = split(tidy(body))
    if not items:
        return []
    title = items[0].title or (meta.title if meta else None)
    published = items[0].published or next(
        (found for line in whole.split("\n") for found in [day(line)] if found), None
    )
    published = published or (meta.date if meta else None)
    blocks = [block for item in items for block in item.text.split("\n\n")]
    while len(blocks) > 1 and title and _folded(blocks[0]) == _folded(title):
        blocks.pop(0)
    return [(Item("\n\n".join(blocks), title, published), address)]


def _of_main(items: Sequence[Item], main: str) -> list[Item]:
    """Return the bulletins of a page whose text stands in its main part, if several with a title or day are more than teasers; else none."""
    found, listed = [], 0
    for item in items:
        blocks = [_folded(block) for block in item.text.split("\n\n")]
        inside = sum(len(block) for block in blocks if block in main)
        if inside * 2 > sum(map(len, blocks)):
            found.append(item)
            listed += bool(item.title or item.published) and inside > _TEASER
    return found if listed > 1 else []


def _folded(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _blocks(tree: object) -> str:
    """Return the text of a page, a line for each block; headings, rules and articles as marked text has them."""
    from lxml import etree, html

    if not isinstance(tree, html.HtmlElement):
        raise UnreadableError("no HTML")
    etree.strip_elements(tree, "script", "style", "noscript", "template", etree.Comment, with_tail=False)
    whole = len(tree.text_content())
    for element in [one for one in tree.iter() if _is_aside(one) and len(one.text_content()) * 2 < whole]:
        element.drop_tree()
    items = {element for element in tree.iter("li") if _is_item(element)}
    for element in reversed([*tree.iter(*_BLOCKS)]):
        mark = "#" * (_LEVELS.index(element.tag) + 1) + " " if element.tag in _LEVELS else ""
        rule = "---\n" if element.tag in {"hr", "article"} else ""
        if mark:
            words = " ".join(str(element.text_content()).split())
            for child in list(element):
                element.remove(child)
            element.text = words
        if element in items:
            element.text = "- " + (element.text or "").lstrip()
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + rule + (mark if element.text and element.text.strip() else "") + (element.text or "")
    return re.sub(r"\n\s*\n", "\n", tidy(str(tree.text_content())))


def _is_aside(element: html.HtmlElement) -> bool:
    """Tell whether an element is no part of a page's text: a menu, a form, a footer or what its class or id calls so, outside of an article."""
    named = re.findall(r"[a-z]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower())
    aside = element.tag in {"nav", "aside", "form", "footer"} or (element.tag != "body" and marks().aside & {*named})
    return bool(aside) and not any(above.tag == "article" for above in element.iterancestors())


def _is_item(element: html.HtmlElement) -> bool:
    """Tell whether an element of a list holds a line of text of its own: neither blocks nor a link alone, as in a menu."""
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return len(element.text_content().strip()) > linked and next(element.iterdescendants(*_BLOCKS), None) is None
