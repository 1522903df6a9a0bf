"""What reading a notebook costs grows with its size, whatever is bad in it."""

import json
import sys

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course.limits import LIMITS
from autograder.lesson.readable import readable

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of nbformat's converter

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
STREAM = {"output_type": "stream", "name": "stdout", "text": "x"}
BAD = {"output_type": "nobody knows"}


def format_4(cells, outputs):
    book = new_notebook(cells=[new_code_cell("1") for _ in range(cells)], metadata=PYTHON)
    for cell in book.cells:
        cell.outputs = [dict(STREAM) for _ in range(outputs)]
    return book


def format_3(cells, outputs):
    cell = {"cell_type": "code", "language": "python", "input": "1", "metadata": {}}
    stream = {"output_type": "stream", "stream": "stdout", "text": "x"}
    made = [{**cell, "outputs": [dict(stream)] * outputs} for _ in range(cells)]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": made}]}


def bad_output(book):
    cells = book.get("cells") or book["worksheets"][0]["cells"]
    cells[-1]["outputs"][-1] = BAD


def bad_cell(book):
    cells = book.get("cells") or book["worksheets"][0]["cells"]
    cells[-1]["metadata"] = 5


def calls(data):
    """How many functions of Python are called to read it, which no other process has a say in."""
    count = 0

    def counting(frame, event, argument):
        nonlocal count
        count += event == "call"

    readable(data, LIMITS)  # what is loaded late is loaded
    sys.setprofile(counting)
    try:
        readable(data, LIMITS)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("spoil", [lambda book: None, bad_output, bad_cell])
@pytest.mark.parametrize("make", [format_4, format_3])
def test_one_bad_part_does_not_have_all_others_read_many_times(make, spoil):
    costs = []
    for cells in (20, 40):
        book = make(cells, 50)
        spoil(book)
        costs.append(calls(json.dumps(book).encode()))
    assert costs[1] < 2.3 * costs[0]
    assert costs[1] < 40 * 50 * 50  # fifty for each output; nbformat's own words take thousands
