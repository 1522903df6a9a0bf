"""The slides of every lesson: whole, without solutions, readable by a screen reader, offline."""

from __future__ import annotations

import copy
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from autograder.commands import parse, slides
from autograder.environment import CommandFailed
from autograder.lecture.block import ROOM
from autograder.lecture.deck import Page, pages
from autograder.lecture.typeset import code, formula, picture, printed, prose
from autograder.lesson.reading import LessonError, all_lessons, read_lesson

pytestmark = pytest.mark.usefixtures("sliders_drawn")
LESSONS = all_lessons()
IMG = '<img alt="A line." width="40" height="20" src="data:image/png;base64,AAAA">'
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


class Deck(HTMLParser):
    """What a browser finds in a deck: its tags, its words (scripts apart), its notes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = self.notes = self.prose = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("img", "meta", "br", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"script", "style"} & set(self.open):
            return
        self.words += data
        if "aside" in self.open:
            self.notes += data + "\n"
        if not {"pre", "code", "math", "aside"} & set(self.open):
            self.prose += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@cache
def built(path: Path) -> tuple[str, Deck]:
    html = slides.build(path)
    return html, Deck(html)


def shown(path: Path, kind: str | None = None) -> list[Any]:
    cells = read_lesson(path).cells
    return [
        cell
        for cell in cells
        if cell.metadata.get("slideshow", {}).get("slide_type") != "skip"
        and kind in (None, cell.cell_type)
    ]


def asks_for(html: str) -> list[str]:
    """Every address that a page would fetch, apart from what it carries itself."""
    found = [
        address or ""
        for _, attrs in Deck(html).tags
        for name, address in attrs.items()
        if name in ("src", "srcset", "href", "data", "poster", "xlink:href")
    ]
    styles = "".join(re.findall(r"<style>(.*?)</style>", html, re.S))
    found += re.findall(r"url\(\s*[\"']?([^)\"']*)", styles)
    found += re.findall(r"@import[^;]*", styles)
    return [address for address in found if not address.startswith(("data:", "#"))]


@every_lesson
def test_a_deck_holds_all_it_needs(path: Path) -> None:
    html, deck = built(path)
    assert asks_for(html) == []
    assert deck.open == []
    policy = next(m for m in deck.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none';")


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example.org/mathjax.js"></script>',
        '<img src="figure.png">',
        "<style>@font-face { src: url(//fonts.example.org/a.woff) }</style>",
        '<style>@import "theme.css";</style>',
    ],
)
def test_an_address_in_a_deck_is_seen(line: str) -> None:
    assert asks_for(f"<html>{line}</html>")


@every_lesson
def test_every_picture_has_its_alt_text(path: Path) -> None:
    stored = "".join(
        output.get("data", {}).get("text/html", "")
        for cell in shown(path, "code")
        for output in cell.outputs
    )
    there = [img["alt"] for img in built(path)[1].all("img")]
    assert there == [img["alt"] for img in Deck(stored).all("img")]
    assert all(there)


def instead(cell: Any) -> str | None:
    """What the slide shows in place of its cell, if it does."""
    told: str | None = cell.metadata.get("course", {}).get("slide")
    return told


@every_lesson
def test_every_formula_is_mathml(path: Path) -> None:
    told = [instead(cell) or cell.source for cell in shown(path, "markdown")]
    told += [instead(cell) or "" for cell in shown(path, "code")]
    text = re.sub(r"```.*?```|`[^`]*`", "", "\n\n".join(told), flags=re.S)
    formulas = re.findall(r"\$\$.*?\$\$|\$.*?\$", text, re.S)
    deck = built(path)[1]
    assert len(deck.all("math")) == len(formulas)
    assert "$" not in deck.prose
    assert "\\" not in deck.prose


@every_lesson
def test_the_notes_of_the_speaker_are_there(path: Path) -> None:
    notes = built(path)[1].notes
    told = [cell.metadata.get("course", {}).get("say") for cell in shown(path)]
    assert any(told)
    said = [part for say in told if say for part in say.split("\n\n")]
    assert [part for part in said if part not in notes] == []


@every_lesson
def test_neither_a_solution_nor_a_hidden_test_is_there(path: Path) -> None:
    words = re.sub(r"\s", "", built(path)[1].words)
    open_to_all = "\n".join(cell.source for cell in shown(path))
    hidden = [cell for cell in read_lesson(path).cells if "nbgrader" in cell.metadata]
    assert hidden
    for cell in hidden:
        for line in cell.source.split("\n"):
            if len(line.strip()) > 20 and line.strip() not in open_to_all:
                assert re.sub(r"\s", "", line) not in words, line
    for mark in ("SOLUTION", "HIDDENTESTS", 'suite="hidden"', "NotImplementedError"):
        assert mark not in words


@every_lesson
def test_all_that_is_not_left_out_is_there(path: Path) -> None:
    deck = built(path)[1]
    words = re.sub(r"\s", "", deck.words)
    for cell in shown(path, "code"):
        if instead(cell):
            continue
        for line in cell.source.split("\n"):
            assert re.sub(r"\s", "", line) in words, cell.id
        for output in cell.outputs:
            text = output.get("text", "") + "".join(
                re.findall(r"<li>.*?</li>", output.get("data", {}).get("text/html", ""), re.S)
            )
            assert re.sub(r"\s", "", Deck(text).words) in words, cell.id
    cells = {attrs["data-cell"] for attrs in deck.all("section") if "data-cell" in attrs}
    fragments = [c for c in shown(path) if c.metadata["slideshow"]["slide_type"] == "fragment"]
    assert {cell.id for cell in shown(path)} - cells <= {cell.id for cell in fragments}


def test_the_licence_of_reveal_travels_in_the_deck() -> None:
    comment = built(LESSONS[0])[0].partition("-->")[0]
    assert "Hakim El Hattab" in comment
    assert "Permission is hereby granted, free of charge" in comment


# One cell at a time


def book(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": [{"id": f"c{k}", "metadata": {}, **cell} for k, cell in enumerate(cells)]}


def text(source: str, kind: str = "slide", **course: Any) -> dict[str, Any]:
    metadata = {"slideshow": {"slide_type": kind}, "course": course}
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def program(source: str, *outputs: dict[str, Any], kind: str = "subslide") -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "outputs": list(outputs),
        "execution_count": 1,
        "metadata": {"slideshow": {"slide_type": kind}},
    }


def result(html: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/html": html, "text/plain": "words"}}


def said(line: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": line + "\n"}


def test_a_subslide_lies_below_its_slide_and_repeats_its_heading() -> None:
    first, below = pages(book(text("## Gates\n\nOne unit.", say="Ask."), program("a = 1")))
    assert (first.level, below.level) == (1, 2)
    assert "<h2>Gates</h2>" in first.html
    assert '<h2 class="again">Gates</h2>' in below.html
    assert '<aside class="notes"><p>Ask.</p></aside>' in first.html
    assert "aside" not in below.html


def test_a_fragment_comes_later_on_the_page_before_it_where_there_is_room() -> None:
    (page,) = pages(book(text("## A\n\nb"), text("> **Predict.** c", "fragment", say="Wait.")))
    assert '<div class="fragment">' in page.html
    assert "<p>Wait.</p>" in page.html
    two = text("## A\n\n" + "A paragraph of some length.\n\n" * 14, say="First.")
    first, second = pages(book(two, text("b", "fragment", say="Last.")))
    assert "Last." in second.html
    assert "Last." not in first.html
    full = text("## A\n\n" + "A long sentence, again and again. " * 40)
    *_, last = pages(book(full, text("word " * 100, "fragment")))
    assert "fragment" not in last.html


def test_a_cell_that_is_skipped_is_on_no_page() -> None:
    made = pages(book(text("## A\n\nb"), program("secret = 42", kind="skip")))
    assert "secret" not in "".join(page.html for page in made)


def test_long_prose_is_spread_between_paragraphs_and_announces_what_it_shows() -> None:
    paragraph = "Some words that fill a line or two of a slide when they are set. " * 9
    source = "\n\n".join(["## A", paragraph, paragraph, paragraph + "This says:", "$$ x $$"])
    made = pages(book(text(source, say="Slowly.")))
    assert len(made) == 2
    assert [page.level for page in made] == [1, 2]
    assert all(page.height <= ROOM and "Slowly." in page.html for page in made)
    assert "This says:" in made[1].html
    assert "<math" in made[1].html


def test_a_long_table_is_spread_between_rows_and_keeps_its_head() -> None:
    rows = "\n".join(f"| row {k} | {'word ' * 8} |" for k in range(20))
    made = pages(book(text(f"## A\n\n| name | says |\n|---|---|\n{rows}")))
    assert len(made) > 1
    assert all("<th>name</th>" in page.html for page in made)
    assert "".join(page.html for page in made).count("<td>row ") == 20


def test_a_picture_stands_below_short_code_and_on_its_own_page_after_long_code() -> None:
    short = pages(book(text("# A"), program("plot(x)", said("done"), result(IMG))))
    assert len(short) == 2
    long = pages(book(text("# A"), program("x = 1\n" * 12 + "plot(x)", said("done"), result(IMG))))
    assert len(long) == 3
    assert "done" in long[1].html
    assert "<img" in long[2].html


def test_printed_lines_never_stand_alone() -> None:
    source = "def double(x):\n" + "    x = 2 * x\n" * 9 + "\n# Now\n" + "print(\n    1,\n)\n" * 6
    made = pages(book(text("# A"), program(source.strip(), said("one\n" * 6))))
    assert len(made) > 2
    for page in made[1:]:
        assert 'class="code"' in page.html
        assert page.height <= ROOM
    assert 'class="printed"' in made[-1].html
    words = [re.sub(r"\s", "", Deck("".join(b.html for b in page.blocks)).words) for page in made]
    assert "".join(words[1:]).startswith(re.sub(r"\s", "", source))


def test_printed_lines_without_room_below_the_code_stand_above_the_picture() -> None:
    source = "x = 1\n" * 20 + "plot(x)"
    made = pages(book(text("# A"), program(source, said("two\nlines"), result(IMG))))
    assert ["<samp>" in page.html for page in made] == [False, False, True]
    assert "<img" in made[2].html


def test_two_pictures_share_a_page_and_a_strip_lies_above_the_other() -> None:
    strip = result(IMG.replace('width="40"', 'width="80"'))
    three = pages(book(text("# A"), program("plot()", *[result(IMG)] * 3)))
    assert [page.html.count("<img") for page in three] == [0, 2, 1]
    assert "stacked" not in three[1].html
    _, two = pages(book(text("# A"), program("plot()", strip, result(IMG))))
    assert "stacked" in two.html


def test_a_slider_is_its_question_its_picture_and_its_lines() -> None:
    def slider(count: int) -> list[Page]:
        lines = "".join(f"<li>at {k}</li>" for k in range(count))
        html = f"<p><strong>Where?</strong></p>{IMG}<ul>{lines}</ul>"
        return pages(book(text("# A"), program("explore.slider()", result(html))))

    few, many = slider(4), slider(24)
    assert "Where?" in few[-1].html
    assert few[-1].html.count("<li>") == 4
    assert "<img" in few[-1].html
    assert "<img" in many[-2].html
    assert many[-1].html.count("<li>") == 24


BROKEN = {
    "graded": ({**program("a = 1"), "metadata": {"nbgrader": {"grade": True}}}, "must not show it"),
    "solution": (program("### BEGIN SOLUTION\na = 1\n### END SOLUTION"), "must not show it"),
    "unrun": ({**program("a = 1"), "execution_count": None}, "has not been run"),
    "no alt": (program("a", result('<img width="4" height="2" src="data:,">')), "no alt text"),
    "elsewhere": (program("a", result(IMG.replace("data:image", "https://image"))), "elsewhere"),
    "no words": (program("a", {"output_type": "display_data", "data": {"image/png": ""}}), "alt"),
    "TeX": (text(r"Let $\frobnicate x$ be."), "frobnicate"),
    "half TeX": (text(r"Let $\frac{1}{$ be."), "cannot be set"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_cell_that_cannot_be_shown_is_refused_by_its_name(name: str) -> None:
    cell, sentence = copy.deepcopy(BROKEN[name])
    with pytest.raises(LessonError, match=rf"cell 2 \(c1\): .*{sentence}"):
        pages(book(text("# A"), cell))


# Formulas, code, pictures


def test_a_formula_is_set_and_a_function_keeps_its_distance() -> None:
    assert (
        formula("x_1")
        == '<math display="inline"><mrow><msub><mi>x</mi><mn>1</mn></msub></mrow></math>'
    )
    assert '<mi>ln</mi><mspace width="0.17em" /><mn>2</mn>' in formula(r"\ln 2")
    assert '<mi>max</mi><mo stretchy="false">(' in formula(r"\max(a,b)")
    assert "<munder><mi>min</mi><mi>i</mi></munder>" in formula(r"\min_i x", "block")
    assert '<mrow><mi>g</mi><mo lspace="0" rspace="0">′</mo></mrow>' in formula("g'(z)")
    assert "<msub><mrow>" in formula("g'_1")


def test_no_line_ends_between_a_formula_and_its_full_stop() -> None:
    assert re.search(r'<span class="glued">\(<math.*</math>\)\.</span>', prose("So ($x$)."))
    assert "glued" not in prose("$x$ is.")


def test_a_less_than_sign_in_a_formula_is_no_tag() -> None:
    assert "<mo>&lt;</mo>" in prose("Let $0<lr<1$ hold.")


def test_code_is_coloured_and_a_broken_line_goes_on_further_in() -> None:
    html = str(code("if a < b:\n    print(a)\n\n\nprint(b)\n"))
    assert '<span class="k">if</span>' in html
    assert re.findall(r"--in:(\d+)ch", html) == ["4", "8", "4", "4"]
    assert Deck(html).words == "if a < b:\n    print(a)\n\nprint(b)\n"


def test_printed_lines_are_escaped_and_know_the_longest() -> None:
    html = printed("a < b\n<b>bold</b>\n")
    assert "--longest:11" in html
    assert Deck(html).words == "a < b\n<b>bold</b>\n"


def test_a_picture_keeps_its_words_and_its_shape() -> None:
    html = picture('<img alt="a &lt; b" width="400" height="200" src="data:image/png;base64,A">', 2)
    (img,) = Deck(html).all("img")
    assert img["alt"] == "a < b"
    assert img["style"] == "--ratio:2.0000;--high:200;--largest:400px"


# The command


def command(*words: str) -> int:
    module, args = parse("slides", list(words))
    return int(module.run(args))


def test_the_command_writes_where_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = LESSONS[0].stem
    assert command(name[:2], "--out", str(tmp_path / "out")) == 0
    assert command(name, "--course", str(tmp_path / "class")) == 0
    assert [x.name for x in (tmp_path / "out").iterdir()] == [f"{name}.html"]
    assert (tmp_path / "class" / "slides" / f"{name}.html").is_file()
    assert f"{name}: {tmp_path / 'out'}" in capsys.readouterr().out


def test_without_a_browser_the_decks_are_made_and_a_sentence_tells_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandFailed, match="print-pdf"):
        command(LESSONS[0].stem, "--out", str(tmp_path), "--pdf")
    assert list(tmp_path.glob("*.html"))


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandFailed, match="Choose a folder with --out"):
        command(LESSONS[0].stem, "--out", str(tmp_path / "file"))


def test_a_browser_that_prints_nothing_is_a_sentence(tmp_path: Path) -> None:
    deck = tmp_path / "a.html"
    deck.write_text("")
    with pytest.raises(LessonError, match=r"a\.html was not printed: no reason was given"):
        slides.print_pdf("true", deck)


def test_a_faulty_lesson_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "01_bad" / "01_bad.ipynb"
    bad.parent.mkdir()
    bad.write_text("{")
    monkeypatch.setattr(slides, "find_lessons", lambda words: [bad, LESSONS[0]])
    assert command("all", "--out", str(tmp_path / "out")) == 1
    assert (tmp_path / "out" / f"{LESSONS[0].stem}.html").is_file()
    assert "01_bad" in capsys.readouterr().err
