"""A class of any size: what is flat is told from what is not; the bench says both."""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from autograder.bank import load
from autograder.bank.as_source import source_of
from autograder.bank.synthetic import RIGHT, WRONG, Page, Pupil, _certain, crowd
from autograder.commands import bench
from autograder.environment import CommandFailed
from autograder.grading.cost import family
from autograder.grading.flat import Part, judged, told
from autograder.lesson.reading import find_lesson


def parts(cost, kilobytes, each=100):
    """Ten parts of a run: what one submission of each costs, and what the writer holds then."""
    busy = itertools.accumulate(seconds * each for seconds in cost)
    return [
        Part(each * (i + 1), used, used, used / 10, kb)
        for i, (used, kb) in enumerate(zip(busy, kilobytes, strict=True))
    ]


def test_what_stays_as_it_was_is_flat():
    assert judged(parts([9.0] + [1.0] * 9, [100] * 10)) == []  # the first part has the start


def test_a_cost_and_a_memory_that_grow_are_seen():
    assert judged(parts([1.0 + i / 10 for i in range(10)], [100] * 10)) == [
        "the last cost 1.73 times the first"
    ]
    assert judged(parts([1.0] * 10, range(100, 200, 10))) == ["the writer grew 1.73 times"]


def test_of_few_nothing_is_said():
    assert judged(parts([1.0 + i for i in range(10)], [100] * 10, each=1)) == []


def test_a_row_tells_what_one_of_a_part_cost():
    before, after = parts([1.0, 0.5], [90_000, 91_000])
    assert told(before, after) == "| 200 | 150 | 500.0 | 500.0 | 50.0 | 91 |"


def test_a_crowd_comes_one_by_one_in_order_and_every_twentieth_attacks():
    pupils = list(crowd("00", 40, np.random.default_rng(0)))
    names = [pupil.name for pupil in pupils]
    assert names == sorted(names)
    texts = ["".join(cell.source for cell in pupil.notebook.cells) for pupil in pupils]
    assert [i for i, text in enumerate(texts) if "while True" in text or "sys.exit" in text] == [
        19,
        39,
    ]
    assert RIGHT in pupils[0].expected.values()
    again = crowd("00", 40, np.random.default_rng(0))
    assert next(again) == pupils[0]


def test_of_a_right_answer_that_calls_a_wrong_one_of_the_same_students_nothing_is_expected():
    page = Page(find_lesson("00"))
    book = page.filled({"row_norms": "def row_norms(A):\n    return as_batch(A)"}, set())
    tests = {name: test for test, name in page.tests.items()}
    kinds = {tests["row_norms"]: RIGHT, tests["as_batch"]: WRONG}
    told = _certain(page, Pupil("ada", book, kinds))
    assert told == {tests["as_batch"]: WRONG}
    kinds[tests["as_batch"]] = RIGHT
    assert _certain(page, Pupil("ada", book, kinds)) == kinds


def test_of_what_leans_on_half_the_digits_nothing_is_expected_either():
    page = Page(find_lesson("08"))
    right, _ = load()
    half = next(e for e in right if (e.exercise, e.what) == ("delta_hidden", "in float32"))
    text = source_of(half.answer, "delta_hidden", "delta_hidden")
    kinds = dict.fromkeys(page.tests, RIGHT)
    sure = _certain(page, Pupil("ada", page.filled({"delta_hidden": text}, set()), kinds))
    assert {page.tests[x] for x in kinds.keys() - sure.keys()} == {"backprop"}
    assert _certain(page, Pupil("ada", page.filled(page.solutions, set()), kinds)) == kinds


def test_what_another_thread_has_started_is_of_the_family_too():
    started = []

    def start():  # as Dask starts its workers, and a worker its clerks
        nap = "import time; time.sleep(60)"
        started.append(subprocess.Popen([sys.executable, "-c", nap]))
        done.wait()

    done = threading.Event()
    thread = threading.Thread(target=start)
    thread.start()
    try:
        until = time.monotonic() + 10
        while not started and time.monotonic() < until:
            time.sleep(0.01)
        assert str(started[0].pid) in family()
    finally:
        started[0].kill()
        started[0].wait()
        done.set()
        thread.join()


def parsed(*words):
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("cluster", "said"),
    [
        ("", None),
        ("local:2", "Cluster: local:2; its scheduler runs in the writer's process."),
        ("tls://head:8786", "what its workers use of their processors is not counted."),
    ],
)
def test_a_class_is_graded_by_the_cluster_that_was_named(cluster, said, monkeypatch, capsys):
    given = []

    def noted(command, *_):
        given.append(command)
        return iter(())

    monkeypatch.setattr(bench, "_hand_in_many", lambda *_: {})
    monkeypatch.setattr(bench, "watched", noted)
    monkeypatch.setattr(bench, "as_invented", lambda *_: [])
    monkeypatch.setattr(bench, "writer_alone", lambda *_: [])
    monkeypatch.setattr(bench, "dask", lambda: None)
    monkeypatch.setattr(bench.compileall, "compile_dir", lambda *_, **__: True)
    words = ["--cluster", cluster] if cluster else []
    assert bench.run(parsed("--lesson", "00", "--class", "3", *words)) == 0
    assert given[0][-2:] == (words or given[0][-2:])
    assert ("--cluster" in given[0]) == bool(cluster)
    out = capsys.readouterr().out
    assert (said or "gradebook: SQLite.\n\n| graded") in out


def test_without_dask_nobody_is_invented_for_a_cluster(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr(bench.compileall, "compile_dir", lambda *_, **__: True)
    with pytest.raises(CommandFailed, match="needs Dask"):
        bench.run(parsed("--lesson", "00", "--class", "3", "--cluster", "local:2"))


@pytest.mark.parametrize("word", ["--cluster", "--gradebook"])
def test_what_is_for_a_class_is_not_for_the_comparison_with_nbgrader(word, monkeypatch):
    monkeypatch.setattr(bench.compileall, "compile_dir", lambda *_, **__: True)
    with pytest.raises(CommandFailed, match=f"{word} needs --class N"):
        bench.run(parsed(word, "something"))


@pytest.mark.slow
def test_a_small_class_is_graded_and_each_of_its_tenths_told(capsys):
    asked = argparse.Namespace(lesson="00", size=12, gradebook="", cluster="")
    assert bench.run(asked) == 0
    said = capsys.readouterr().out
    assert "| 12 |" in said
    assert "12 are in the gradebook, 12 different ones; 0 of " in said
    assert "The writer alone, 12 graded ones: " in said
