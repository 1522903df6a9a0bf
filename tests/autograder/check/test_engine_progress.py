"""Two corners of the learner's notes: a share that cannot be, and a disk that is full."""

import os
from pathlib import Path

import pytest

from autograder.check.progress import MARK, note, reached

LESSON = "02_perceptron"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / MARK / "progress" / LESSON
    folder.mkdir(parents=True)
    return folder


def test_a_share_written_by_hand_is_at_most_everything(notes: Path) -> None:
    (notes / "margin.margin.json").write_text('{"share": 5}', encoding="utf-8")
    assert reached(notes.parents[2], LESSON) == {("margin", "margin"): 1.0}


def test_a_note_that_cannot_be_put_in_its_place_leaves_nothing_behind(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*paths: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    note(LESSON, "margin", test_a_share_written_by_hand_is_at_most_everything, 1.0)
    assert list(notes.iterdir()) == []
