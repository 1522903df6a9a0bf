"""A released lesson leads to the website where there is one, and says nothing of it elsewhere."""

from __future__ import annotations

import pytest
from a_lesson import written

from autograder.commands.release import release
from autograder.environment import ROOT
from autograder.lesson import website as module
from autograder.lesson.reading import read_lesson

ADDRESS = "https://example.org/nets"
LINK = f"[Open this lesson in the browser]({ADDRESS}/02_perceptron.html)"


KNOWN = {"metadata": {"name": "02_perceptron"}}


def test_a_released_lesson_leads_to_its_page(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "website", lambda: ADDRESS)
    release(written(tmp_path / "notebooks"), tmp_path / "course")
    path = tmp_path / "course" / "release" / "02_perceptron" / "02_perceptron.ipynb"
    assert read_lesson(path).cells[0].source == f"# A small lesson\n\n{LINK}"


def test_without_an_address_a_lesson_opens_as_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "website", lambda: "")
    book, _ = module.OpenInBrowser().preprocess(read_lesson(written(tmp_path)), KNOWN)
    assert book.cells[0].source == "# A small lesson"


def test_a_lesson_of_ones_own_has_no_page_there(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "website", lambda: ADDRESS)
    mine = {"metadata": {"name": "my_lesson"}}
    book, _ = module.OpenInBrowser().preprocess(read_lesson(written(tmp_path)), mine)
    assert book.cells[0].source == "# A small lesson"


def test_the_link_is_there_once_whoever_exports_the_notebook_again(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "website", lambda: ADDRESS)
    book = read_lesson(written(tmp_path))
    for _ in range(2):
        book, _ = module.OpenInBrowser().preprocess(book, KNOWN)
    assert book.cells[0].source.count(LINK) == 1


def test_the_readme_leads_to_the_website_where_it_is_published():
    if not (address := module.website()):
        pytest.skip("pyproject.toml names no website")
    first = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## ")[0]
    assert address in first
