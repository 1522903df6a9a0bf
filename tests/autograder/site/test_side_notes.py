"""What is said by the way goes to the margin; what belongs to its sentence stays in it."""

from __future__ import annotations

import re

import pytest

from autograder.lesson.reading import find_lesson, read_lesson
from autograder.site import chapter as module
from autograder.site.chapter import chapter
from autograder.site.shelf import Shelf
from autograder.site.side_notes import with_side_notes


@pytest.mark.parametrize(
    "text",
    [
        "A sum. (The floor keeps two zeros from being called different.) It goes on.",
        "(With $f(x)=1$ both are $-\\ln\\sigma(z)$; the other one is $z$.)",
        "It *bends*. (As in [10](../10_training/10_training.ipynb), by\nbatches of fifty.)",
    ],
)
def test_a_sentence_in_brackets_is_a_side_note_in_its_place_and_loses_the_brackets(text):
    told = with_side_notes(text)
    ((tag, note),) = re.findall(r'(<small class="aside[^>]*>)(.*?)</small>', told, re.S)
    assert told == text.replace(f"({note})", f"{tag}{note}</small>")
    assert ("above" in tag) is (text == f"({note})")


@pytest.mark.parametrize(
    "text", ["*A good place to stop. About 45 minutes.*", "*(Another good place to stop is near.)*"]
)
def test_a_place_to_stop_is_a_side_note(text):
    said = text.strip("*()")
    assert with_side_notes(text) == f'<small class="aside above">{said}</small>'


@pytest.mark.parametrize(
    "text",
    [
        "Every line (two asserts beside the picture say so) stays under the graph.",
        "The colleague is right. (You may look.) It goes on.",
        "*2 times the cold, plus 1 times the wind, minus 3: take the coat.*",
        "One word. (Two words that are meant\n\nto be another paragraph's, or so it seems.)",
        "```\nprint(1). (This is code, and is to be left just as it stands.)\n```",
    ],
)
def test_what_is_short_or_part_of_a_sentence_or_code_stays(text):
    assert with_side_notes(text) == text


def test_a_chapter_sets_its_side_notes_whole_where_they_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "with_frames", read_lesson)
    made = chapter(find_lesson("08"), Shelf(tmp_path))
    notes = re.findall(
        r'(.{3})<small class="aside[^>]*>(.*?)</small>', "\n".join(map(str, made.body))
    )
    assert len(notes) >= 8
    assert all(re.search(r"[.?:)>] $|<p>$", before) for before, _ in notes)
    assert all(re.search(r"[.?!](</span>)?$", note) for _, note in notes)
