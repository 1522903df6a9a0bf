"""Answers in words read in a real browser: by keyboard alone, saved as one goes."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from a_lab import PATIENCE, chromium, needs_chromium, playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "autograder"))

from a_lesson import cell_of, notebook
from reading.some_answers import WORDS, Answers

from autograder.reading.desk import Desk
from autograder.reading.server import Server

pytestmark = [needs_chromium, pytest.mark.filterwarnings("ignore")]

TOKEN = "a-word-that-nobody-can-guess"
EVIL = "<img src=x onerror=\"document.title='it ran'\"> [x](javascript:document.title='it ran')"
QUESTION = """\
**Which of the two follows the margin, and why?**

<!-- BEGIN SOLUTION -->
1. The bound.
2. It has the margin squared below the line.
<!-- END SOLUTION -->"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    book = notebook()
    cell = cell_of(book, "reflect")
    cell.source, cell.metadata.nbgrader.points = QUESTION, 2
    made = Answers(tmp_path_factory.mktemp("answers"), book)
    made.hand_in({**WORDS, "finn": EVIL})
    return made


@pytest.fixture(scope="module")
def address(answers: Answers) -> Iterator[str]:
    with Server(Desk(answers.course, answers.lesson, TOKEN), TOKEN) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("wide", [1280, 640])
def test_one_key_goes_through_all_of_our_answer(browser: Any, address: str, wide: int) -> None:
    page = browser.new_page(viewport={"width": wide, "height": 480})
    page.goto(address)
    long = "document.querySelector('#ours .scrolls').append('our answer '.repeat(200))"
    page.evaluate(long)
    look = """() => {
      const ours = document.getElementById('ours'), box = ours.querySelector('.scrolls');
      const end = box.scrollTop + box.clientHeight;
      return ours.open && [box.scrollTop, end, end >= box.scrollHeight - 2];
    }"""
    if wide == 640:  # it is closed, so as not to hide the answers
        assert page.evaluate(look) is False
        page.keyboard.press("i")
    top, reached, _ = page.evaluate(look)
    assert top == 0
    for _ in range(99):
        page.keyboard.press("i")
        top, end, is_last = page.evaluate(look)
        assert top < reached  # no line is left out
        reached = end
        if is_last:
            break
    assert is_last
    page.keyboard.press("i")
    assert page.evaluate(look) is False if wide == 640 else page.evaluate(look)[0] == 0


def test_a_class_is_read_by_the_keyboard_alone(
    browser: Any, answers: Answers, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    expect, press = playwright.expect, page.keyboard.press
    said, chosen = page.get_by_role("status"), page.locator(".answer.chosen")

    expect(chosen).to_contain_text("2 students, the same text")
    expect(page.locator("mark")).to_have_text("squared")  # is not in the first of its group
    press("2")
    expect(said).to_have_text("Answer 1: 2 of 2, saved.")
    press("Enter")
    press("q")  # the first part
    press("c")
    page.keyboard.type("Why squared?")
    press("Control+Enter")
    press("a")  # the comment of before
    press("1")
    press(".")
    expect(said).to_have_text("Answer 3: 1.5 of 2, saved.")
    press("u")
    expect(said).to_have_text("Answer 3: 1 of 2, put back.")
    expect(page.locator("#count")).to_have_text("4 of 5 read")

    press("Enter")
    press("m")
    expect(said).to_have_text("Answer 4: 1 of 2, saved.")
    assert page.title() != "it ran"
    expect(page.locator(".who").first).to_be_hidden()
    press("n")
    expect(page.locator(".who").first).to_have_text("ada, ben")
    press("Enter")
    expect(said).to_have_text("Everything is read.")

    assert answers.row("ada") == answers.row("ben") == (2.0, None, False)
    parts = "Part 1: 1 of 1. Part 2: 0 of 1."
    assert answers.row("cleo") == (1.0, f"{parts}\nWhy squared?", False)
    told = {answers.row("dora"), answers.row("finn")}
    assert told == {(1.0, "Why squared?", False)}

    answers.hand_in({"emil": "At last."})
    other = browser.new_page()
    other.goto(address)
    expect(other.locator(".answer.chosen .mark")).to_have_text("not read")
    number = other.locator(".answer.chosen strong").inner_text()
    page.reload()  # in both windows
    expect(page.locator(".answer.chosen strong")).to_have_text(number)
    press("2")
    expect(said).to_have_text(f"{number}: 2 of 2, saved.")
    other.keyboard.press("0")
    expect(other.get_by_role("status")).to_contain_text(
        f"{number} was marked elsewhere meanwhile: 2 of 2. Yours, 0 of 2, was not saved"
    )
    assert answers.row("emil") == (2.0, None, False)

    page.reload()  # on another day
    expect(page.locator("#count")).to_have_text("6 of 6 read")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    bare = browser.new_page(bypass_csp=True, color_scheme="dark")  # axe is a script
    bare.goto(address)
    found = axe.run(bare).response["violations"]
    assert [(x["id"], x["nodes"][0]["html"]) for x in found] == []
    for wide in (1280, 640, 390):
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
