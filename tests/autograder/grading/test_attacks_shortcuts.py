"""Calling the library function that is the answer (case 48): what is seen, and what is not.

Two roads look for it. The recorder knows the library's code as it runs in the student's process;
the text is read on the trusted side. Both are a courtesy to the honest and a help for a person:
the recorder can be switched off by who knows it, and a text can hide a name. What both miss is an
answer whose numbers are right, got by a road that no process of the student's can be trusted to
tell of. It gains what copying the same formula by hand would; the report names equal work.
"""

# ruff: noqa: E501 - an attack is a line

import numpy as np
import pytest
from a_room import WRONG, harmless, honest

from autograder.grading.nursery import Nursery
from autograder.grading.proxies import Pupil
from autograder.grading.side import Side
from autograder.sandbox.settings import Settings

SEEN = {
    "as it stands": "from nnlib.perceptron import perceptron_step",
    "under another name": "import nnlib.perceptron as p\ndef perceptron_step(w, b, x, y):\n"
    "    return p.perceptron_step(w, b, x, y)",
    "by a name that is put together": "import nnlib.perceptron as p\ndef perceptron_step(w, b, x, y):\n"
    "    return getattr(p, 'perceptron' + '_step')(w, b, x, y)",
    "through sys.modules": "import sys\ndef perceptron_step(*a):\n"
    "    return vars(sys.modules['nnlib.perceptron'])['perceptron_' 'step'](*a)",
    "found among all objects": "import gc\ngc.unfreeze()\ndef perceptron_step(*a):\n    return next(f for f in gc.get_objects() if "
    "getattr(f, '__module__', '') == 'nnlib.perceptron' and getattr(f, '__name__', '') == 'perceptron' + '_step')(*a)",
    "by the C interface": "import ctypes\nimport nnlib.perceptron as p\nf = getattr(p, 'perceptron' + '_step')\n"
    "def perceptron_step(*a):\n    call = ctypes.pythonapi.PyObject_CallObject\n"
    "    call.restype, call.argtypes = ctypes.py_object, [ctypes.py_object] * 2\n    return call(f, a)",
    "with its code under an own name": "import types\nimport nnlib.perceptron as p\nf = vars(p)['perceptron' + '_step']\n"
    "g = types.FunctionType(f.__code__, f.__globals__)\ndef perceptron_step(*a): return g(*a)",
    "the recorder off, the name in the text": "import sys\nimport nnlib.perceptron as p\ndef perceptron_step(*a):\n"
    "    sys.setprofile(None)\n    return p.perceptron_step(*a)",
    "behind a cell that is no Python": "import sys\nfrom nnlib.perceptron import perceptron_step as f\n"
    "def perceptron_step(*a):\n    sys.setprofile(None)\n    return f(*a)",
}
BROKEN = "def (this is no Python"


@pytest.mark.parametrize("road", SEEN)
def test_it_is_seen(room, road):
    before = BROKEN if "no Python" in road else ""
    seen = room.grade("mallory", room.book(SEEN[road], before))
    assert seen.score == 0
    assert "which is the answer itself" in seen["check-step"].message
    honest(room)


NOT_SEEN = {
    "the recorder off, the name put together": "import sys\nimport nnlib.perceptron as p\n"
    "def perceptron_step(*a):\n    sys.setprofile(None)\n    return getattr(p, 'perceptron' + '_step')(*a)",
    "its code, changed a little": "import types\nimport nnlib.perceptron as p\nf = vars(p)['perceptron' + '_step']\n"
    "perceptron_step = types.FunctionType(f.__code__.replace(co_name='g'), f.__globals__)",
}


@pytest.mark.parametrize("road", NOT_SEEN)
def test_it_is_not_seen_and_we_say_so(room, road):
    """No check in the student's process can tell these from their own work: the numbers are right."""
    assert room.grade("mallory", room.book(NOT_SEEN[road])).score == 3
    honest(room)


def test_its_text_cannot_be_had_where_files_are_locked(room):
    text = (
        "import inspect\nimport nnlib.perceptron as p\n"
        "exec(inspect.getsource(getattr(p, 'perceptron' + '_step')), vars(p), globals())"
    )
    seen = room.grade("mallory", room.book(text))
    assert seen.score == 0
    assert "OSError" in seen.shown
    honest(room)


HONEST = {
    "for a figure": "import nnlib.perceptron\ncurve = nnlib.perceptron.perceptron_step([1.0], 0.0, [1.0], -1)",
    "in words": "# nnlib.perceptron.perceptron_step does the same\ntext = 'nnlib.perceptron.perceptron_step'",
    "a profile of its own": "import sys\nsys.setprofile(None)",
    "another function of the library": "from nnlib import perceptron",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_use_of_the_library_is_not_punished(room, case):
    harmless(room, before=HONEST[case])


# Texts that would keep the reader busy, or bring it down: (source, the seconds of one submission)

HARD = {
    "minus signs": "-" * 150_000 + "1",
    "brackets": "(" * 90_000,
    "attributes": "a" + ".a" * 40_000,
    "attributes, fewer": "a" + ".a" * 900,
    "empty lines": "\n" * 190_000,
    "names for names": "import nnlib.perceptron as p0\n"
    + "".join(f"p{n + 1}=p{n}\n" for n in range(9000)),
    "functions for functions": "".join(f"def f{n}(): f{n + 1}()\n" for n in range(6000)),
    "blanks": " " * 190_000 + "x = (",
    "blanks and a question": (" " * 9_000 + "a b\n") * 20,
    "a hole": "x = '\0'",
    "magics": "%" * 150_000,
}


@pytest.mark.parametrize("case", HARD)
def test_a_text_that_is_hard_to_read_costs_only_itself(room, case):
    before = "# nnlib.perceptron.perceptron_step\n" + HARD[case]
    seen = room.grade("mallory", room.book(WRONG, before), cell_seconds=10.0)
    assert seen.record.problem == ""
    assert seen.score == 0
    assert (seen.scores["check-margin"], seen.scores["hidden-margin"]) == (2, 2)
    assert seen.record.seconds < 20
    honest(room)


AFTERWARDS = """
import numpy as np
import nnlib.perceptron as p

def slope(f, x):
    f(x)
    return getattr(p, "mar" + "gin")(x, 0.0, np.eye(2), np.ones(2))
"""


def test_it_is_seen_too_when_a_function_of_the_check_was_asked_before():
    with Nursery() as warm, Side(warm, Settings()) as side:
        side.run(AFTERWARDS)
        caller = Pupil(side).named("slope").caller(("nnlib.perceptron.margin",))
        assert caller.call((lambda x: 1.0, np.ones(2))).raised is None
        assert caller.called == ["nnlib.perceptron.margin"]
