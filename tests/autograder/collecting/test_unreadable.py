"""What cannot be read is told in one sentence; what only looks so is collected."""

import a_lesson
import nbformat
import pytest
from a_pile import FIRST, SMALL, changed, filed, notes, old_format, problems, put, take

from autograder.course.limits import LIMITS, Unreadable
from autograder.lesson.readable import readable
from autograder.lesson.reading import read_lesson


def in_r(raw):
    raw["metadata"] = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    for cell in raw["cells"]:
        cell["source"] = "x <- c(1, 2) %>% f"


KERNEL = {"name": "x", "display_name": "X"}


def language(*words):
    def change(raw):
        raw["metadata"] = {"kernelspec": {**KERNEL, "language": words[0]}} if words else {}

    return change


def deep(raw):
    value = []
    for _ in range(200):
        value = [value]
    raw["metadata"]["deep"] = value


def bent(raw):
    raw["cells"] += [7, {"cell_type": "code"}, {"source": 5, "metadata": None}]


BROKEN = {
    "empty": (lambda room: b"", "is empty (0 bytes)"),
    "blank": (lambda room: b" \n\n", "is empty (3 bytes)"),
    "cut off": (lambda room: room.one[: len(room.one) // 2], "breaks off in line"),
    "cut off by one": (lambda room: room.one.rstrip()[:-1], "breaks off in line"),
    "a line lost": (lambda room: room.one.replace(b'"cells": [', b"", 1), "readable as a notebook"),
    "zeros": (lambda room: b"\0" * 500, "NUL bytes from line 1"),
    "NUL": (lambda room: room.one[:900] + b"\0\0" + room.one[900:], "NUL bytes from line"),
    "half UTF-16": (lambda room: b"\xff\xfe" + room.one[:999], "UTF-16"),
    "a list": (lambda room: b"[1, 2]", "JSON, but not a notebook"),
    "no cells": (lambda room: b'{"nbformat": 4, "nbformat_minor": 5}', "holds no cells"),
    "format 99": (
        lambda room: changed(room, lambda raw: raw.update(nbformat=99)),
        "notebook format 99",
    ),
    "format true": (
        lambda room: changed(room, lambda raw: raw.update(nbformat=True)),
        "notebook format True",
    ),
    "bent format 3": (lambda room: b'{"nbformat": 3, "worksheets": 5}', "format 3 and damaged"),
    "R": (lambda room: changed(room, in_r), "not in Python but in r"),
    "a PDF": (lambda room: b"%PDF-1.7", "is a PDF"),
    "a zip": (lambda room: b"PK\x03\x04xxxx", "is a zip, not a notebook"),
    "a web page": (lambda room: b"\n<!DOCTYPE html><html>", "is a web page"),
    "deep": (lambda room: b"[" * 100_000, "brackets"),
    "deep below the count": (lambda room: b"[" * 15_000 + b"]" * 15_000, "nested too deeply"),
    "rather deep": (lambda room: changed(room, deep), "nested too deeply"),
    "a long number": (
        lambda room: b'{"cells": [], "x": ' + b"1" * 9999 + b"}",
        "number that is too",
    ),
    "big": (lambda room: room.one + b" " * 400_000, "; up to 300 kB are read"),
    "much text": (
        lambda room: changed(room, lambda raw: raw["cells"][2].update(source="x=1;" * 20_000)),
        "letters in its cells; up to 50,000 are read",
    ),
    "many cells": (
        lambda room: changed(room, lambda raw: raw.update(cells=raw["cells"] * 5)),
        "has 60 cells; up to 40",
    ),
}
HONEST = {
    "as it is": (lambda room: room.one, []),
    "UTF-8 with a mark": (lambda room: b"\xef\xbb\xbf" + room.one, []),
    "UTF-16": (lambda room: room.one.decode().encode("utf-16"), []),
    "UTF-16 without a mark": (lambda room: room.one.decode().encode("utf-16-be"), []),
    "UTF-32": (lambda room: room.one.decode().encode("utf-32"), []),
    "Windows lines": (lambda room: room.one.replace(b"\n", b"\r\n"), []),
    "Latin-1": (
        lambda room: room.one.decode().replace("Look at", "Siehe ü").encode("latin-1"),
        ["It was not in UTF-8"],
    ),
    "format 3": (lambda room: changed(room, old_format), ["It was of notebook format 3"]),
    "format 4.0": (
        lambda room: changed(
            room,
            lambda raw: (raw.update(nbformat_minor=0), [x.pop("id") for x in raw["cells"]]),
        ),
        [],
    ),
    "no kernel": (lambda room: changed(room, language()), []),
    "another kernel": (lambda room: changed(room, language("julia")), []),
    "no format": (lambda room: changed(room, lambda raw: raw.pop("nbformat")), ["was bent"]),
    "bent": (lambda room: changed(room, bent), ["was bent"]),
    "ids twice": (
        lambda room: changed(room, lambda raw: raw["cells"].append(raw["cells"][0])),
        ["was bent"],
    ),
    "not a number": (
        lambda room: changed(room, lambda raw: raw["metadata"].update(x=float("nan"))),
        [],
    ),
    "a syntax error": (
        lambda room: changed(room, lambda raw: raw["cells"][3].update(source="def f(:")),
        [],
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_cannot_be_read_is_told_in_one_sentence_and_stops_nobody(room, fault):
    make, sentence = BROKEN[fault]
    put(room, f"ada_{FIRST}.ipynb", make(room))
    put(room, "ben.ipynb", room.one)
    outcomes = take(room, limits=SMALL)
    assert len(problems(outcomes)) == 1
    assert sentence in outcomes[0].problem
    assert outcomes[0].problem.startswith(f"ada_{FIRST}.ipynb ")
    assert f"ada/{FIRST}/problem.txt" in filed(room)
    assert f"ada/{FIRST}/{FIRST}.ipynb" not in filed(room)
    assert f"ben/{FIRST}/{FIRST}.ipynb" in filed(room)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of nbformat's converter
@pytest.mark.parametrize("look_alike", HONEST)
def test_what_only_looks_broken_is_collected(room, look_alike):
    make, said = HONEST[look_alike]
    put(room, "ada.ipynb", make(room))
    outcomes = take(room, limits=SMALL, wanted=FIRST)
    assert problems(outcomes) == []
    assert len(notes(outcomes)) == len(said)
    assert all(part in note for part, note in zip(said, notes(outcomes), strict=True))
    path = room.course / "submitted" / "ada" / FIRST / f"{FIRST}.ipynb"
    cells = read_lesson(path).cells
    assert cells[1].source == a_lesson.IMPORTS
    assert cells[4].source == "check.perceptron_step(perceptron_step)"
    nbformat.validate(nbformat.read(path, 4))


def test_the_line_of_a_fault_is_told():
    text = b'{"nbformat": 4,\n "cells": [],\n oops }'
    with pytest.raises(Unreadable, match=r"from line 3 \(Expecting property name"):
        readable(text, LIMITS)
    assert readable(text.replace(b"oops", b'"metadata": {}'), LIMITS).notebook["cells"] == []


def test_a_huge_notebook_is_refused_before_it_is_read(room):
    path = room.inbox / "ada.ipynb"
    with path.open("wb") as file:
        file.truncate(500_000_000)  # no byte of it is written
    outcomes = take(room, wanted=FIRST)
    assert problems(outcomes) == [
        "ada.ipynb has 500 MB; up to 25 MB are read. Clear the outputs, save, and hand it in again."
    ]
    assert f"ada/{FIRST}/ada.ipynb" not in filed(room)
