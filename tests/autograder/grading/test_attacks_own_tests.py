"""A course's own asserts decide on our side: what a student calls like ours reaches none of them.

Each attack stands above a wrong answer to every question of `own_questions.txt`, or is one; none
may earn a point, and what a test may catch it does not hide.
"""

import os
import sys
import time

import pytest
from a_lesson import cell_of, written
from a_room import LEVELS, need
from nbformat.v4 import new_code_cell
from own_lesson import BASIC, NAME, Asked, answered, grade_id, id_of_test, lesson_of, questions

from autograder.grading import trial, work
from autograder.grading.nursery import Nursery
from autograder.sandbox.probe import Probe
from autograder.sandbox.settings import Settings

ASKED = questions()
FORGIVING = """\
class Yes:
    def __eq__(self, other): return True
    __ne__ = lambda self, other: False
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    __abs__ = __sub__ = __rsub__ = __mul__ = __call__ = __getitem__ = lambda self, *a: self
    __bool__ = lambda self: True
    __hash__ = lambda self: 0
    __float__ = lambda self: 0.5
    __len__ = lambda self: 1
    __iter__ = lambda self: iter([self])
    def __getattr__(self, name): return self
"""
OVER_OURS = {
    "builtins": "abs = len = sum = max = sorted = lambda *a: 0\n"
    "isinstance = callable = hasattr = lambda *a: True\n"
    "import builtins\nfor name in ('abs', 'len', 'sum', 'all', 'isinstance', 'callable'):\n"
    "    setattr(builtins, name, lambda *a, **k: True)",
    "libraries": f"{FORGIVING}np = math = Fraction = inspect = Yes()",
    "inside libraries": "import numpy as real, math, unittest, inspect\n"
    "for where, name in ((real, 'allclose'), (real, 'array_equal'), (math, 'isclose')):\n"
    "    setattr(where, name, lambda *a, **k: True)\n"
    "real.testing.assert_allclose = real.testing.assert_equal = lambda *a, **k: None\n"
    "unittest.TestCase.assertAlmostEqual = lambda *a, **k: None",
    "what the lesson defines": "close = lambda a, b: True\nTOLERANCE = 10**9\n"
    "middle = lambda values: None\nPOINTS = MORE = NOISE = made = None",
    "errors": "class AssertionError(Exception): pass\nNameError = Exception\n"
    "import builtins\nbuiltins.AssertionError = Exception",
    "the notebook": "from IPython import get_ipython\nimport ast\n"
    "class NoAsserts(ast.NodeTransformer):\n"
    "    def visit_Assert(self, node): return ast.Pass()\n"
    "get_ipython().ast_transformers.append(NoAsserts())",
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    yield written(tmp_path_factory.mktemp("own"), lesson_of(ASKED, *BASIC), NAME)
    work.done()


def graded(path, answers, *first):
    """The marks of these answers, with more cells of the student's above them."""
    (path.parent.parent / "seeds.json").write_text("{}")
    book = answered(path, answers)
    where = book.cells.index(cell_of(book, grade_id(next(iter(answers)))))
    book.cells[where:where] = [new_code_cell(text) for text in first]
    marks = trial._by_us(book, path, path.parent.parent)
    return {name: marks[id_of_test(name)] for name in answers}


@pytest.mark.parametrize("what", OVER_OURS)
def test_what_a_student_calls_like_ours_decides_no_verdict(lesson, what):
    seen = graded(lesson, {name: one.wrong for name, one in ASKED.items()}, OVER_OURS[what])
    assert {name: score for name, (score, _) in seen.items() if score != 0} == {}


def test_the_right_answers_below_such_names_keep_their_points(lesson):
    harmless = "len = sum = lambda *a: 0\nclose = middle = TOLERANCE = None"
    right = {name: one.right for name, one in ASKED.items() if "sorted" not in one.right}
    spoilt = {"the sum that they write", "builtins", "an object with a length"}
    spoilt.add("an object of theirs that the lesson uses")  # in a cell that calls len
    right = {name: text for name, text in right.items() if name not in spoilt}
    seen = graded(lesson, right, harmless)
    assert {name: told for name, told in seen.items() if told[0] != 2} == {}


def test_an_object_that_is_equal_to_everything_is_equal_to_nothing(lesson):
    answers = {
        name: f"{FORGIVING}\n{line.split('(')[0]}(*a, **k):\n    return Yes()"
        for name, one in ASKED.items()
        if (line := next((x for x in one.right.splitlines() if x.startswith("def ")), ""))
    }
    by_text = {"its text"}  # which is all that this question asks for beside one number
    seen = graded(lesson, {name: text for name, text in answers.items() if name not in by_text})
    assert {name: told for name, told in seen.items() if told[0] != 0} == {}


CATCHING = {
    "except Exception": "try:\n    f(-1)\nexcept Exception:\n    pass\nelse:\n    assert False",
    "a bare except": "try:\n    f(-1)\n    ok = False\nexcept:\n    ok = True\nassert ok",
    "unittest": "import unittest\nwith unittest.TestCase().assertRaises(Exception):\n    f(-1)",
    "finally": "import contextlib\nwith contextlib.suppress(Exception):\n    f(-1)",
}
RAISING = "def f(x):\n    if x < 0:\n        raise ValueError\n    return x"


@pytest.fixture(params=CATCHING)
def catching(request, tmp_path):
    yield written(tmp_path, lesson_of({"f": Asked(RAISING, CATCHING[request.param])}), NAME)
    work.done()


@pytest.mark.parametrize(
    "end",
    ["__import__('os')._exit(0)", "__import__('ctypes').string_at(0)", "while True: pass"],
    ids=["exit", "crash", "loop"],
)
def test_a_test_that_wants_an_error_does_not_take_the_end_of_a_process_for_one(catching, end):
    assert graded(catching, {"f": RAISING})["f"] == (2, "")
    score, said = graded(catching, {"f": f"def f(x):\n    {end}"})["f"]
    assert score == 0
    assert said.startswith(("Your code", "It did not come back"))


@pytest.mark.parametrize("killed", [True, False], ids=["the warm process", "a line of ours"])
def test_a_failure_of_ours_that_a_test_catches_is_no_verdict(catching, monkeypatch, killed):
    asked, whole = [], Nursery._ask

    def failing(self, said, fd=None):
        asked.append(said["do"])
        if said["do"] == "end" and not killed:
            raise IndexError("list index out of range")
        if said["do"] == "end":
            self.warm.kill()
            self.warm.wait()
        return whole(self, said, fd)

    monkeypatch.setattr(Nursery, "_ask", failing)
    with pytest.raises(Exception, match="on our side"):
        graded(catching, {"f": "def f(x):\n    __import__('os')._exit(0)"})
    assert "end" in asked


ENDLESS = {
    "a value to count to": ("n = 10", "n = 10**1000", "i = 0\nwhile i < n:\n    i += 1"),
    "values without end": (
        "def f():\n    yield 1",
        "def f():\n    while True:\n        yield 1",
        "assert list(f()) == [1]",
    ),
    "large values without end": (
        "def f():\n    yield 1",
        "import numpy as np\ndef f():\n    while True:\n        yield np.zeros(50_000)",
        "assert list(f()) == [1]",
    ),
    "a list that grows while it is read": (
        "class L:\n    def __getitem__(self, i):\n        return [1][i]\nmade = L()",
        "class L:\n    def __getitem__(self, i):\n        return 1\nmade = L()",
        "assert made[0] == 1\ntry:\n    made[1]\n    assert False\nexcept IndexError:\n    pass",
    ),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_has_no_end_costs_its_own_question(tmp_path, what, monkeypatch):
    monkeypatch.setattr(trial, "Settings", lambda: Settings(test_seconds=3.0))
    right, wrong, test = ENDLESS[what]
    asked = {"f": Asked(right, test), "g": Asked("g = 1", "assert g == 1")}
    path = written(tmp_path, lesson_of(asked), NAME)
    began = time.monotonic()
    seen = graded(path, {"f": wrong, "g": "g = 1"})
    work.done()
    assert time.monotonic() - began < 20
    assert seen["f"][0] == 0
    assert seen["g"] == (2, "")


def test_a_test_s_own_module_and_folder_are_those_of_the_lesson_and_gone_afterwards(tmp_path):
    asked = {"f": Asked("f = 1", "import own_helper\nassert f == own_helper.ONE")}
    path = written(tmp_path, lesson_of(asked), NAME)
    (path.parent / "own_helper.py").write_text("ONE = 1\n")
    before = os.getcwd(), list(sys.path)
    assert graded(path, {"f": "import sys\nsys.modules['own_helper'] = None\nf = 2"})["f"][0] == 0
    assert graded(path, {"f": "f = 1"})["f"] == (2, "")
    work.done()
    assert (os.getcwd(), list(sys.path)) == before
    assert "own_helper" not in sys.modules
    assert not (path.parent / "__pycache__").exists()


def test_nothing_of_a_hidden_test_is_told_whatever_a_student_s_code_says(tmp_path):
    test = "### BEGIN HIDDEN TESTS\nassert f(31337) == 1, 'no'\n### END HIDDEN TESTS"
    path = written(tmp_path, lesson_of({"f": Asked("def f(x):\n    return 1", test)}), NAME)
    telling = {
        "by its text": "def f(x):\n    raise ValueError(x)",
        "by its name": "def f(x):\n    raise type(f'E{x}', (Exception,), {})('no')",
        "by a name that is missing": "def f(x):\n    raise NameError(f'no {x}', name='f')",
        "as an assertion": "def f(x):\n    raise AssertionError(x)",
        "as another kind": "def f(x):\n    return type(f'E{x}', (), {})()",
        "by what it prints": "def f(x):\n    print(x)",
    }
    for text in telling.values():
        score, said = graded(path, {"f": text})["f"]
        assert score == 0
        assert said
        assert "31337" not in said
    work.done()


def test_an_alarm_in_the_middle_of_an_exchange_is_followed_by_a_new_process(tmp_path, monkeypatch):
    monkeypatch.setattr(trial, "Settings", lambda: Settings(test_seconds=0.5, call_seconds=2.0))
    slow = "import time\ndef f(x):\n    time.sleep(1.0)\n    return x"
    asked = {
        "f": Asked("def f(x):\n    return x", "assert f(1) == 1"),
        "g": Asked("def g(x):\n    return x", "assert g(1) == 1"),
    }
    path = written(tmp_path, lesson_of(asked), NAME)
    seen = graded(path, {"f": slow, "g": asked["g"].right})
    assert seen["f"] == (
        0,
        "The test did not come to its end within 0.5 s with what your code gave.",
    )
    assert seen["g"] == (2, "")
    work.done()


@pytest.mark.parametrize("level", LEVELS)
def test_ordinary_tests_are_graded_at_every_level(tmp_path, level, monkeypatch):
    need(LEVELS[level])

    seen = Probe(0, "as wished", list(LEVELS[level]), [], "")
    monkeypatch.setattr(trial, "probe", lambda: seen)
    path = written(tmp_path, lesson_of(ASKED, *BASIC), NAME)
    seen = graded(path, {name: one.right for name, one in ASKED.items()})
    assert {name: told for name, told in seen.items() if told != (2, "")} == {}
    work.done()
