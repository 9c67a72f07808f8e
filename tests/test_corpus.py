from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caricc_graph.corpus import CorpusError, read
from caricc_graph.corpus.files import UnreadableError, decode
from caricc_graph.corpus.pages import day, split

SEED = Path(__file__).parents[2] / "shared" / "seeds" / "caricc-news-page-13.txt"
BODY = "The delegation of the Centre came to the city and the parties spoke of the work that lies ahead of them in the region."
OTHER = "A course on search of vehicles was held for officers of the border posts, and the trainees were given certificates at the end of it."
LISTING = f"wrapper\n\nBreaking news (7)\n\nRate this item\n(0 votes)\n\n{BODY}\n\nRate this item\n(2 votes)\n\n{OTHER}\n\nPage 3 of 9"
DATED = (
    f"Monday, 01 April 2019 15:31\n\nA delegation arrives\n\nRate this item\n(0 votes)\n\n{BODY}\n\nRead 811 times\n\n"
    f"Tuesday, 02 April 2019 10:00\n\nA course is held\n\nRate this item\n(1 vote)\n\n{OTHER}\n\nPublished in Breaking news"
)


def test_a_listing_without_titles_is_cut_at_its_rating_lines() -> None:
    assert [(item.text, item.title, item.published) for item in split(LISTING)] == [
        (BODY, None, None),
        (OTHER, None, None),
    ]


def test_a_listing_with_dates_and_titles_keeps_them() -> None:
    assert [(item.text, item.title, item.published) for item in split(DATED)] == [
        (BODY, "A delegation arrives", "2019-04-01"),
        (OTHER, "A course is held", "2019-04-02"),
    ]


def test_a_page_of_the_site_of_2026() -> None:
    (item,) = split(f"17 February 2026, 18:41 | 19\n\nA course is held\n\n{BODY}\n\n{OTHER}")
    assert (item.title, item.published, item.text) == ("A course is held", "2026-02-17", f"{BODY}\n\n{OTHER}")


def test_a_listing_without_ratings_is_cut_behind_what_closes_a_bulletin() -> None:
    page = f"A visit to the city\n\n{BODY}\n\nRead more: A visit to the city\n\nA course is held\n\n{OTHER}\n\nImage Gallery\n\nPage 1 of 4"
    assert [(item.title, item.text) for item in split(page)] == [
        ("A visit to the city", BODY),
        ("A course is held", OTHER),
    ]


def test_a_title_above_a_rating_belongs_to_what_follows() -> None:
    page = f"Rate this item\n(0 votes)\n\n{BODY}\n\nImage Gallery\n\nA course is held\n\nRate this item\n(0 votes)\n\n{OTHER}"
    assert [(item.title, item.text) for item in split(page)] == [(None, BODY), ("A course is held", OTHER)]


HEADED = (("A delegation arrives", "1 April 2019", BODY), ("A course is held", "Tuesday, 2 April 2019", OTHER))
EXPECTED = [("A delegation arrives", "2019-04-01", BODY), ("A course is held", "2019-04-02", OTHER)]


@pytest.mark.parametrize(
    "form",
    [
        "{title}\n{day}\n\n{text}",
        "{day}\n{title}\n\n{text}",
        "{title}\n\n{day}\n\nRate this item\n(0 votes)\n\n{text}",
        "Rate this item\n(0 votes)\n\n{title}\n\n{day}\n\n{text}",
        "{title}.\n{day}\n\nRate this item\n(0 votes)\n\n{text}\n\nRead 12 times",
        "{title}\nPublished: {day}\n\n{text}",
        "# {title}\n\n*{day}*\n\n{text}",
        "[{day}] {title}\n\n{text}",
        "{day} | {title}\n\n{text}",
        "{title}\n\n{day} | Centre\n\n{text}\n\n« Previous | Next »\n\n© Centre. All rights reserved.",
        "{title}\n\nThe Centre · {day}\n\n{text}",
        "{title}\nOSH, Kyrgyzstan, {day} –\n\n{text}",
        "{title}\n\n{text}\n\n{day}",
        "{title}\n\n{day}\n\n{text}\n\n---",
    ],
)
def test_a_page_is_cut_wherever_its_titles_and_days_stand(form: str) -> None:
    page = "\n\n".join(form.format(title=title, day=day, text=text) for title, day, text in HEADED)
    assert [((item.title or "").rstrip("."), item.published, item.text) for item in split(page)] == EXPECTED


@pytest.mark.parametrize(
    ("form", "between"),
    [("{title}\n\n{text}", "\n\n***\n\n"), ("## {title}\n\n{text}", "\n\n"), ("{title}\n\n{text}", "\n\n\n\n")],
)
def test_a_page_without_days_is_cut_at_rules_headings_and_gaps(form: str, between: str) -> None:
    page = between.join(form.format(title=title, text=text) for title, _, text in HEADED)
    assert [(item.title, item.text) for item in split(page)] == [(title, text) for title, _, text in EXPECTED]


def test_a_title_behind_a_gap_begins_a_bulletin_where_others_with_a_day_do() -> None:
    page = f"A visit\n1 April 2019\n\n{BODY}\n\n\n\nA talk\nin spring\n\n{OTHER}\n\n\n\nA course\n2 April 2019\n\n{OTHER}\n\n\n\nA day\n3 April 2019\n\n{BODY}"
    assert [item.title for item in split(page)] == ["A visit", "A talk", "A course", "A day"]


def test_headings_within_one_article_do_not_cut_it() -> None:
    (dated,) = split(f"# A course is held\n\n2 April 2019\n\n{BODY}\n\n## Background\n\n{OTHER}\n\n## Next\n\n{BODY}")
    (plain,) = split(f"A course is held\n\n{BODY}\n\nBackground\n\n{OTHER}")
    assert (dated.published, dated.text) == ("2019-04-02", f"{BODY}\n\nBackground\n\n{OTHER}\n\nNext\n\n{BODY}")
    assert plain.text == f"{BODY}\n\nBackground\n\n{OTHER}"


def test_items_of_a_list_before_a_header_stay_with_their_bulletin() -> None:
    page = f"A visit\n1 April 2019\n\n{BODY} Who came:\n\n- officers of Italy\n\n- officers of France\n\nA course\n2 April 2019\n\n{OTHER}"
    first, second = split(page)
    assert first.text.endswith("- officers of Italy\n\n- officers of France")
    assert (second.title, second.text) == ("A course", OTHER)


@pytest.mark.parametrize(
    "form",
    [
        "<article><h2>{title}</h2><time>{day}</time><p>{text}</p></article>",
        "<div><h3><a href='x'>{title}</a></h3><span class='date'>{day}</span><div><p>{text}</p></div></div>",
        "<article><h2>{title}</h2><p>Centre &middot; <time>{day}</time></p><div><p>{text}</p></div></article>",
        "<div><span>{day}</span><h3>{title}</h3><div>{text}<br></div></div><hr>",
        "<table><tr><td>{day}</td><td><b>{title}</b><p>{text}</p></td></tr></table>",
    ],
)
def test_html_pages_of_several_articles_give_them_all(tmp_path: Path, form: str) -> None:
    items = "".join(form.format(title=title, day=day, text=text) for title, day, text in HEADED)
    (tmp_path / "list.html").write_text(f"<html><body><nav>Home</nav>{items}</body></html>", encoding="utf-8")
    found = {(bulletin.title, bulletin.published, bulletin.text) for bulletin in read([tmp_path]).bulletins}
    assert found == set(EXPECTED)


def test_items_of_html_lists_keep_their_marks_but_menus_get_none(tmp_path: Path) -> None:
    came = "<p>Who came:</p><ul><li>officers of <b>Italy</b></li><li><i>officers</i> of France</li></ul>"
    menu = "<ul><li><a href='/'>Home</a></li><li><a href='/a'>About</a></li></ul>"
    form = "<article><h2>{title}</h2><time>{day}</time><p>{text}</p>" + came + menu + "</article>"
    items = "".join(form.format(title=title, day=day, text=text) for title, day, text in HEADED)
    (tmp_path / "list.html").write_text(f"<html><body>{items}</body></html>", encoding="utf-8")
    found = [bulletin.text for bulletin in read([tmp_path]).bulletins]
    assert len(found) == len(HEADED)
    assert all("Who came:\n\n- officers of Italy\n\n- officers of France" in text for text in found)
    assert all("- Home" not in text for text in found)


@pytest.mark.parametrize(
    "aside",
    [
        "<div class='site-footer'>{}</div>",
        "<div id='left_sidebar'><h4>Read as well</h4><a href='/a'>{}</a></div>",
        "<footer>{}</footer>",
        "<p class='share-buttons'>{}</p>",
        "<form>{}</form>",
    ],
)
def test_what_stands_around_the_articles_of_a_page_is_no_text_of_theirs(tmp_path: Path, aside: str) -> None:
    item = "\n\n\n\n<div><h3>{title}</h3>\n\n\n\n<span>{day}</span>\n\n\n\n<p>{text}</p></div>"
    items = "".join(item.format(title=title, day=day, text=text) for title, day, text in HEADED)
    around = aside.format("All that the Centre tells may be told again with a link to its page of news.")
    (tmp_path / "list.html").write_text(f"<html><body>{around}{items}{around}</body></html>", encoding="utf-8")
    found = {(bulletin.title, bulletin.published, bulletin.text) for bulletin in read([tmp_path]).bulletins}
    assert found == set(EXPECTED)


def test_teasers_beside_an_article_are_no_bulletins(tmp_path: Path) -> None:
    aside = "<aside><div><time>1 April 2019</time><h4>A delegation arrives</h4><p>The delegation came for talks last week.</p></div></aside>"
    article = f"<main><h1>A course is held</h1><p>2 April 2019</p><p>{OTHER}</p><h2>Background</h2><p>{BODY}</p></main>"
    (tmp_path / "one.html").write_text(f"<html><body>{article}{aside}</body></html>", encoding="utf-8")
    (bulletin,) = read([tmp_path]).bulletins
    assert bulletin.text.startswith(OTHER)
    assert "delegation came for talks" not in bulletin.text


def test_a_day_in_the_text_of_a_page_is_not_its_day_of_publication(tmp_path: Path) -> None:
    body = "".join(f"<p>On 12 February 2019 part {i} began. {text}</p>" for i, text in enumerate((BODY, OTHER)))
    for name, head in (
        ("none", ""),
        ("stated", '<meta property="article:published_time" content="2019-02-20T10:00:00Z">'),
    ):
        (tmp_path / f"{name}.html").write_text(
            f"<html><head><title>A course</title>{head}</head><body><article><h1>A course</h1>{body}</article></body></html>",
            encoding="utf-8",
        )
    assert [read([tmp_path / f"{name}.html"]).bulletins[0].published for name in ("none", "stated")] == [
        None,
        "2019-02-20",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Вторник, 23 апреля 2024 16:36", "2024-04-23"),
        ("05.03.2021", "2021-03-05"),
        ("DUSHANBE, 24 September 2021", "2021-09-24"),
        ("12 March 2020, Osh", "2020-03-12"),
        ("Posted on 21 November, 2011", "2011-11-21"),
        ("31.02.2021", None),
        ("2024.05.27", "2024-05-27"),
        ("It came on 5 March 2021", None),
    ],
)
def test_day(line: str, expected: str | None) -> None:
    assert day(line) == expected


words = st.lists(st.sampled_from(["centre", "meeting", "the", "of", "border"]), min_size=5, max_size=12)


@given(st.lists(words, min_size=1, max_size=6))
def test_a_page_of_bulletins_gives_them_back(bodies: list[list[str]]) -> None:
    texts = [" ".join(body).capitalize() + "." for body in bodies]
    listing = "\n\n".join(f"Rate this item\n(0 votes)\n\n{text}" for text in texts)
    assert [item.text for item in split(listing)] == texts


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_text_or_refused(content: bytes) -> None:
    try:
        text = decode(content)
    except UnreadableError:
        text = ""
    assert text == text.strip("\r\0")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_give_the_same_text(encoding: str) -> None:
    assert decode(f"{BODY} “Yes”, said Язлыев.".encode(encoding)) == f"{BODY} “Yes”, said Язлыев."


def test_one_bulletin_saved_twice_has_two_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Rate this item\n(0 votes)\n\n{BODY}\n\nRead 194 times", encoding="utf-8")
    (tmp_path / "b.txt").write_text(DATED, encoding="utf-8")
    corpus = read([tmp_path])
    twice = next(bulletin for bulletin in corpus.bulletins if bulletin.text == BODY)
    assert [place.source.file for place in twice.appearances] == ["a.txt", "b.txt"]
    assert (twice.title, twice.published) == ("A delegation arrives", "2019-04-01")
    assert (
        read([tmp_path / "b.txt", tmp_path / "a.txt"]).bulletins
        == read([tmp_path / "a.txt", tmp_path / "b.txt"]).bulletins
    )


def test_json_lines(tmp_path: Path) -> None:
    row = {"title": "A visit", "date": "2020-05-06", "url": "https://example.org/1", "text": BODY}
    (tmp_path / "news.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (bulletin,) = read([tmp_path / "news.jsonl"]).bulletins
    assert (bulletin.title, bulletin.published, bulletin.appearances[0].address) == (
        "A visit",
        "2020-05-06",
        "https://example.org/1",
    )


def test_html_listing_gives_all_its_bulletins(tmp_path: Path) -> None:
    items = "".join(
        f"<div class='item'><div>Rate this item</div><span>(0 votes)</span><p>{text}</p></div>"
        for text in (BODY, OTHER)
    )
    (tmp_path / "list.html").write_text(
        f"<html><body><nav>Home</nav>{items}<script>alert(1)</script></body></html>", encoding="utf-8"
    )
    assert {bulletin.text for bulletin in read([tmp_path]).bulletins} == {BODY, OTHER}


def test_what_is_no_bulletin_is_skipped_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "notes.doc").write_bytes(b"x")
    (tmp_path / "bad.jsonl").write_text('{"text": 1}', encoding="utf-8")
    (tmp_path / "ru.txt").write_text(
        "Делегация центра прибыла в город, и стороны говорили о работе, которая предстоит им в регионе.",
        encoding="utf-8",
    )
    corpus = read([tmp_path])
    assert [bulletin.text for bulletin in corpus.bulletins] == [BODY]
    assert {skip.file: skip.reason.split(":")[0] for skip in corpus.skipped} == {
        "empty.txt": "empty file",
        "image.txt": "binary file",
        "notes.doc": "no page",
        "bad.jsonl": "line 1",
        "ru.txt#1": "a language that is not read",
    }


def test_sources_csv_says_what_a_page_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    table = tmp_path / "sources.csv"
    table.write_text("file,publisher,address\na.txt,CARICC,https://example.org/a\n", encoding="utf-8")
    (bulletin,) = read([tmp_path]).bulletins
    assert bulletin.appearances[0].source.publisher == "CARICC"
    table.write_text("file,publisher\na.txt,CARICC\na.txt,UNODC\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"sources\.csv:3.*twice"):
        read([tmp_path])


def test_a_source_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file"):
        read([tmp_path / "none.txt"])


@pytest.mark.skipif(not SEED.exists(), reason="the first page of real input is not part of the project")
def test_the_first_page_gives_eight_bulletins() -> None:
    corpus = read([SEED])
    places = sorted((bulletin.appearances[0].ordinal, bulletin.text) for bulletin in corpus.bulletins)
    assert [ordinal for ordinal, _ in places] == list(range(1, 9))
    assert not any("Rate this item" in text or "Page 13" in text or "votes" in text for _, text in places)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            "Next stage of Operation «Channel»\n5 May 2021\nIt was held.",
            ("Next stage of Operation «Channel»", "It was held."),
        ),
        ("A title\n5 May 2021\nThey met to agree. Photo © UNODC.", ("A title", "They met to agree. Photo © UNODC.")),
        ("A title\n5 May 2021\nThey met.\nCopyright © 2021 CARICC. All rights reserved.", ("A title", "They met.")),
        ("Director visits Osh | 5 May 2021\nHe went there.", ("Director visits Osh", "He went there.")),
        ("A course is held\nUNODC | 5 May 2021\nThey took part.", ("A course is held", "They took part.")),
        (
            "CARICC – UNODC meeting in the city – 5 May 2021\nIt was held.",
            ("CARICC – UNODC meeting in the city", "It was held."),
        ),
    ],
)
def test_what_looks_like_furniture_of_a_page_is_kept(page: str, told: tuple[str, str]) -> None:
    assert [(item.title, item.text) for item in split(page)] == [told]


def test_a_heading_with_a_line_break_ends_no_page(tmp_path: Path) -> None:
    texts = {
        4: "Officers of CARICC met those of UNODC in Osh to speak of the work that lies ahead of both bodies this year.",
        5: "A course for twenty customs officers of Tajikistan was opened in Dushanbe by the Ambassador of Japan on Monday.",
        6: "The Council approved the budget of the coming year, and its members agreed to gather once more in autumn.",
    }
    articles = (
        f"<article><h2>Title {n}<br>and more</h2><div>{n} May 2021</div><p>{text}</p></article>"
        for n, text in texts.items()
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><main>{''.join(articles)}</main></body></html>", encoding="utf-8")
    found = read([page]).bulletins
    assert sorted((one.title, one.published) for one in found) == [
        (f"Title {n} and more", f"2021-05-0{n}") for n in texts
    ]


def test_a_dateline_with_a_place_stays_in_the_text(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A course is held\n\nOSH, 5 May 2021 - A course on profiling began here today.\n", encoding="utf-8")
    (only,) = read([page]).bulletins
    assert (only.title, only.published) == ("A course is held", "2021-05-05")
    assert only.text == "OSH, 5 May 2021 - A course on profiling began here today."
