"""What a stand-in cannot do is no answer to a course's own test, though that catches every error.

A test that wants an error, or that two things differ, would take our own limits for the right
answer. Each case has two answers, of which plain nbgrader takes the first alone.
"""

from __future__ import annotations

import signal
import time

import pytest
from a_lesson import written
from own_lesson import BASIC, NAME, Asked, grade_id, lesson_of, marked

from autograder.commands.release import release
from autograder.grading import work
from autograder.grading.inside.methods import NEVER_ASKED, special
from autograder.grading.nursery import Nursery
from autograder.grading.proxies import Pupil
from autograder.grading.side import Side
from autograder.lesson.reading import LessonError
from autograder.sandbox.settings import Settings

P = "class NAME:\n    def __init__(self, x=1):\n        self.x = x\n        self._y = 2\n"
WANTED = "try:\n    {}\n    ok = False\nexcept {}:\n    ok = True\nassert ok"


def of_class(more: str, less: str, test: str, error: str = "") -> tuple[str, str, str]:
    """Two classes that differ in their last lines, and a test of an object `p`."""
    wanted = WANTED.format(test, error) if error else test
    return P + more, P + less, f"p = NAME()\nassert p.x == 1\n{wanted}"


def wanting(right: str, wrong: str, call: str, error: str = "Exception") -> tuple[str, str, str]:
    return right, wrong, f"assert NAME(3) is not None\n{WANTED.format(call, error)}"


REFUSES = "    def {}(self, *a): raise {}"
# Both answers lose: the test asks for what nobody can tell, and no release takes it.
UNTOLD = {
    "an attribute that cannot be set": of_class(
        "    def __setattr__(self, n, v):\n        if n in self.__dict__: raise AttributeError(n)\n"
        "        super().__setattr__(n, v)",
        "",
        "p.x = 5",
        "AttributeError",
    ),
    "an attribute that cannot be deleted": of_class(
        REFUSES.format("__delattr__", "AttributeError"), "", "del p.x", "AttributeError"
    ),
    "a sum that is refused": of_class(
        REFUSES.format("__add__", "TypeError"),
        "    def __add__(self, a): return self",
        "p + 1",
        "TypeError",
    ),
    "two that differ": of_class(
        "    def __eq__(self, other): return self.x == other.x",
        "    def __eq__(self, other): return True",
        "assert p != NAME(2)",
    ),
    "a copy": of_class(
        REFUSES.format("__reduce_ex__", "TypeError"), "", "__import__('copy').copy(p)", "TypeError"
    ),
    "an argument that does not travel": wanting(
        "def NAME(x):\n    if type(x) is not int: raise ValueError\n    return x",
        "def NAME(x):\n    return x",
        "NAME(object())",
    ),
    "an argument that is too large": wanting(
        "def NAME(x):\n    if np.size(x) > 10**6: raise ValueError\n    return 1",
        "def NAME(x):\n    return 1",
        "NAME(np.zeros(2 * 10**6))",
    ),
}
# The first alone gets its points.
TOLD = {
    "no items to set": of_class(
        "    def __getitem__(self, i): return i\n    def __len__(self): return 3",
        "    def __setitem__(self, i, v): pass",
        "p[0] = 5",
        "TypeError",
    ),
    "no items": of_class("", "    def __getitem__(self, i): return i", "p[0]", "TypeError"),
    "no sum": of_class("", "    def __add__(self, a): return self", "p + 1", "TypeError"),
    "no hash": of_class("    __hash__ = None", "", "{p}", "TypeError"),
    "nothing private": of_class("    _z = 3", "", "assert hasattr(p, '_z')"),
    "nothing more that is private": of_class("", "    _z = 3", "assert not hasattr(p, '_z')"),
    "what it says of itself": of_class("    def __bool__(self): return False", "", "assert not p"),
    "its text": of_class("    def __repr__(self): return 'a'", "", "assert f'{p} {p!r}' == 'a a'"),
    "a large attribute": of_class(
        "", "    @property\n    def z(self): return np.zeros(10**7)", "assert not hasattr(p, 'z')"
    ),
    "an answer that is too large": wanting(
        "def NAME(x):\n    if x > 10**6: raise ValueError\n    return np.zeros(x)",
        "def NAME(x):\n    return np.zeros(x)",
        "NAME(2 * 10**6)",
    ),
    "a number that is too large": wanting(
        "def NAME(x):\n    if x > 10**3: raise ValueError\n    return 2**x",
        "def NAME(x):\n    return 2**x",
        "NAME(5000) + 1",
    ),
    "values without end": wanting(
        "def NAME(x):\n    yield 1\n    raise ValueError",
        "def NAME(x):\n    while True: yield 1",
        "list(NAME(1))",
        "ValueError",
    ),
    "values that are too large": wanting(
        "def NAME(x):\n    yield 1\n    raise ValueError",
        "def NAME(x):\n    yield np.zeros(10**5)\n    yield np.zeros(10**7)",
        "list(NAME(1))",
        "ValueError",
    ),
    "a long text": (
        "def NAME():\n    return 'a' * 3",
        "def NAME():\n    return 'a' * 20_000",
        "assert len(NAME()) < 15_000",
    ),
    "objects in an array": (
        "def NAME():\n    return np.zeros(2)",
        "def NAME():\n    return np.array([1, 2], dtype=object)",
        "np.testing.assert_array_equal(NAME(), np.zeros(2))",
    ),
    "a masked array": (
        "def NAME():\n    return 0.0",
        "def NAME():\n    return np.ma.array([5.0])",
        "assert NAME() == 0",
    ),
    "a value that does not travel": (
        "NAME = np.zeros(2)",
        "NAME = np.array([1, 2], dtype=object)",
        "assert not NAME.any()",
    ),
}
# So do those that leave alone what they are handed, or give another thing than that.
SORTS_IT = {
    "by its name": ("", "a = [2, 1]\nassert NAME(v=a) == [1, 2]\nassert a == [2, 1]"),
    "in a tuple": ("[0]", "a = ([2, 1],)\nassert NAME(a) == [1, 2]\nassert a[0] == [2, 1]"),
    "in a list": ("[0]", "a = [2, 1]\nassert NAME([a]) == [1, 2]\nassert a == [2, 1]"),
    "in a table": ("['b']", "a = [2, 1]\nassert NAME({'b': a}) == [1, 2]\nassert a == [2, 1]"),
}
for what, (at, test) in SORTS_IT.items():
    right = "def NAME(v):\n    return sorted(v" + at + ")"
    TOLD[f"a list {what}"] = right, "def NAME(v):\n    v" + at + ".sort()\n    return v" + at, test
TOLD["the very list"] = (
    "def NAME(v):\n    return list(v)",
    "def NAME(v):\n    return v",
    "a = [1]\nassert NAME(a) is not a\nNAME(a).append(2)\nassert a == [1]",
)
# And those that give a new array, where another answer gives a view of what it was handed.
VIEWS = {
    "the whole": ("v[:]", "np.arange(4.0)"),
    "a part": ("v[1:3]", "np.arange(4.0)"),
    "every other, backwards": ("v[::-2]", "np.arange(5.0)"),
    "a column": ("v[:, 1]", "np.ones((2, 3))"),
    "a row of what lies by columns": ("v[1]", "np.ones((3, 2)).T"),
    "the other way round": ("v.T", "np.ones((2, 3))"),
    "in one row": ("v.ravel()", "np.ones((2, 3))"),
    "one entry": ("v[1:2].reshape(())", "np.arange(4.0)"),
    "whole numbers": ("v.reshape(2, 2)", "np.arange(4)"),
    "the real parts": ("v.real", "np.ones(3, complex)"),
    "repeated": ("np.broadcast_to(v, (2, 4))", "np.arange(4.0)"),
    "one of two": ("[v[1:]]", "np.arange(4.0)"),
}
for what, (view, made) in VIEWS.items():
    test = (
        f"a = {made}\nkept = a.copy()\nr = NAME(a)\nr = r[0] if type(r) is list else r\n"
        "assert r.size and set(r.flat) <= set(kept.flat)\na[...] = 7\nassert not (r == 7).any()"
    )
    right = f"import copy\ndef NAME(v):\n    return copy.deepcopy({view})"
    TOLD[f"a view: {what}"] = right, f"def NAME(v):\n    return {view}", test
TOLD["no view"] = (
    "def NAME(v):\n    return v[1:]",
    "def NAME(v):\n    return v[1:].copy()",
    "a = np.arange(4.0)\nNAME(a)[0] = 9\nassert a[1] == 9",
)


def asked(cases: dict[str, tuple[str, str, str]]) -> dict[str, Asked]:
    """The same as questions, each with a name of its own."""
    named = {what: f"f{number}" for number, what in enumerate(cases)}
    return {
        what: Asked(*(text.replace("NAME", named[what]) for text in (right, test, wrong)))
        for what, (right, wrong, test) in cases.items()
    }


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """Question: (what the first answer gets, what the second)."""
    all_of_them = asked({**UNTOLD, **TOLD})
    path = written(tmp_path_factory.mktemp("two"), lesson_of(all_of_them, *BASIC), NAME)
    right = marked(path, {what: one.right for what, one in all_of_them.items()})
    wrong = marked(path, {what: one.wrong for what, one in all_of_them.items()})
    work.done()
    return {what: (right[what], wrong[what]) for what in all_of_them}


@pytest.mark.parametrize("what", TOLD)
def test_a_wrong_answer_gains_nothing_by_what_a_stand_in_cannot_do(scores, what):
    right, wrong = scores[what]
    assert right == (2, "")
    assert wrong[0] == 0


@pytest.mark.parametrize("what", UNTOLD)
def test_a_test_of_what_nobody_can_tell_gives_nobody_a_point(scores, what):
    for score, said in scores[what]:
        assert score == 0
        assert "nothing that this question can judge" in said
        assert "p = " not in said
        assert "the test" not in said  # the line is shown that asks for it


def test_a_lesson_with_such_a_test_is_not_released(tmp_path):
    name = "an attribute that cannot be set"
    path = written(tmp_path / "notebooks", lesson_of(asked({name: UNTOLD[name]}), *BASIC), NAME)
    with pytest.raises(LessonError, match=f"{grade_id(name)}.*: the solution gets 0 of 2 points"):
        release(path, tmp_path / "course")


@pytest.mark.filterwarnings("ignore:IPython")  # who has no home is told so by IPython
def test_plain_nbgrader_takes_the_first_of_each_alone(tmp_path):
    few = {name: TOLD[name] for name in ("no items", "the very list", "a masked array")}
    path = written(tmp_path, lesson_of(asked(few), *BASIC), NAME)
    right = marked(path, {what: one.right for what, one in asked(few).items()}, "plain")
    wrong = marked(path, {what: one.wrong for what, one in asked(few).items()}, "plain")
    assert {score for score, _ in right.values()} == {2}
    assert {score for score, _ in wrong.values()} == {0}


@pytest.mark.parametrize("name", NEVER_ASKED)
def test_what_a_class_can_do_is_told(name):
    able = type("Able", (), {name: lambda self, *a: self})()
    assert name in special(able)
    assert name not in special(object())


# What is left half said on a line answers no later question


def test_an_alarm_while_a_process_is_ended_reaches_no_other_student():
    class Alarm(BaseException):
        pass

    def alarm(*_):
        raise Alarm

    with Nursery() as nursery:
        before = signal.signal(signal.SIGALRM, alarm)
        try:
            pid, end = nursery.fork()
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(Alarm):
                nursery.end(pid, patience=5.0)  # the child is in no hurry
            end.close()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        with Side(nursery, Settings()) as side:
            side.run("x = 3")
            assert Pupil(side).named("x") == 3
        with Side(nursery, Settings()) as side:
            assert side.run("print(4)")["outputs"][0]["text"] == ["4", "\n"]


def test_calls_within_calls_without_end_cost_their_own_question(tmp_path):
    deep = "def f(g):\n    return g(1)"
    test = "def ask(x):\n    return f(ask)\ntry:\n    f(ask)\nexcept Exception:\n    pass"
    path = written(
        tmp_path,
        lesson_of(
            {
                "f": Asked("def f(g):\n    return 1", test),
                "h": Asked(
                    "def h(x):\n    return x + 1", "assert [h(i) for i in range(3)] == [1, 2, 3]"
                ),
            },
            *BASIC,
        ),
        NAME,
    )
    began = time.monotonic()
    seen = marked(path, {"f": deep, "h": "def h(x):\n    return x + 1"})
    work.done()
    assert seen["f"][0] == 0
    assert seen["f"][1]
    assert seen["h"] == (2, "")
    assert time.monotonic() - began < 30
