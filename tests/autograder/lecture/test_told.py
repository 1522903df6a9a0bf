"""What a slide shows in place of its cell: words, pauses and the picture, on one page."""

from typing import Any

import pytest

from autograder.lecture.deck import pages
from autograder.lecture.program import BESIDE
from autograder.lesson.reading import LessonError
from nnlib.pictures import plots

IMG = '<img alt="A line." width="40" height="20" src="data:image/png;base64,AAAA">'


def cell(kind: str, slide: str, html: str = "", **course: Any) -> dict[str, Any]:
    outputs = [{"output_type": "display_data", "data": {"text/html": html}}] if html else []
    shown = {"slideshow": {"slide_type": "slide"}, "course": {"slide": slide, **course}}
    made = {"id": "c", "cell_type": kind, "source": "long = 1\nassert long", "metadata": shown}
    return {**made, "outputs": outputs, "execution_count": 1} if kind == "code" else made


def page(*cells: dict[str, Any]) -> str:
    (only,) = pages({"cells": list(cells)})
    return str(only.html)


def test_the_words_of_the_slide_stand_in_place_of_the_cell() -> None:
    html = page(cell("markdown", "## Why?\n\nIt *turns*.", say="Ask."))
    assert "<h2>Why?</h2>" in html
    assert "<em>turns</em>" in html
    assert "long" not in html


def test_a_picture_follows_the_words_and_no_code_is_shown() -> None:
    html = page(cell("code", "## It turns\n\nOne update.\n\n. . .\n\nAnd stops.", IMG))
    order = [html.index(words) for words in ("One update", "<img", 'class="fragment"', "And stops")]
    assert order == sorted(order)
    assert "assert" not in html


def test_a_figure_that_brings_its_style_is_a_picture_and_no_slider() -> None:
    figure = plots.curve([0, 1, 2], [3, 2, 1], labels=["a line that falls"]).html
    assert figure.startswith("<style>")
    (only,) = pages({"cells": [cell("code", "## A", figure)]})
    assert [block.height for block in only.blocks if block.pictures] == [BESIDE]
    assert "<style>" not in only.html


def test_a_slider_asks_and_does_not_answer() -> None:
    lines = "".join(f"<li>at {k}: three of four</li>" for k in range(4))
    html = page(cell("code", "## A", f"<p><strong>Which?</strong></p>{IMG}<ul>{lines}</ul>"))
    assert "Which?" in html
    assert "<img" in html
    assert "three of four" not in html


def test_a_picture_stands_where_it_is_named() -> None:
    html = page(cell("code", "## What comes?\n\n. . .\n\n{picture}\n\nThis.", IMG))
    assert html.index('class="fragment"') < html.index("<img") < html.index("This.")
    assert html.count("<img") == 1


def test_each_pause_is_one_key() -> None:
    html = page(cell("markdown", "$$ a $$\n\n. . .\n\n$$ b $$\n\n. . .\n\n$$ c $$"))
    assert html.count('class="fragment"') == 2


def test_a_few_lines_of_code_can_be_shown() -> None:
    html = page(cell("markdown", "## Six lines\n\n```python\nw = w + y * x\nb = b + y\n```"))
    assert 'class="code"' in html
    assert html.count('class="line"') == 2
    assert "`" not in html


def test_the_minutes_stand_before_the_speaker_s_note() -> None:
    assert "<p>2.5 min. Ask.</p>" in page(cell("markdown", "## A", say="Ask.", minutes=2.5))


def test_a_picture_that_is_not_there_and_a_slide_that_is_too_full_are_refused() -> None:
    with pytest.raises(LessonError, match=r"cell 1 \(c\): .*the cell draws none"):
        page(cell("markdown", "## A\n\n{picture}"))
    with pytest.raises(LessonError, match="says too much for one screen"):
        page(cell("markdown", "## A\n\n" + "A long sentence, again and again. " * 90))
