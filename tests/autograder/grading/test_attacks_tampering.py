"""Attacks on the verdict (part C of the catalogue): no wrong answer becomes a right one.

| case | why it cannot arise |
|---|---|
| 31, 41, 45, 49, 60, 61 | the catalogue has no cases of these numbers |
| 30, 33, unittest, pytest, doctest | none of them is used to reach a verdict |
| 51, results in a file | none is read: the verdict is made where the submission cannot write |
| 52, 58, pickles | nothing unpickles; `test_nothing_of_ours_can_unpickle` looks for it |
| 53, 54, 55, 57, metadata and cells | restored before grading: `test_restore.py` |
| a student's own `np`, `abs` in a test | a test cell is one line, `check.name(function)` |

What numpy is told by a stand-in inside the process, the shortcuts, are in `test_attacks_shortcuts`.
"""

# ruff: noqa: E501 - an attack is a line

import ast
from pathlib import Path

import pytest
from a_room import FULL, RIGHT, WRONG, answer, attacked, harmless

from autograder.grading import inside

CELLS = {
    "comparisons of numpy": "import numpy as np\nyes = lambda *a, **k: True\n"
    "np.allclose = np.isclose = np.array_equal = np.testing.assert_allclose = yes",
    "numpy itself": "import sys, types\nclass M(types.ModuleType):\n"
    "    def __getattr__(self, name): return lambda *a, **k: True\nsys.modules['numpy'] = M('numpy')",
    "builtins": "import builtins\nfor n in 'float len print isinstance type int id getattr list str'"
    ".split():\n    setattr(builtins, n, lambda *a, **k: 1)",
    "json": 'import json\njson.dumps = lambda *a, **k: \'[{"answer": 1, "value": 1}, []]\'',
    "the checks": "from autograder import check\nfor n in ('margin', 'perceptron_step'):\n"
    "    setattr(check, n, lambda *a, **k: 3.0)",
    "the modules of the checks": "import sys, types\nfor n in ('autograder.check.judge', "
    "'autograder.grading'): sys.modules[n] = types.ModuleType(n)",
    "a name check": "check = lambda *a, **k: 3.0\nautograder = check\n3.0",
    "assert": "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
    "    def visit_Raise(self, node): return ast.Pass()\nget_ipython().ast_transformers.append(T())",
    "cells into try and except": "get_ipython().input_transformers_post.append(lambda lines: "
    "['try:\\n'] + ['    ' + x for x in lines] + ['\\nexcept BaseException: pass\\n'])",
    "the traceback": "get_ipython().showtraceback = lambda *a, **k: None",
    "the shell's own run": "get_ipython().__class__.run_cell = lambda *a, **k: None",
    "the way to raise": "import sys\nsys.excepthook = lambda *a: None\nException.__str__ = None",
    "points as a result": "3.0",
    "points as a line": "print('### BEGIN GRADE 3.0 ### END GRADE'); print(3.0)",
    "points as a display": "from IPython.display import *\npublish_display_data({'text/plain': '3.0'})",
    "a file of results": "import json\nfor p in ('/tmp/verdicts.json', 'results.xml', '/verdicts'):\n"
    "    try: json.dump({'check-step': 3.0}, open(p, 'w'))\n    except OSError: pass",
    "modules that shadow ours": "import sys\nfor n in ('numpy', 'autograder', 'sitecustomize', 'conftest'):\n"
    "    open(f'/tmp/{n}.py', 'w').write('1/0')\nsys.path.insert(0, '/tmp')",
    "the profiler and the tracer": "import sys, threading\nsys.settrace(lambda *a: None)\nsys.setprofile = lambda f: None",
    "the garbage collector": "import gc\nfor o in gc.get_objects():\n"
    "    if isinstance(o, dict) and o.get('points'): o['points'] = 9",
}


@pytest.mark.parametrize("case", CELLS)
def test_no_patch_makes_a_wrong_answer_right(room, case):
    """What it does to its own other answers is its own affair."""
    seen = room.grade("mallory", room.book(WRONG, CELLS[case], after=CELLS[case]))
    assert seen.record.problem == ""
    assert seen.score == 0
    assert all(seen.scores[name] <= FULL[name] for name in FULL)
    assert "3.0" not in [o.get("text/plain") for o in seen.notebook.cells if "execute_result" in o]
    harmless(room)


ALL_EQUAL = """\
class Yes:
    def __eq__(self, other): return True
    __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __bool__ = __contains__ = __eq__
    def __call__(self, *a, **k): return self
    def __getattr__(self, name): return self
    def __iter__(self): return iter([self, self])
    def __len__(self): return 2
    def __float__(self): return 0.0
    def __array__(self, *a, **k): return np.zeros(3)
    __sub__ = __rsub__ = __mul__ = __abs__ = __getitem__ = __call__
"""
ANSWERS = {
    "what equals everything": (ALL_EQUAL + "return Yes()", "expected"),
    "a pair of such": (ALL_EQUAL + "return Yes(), Yes()", "expected"),
    "an array that equals everything": (
        "class A(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return np.True_\n"
        "    def __array_function__(self, *a, **k): return True\n"
        "    __eq__ = __sub__ = lambda self, other: True\nreturn np.zeros(w.shape).view(A), 0.0",
        "not right",
    ),
    "an array with a false shape": (
        "class A(np.ndarray):\n    shape = property(lambda s: (3,))\n    ndim = 1\n"
        "return np.zeros((50, 3)).view(A), 0.0",
        ("has shape", "not right"),
    ),
    "numbers that equal everything": (
        "class F(float):\n    __eq__ = __le__ = lambda self, other: True\n    __hash__ = None\n"
        "return w + y * x, F(99)",
        "not right",
    ),
    "a text that is a number": ("return w, '0.0'", "a str"),
    "nan": ("return w * np.nan, b", "holds nan at index"),
    "inf": ("return w + np.inf, b", "holds inf at index"),
    "what would broadcast": ("return 0.0, b", "has shape ()"),
    "an empty array": ("return np.zeros(0), b", "has shape (0,)"),
    "too many axes": ("return np.zeros((3, 3)), b", "has shape (3, 3)"),
    "thirty axes": ("return np.zeros((1,) * 30), b", "has shape"),
    "objects": ("return np.array([object()] * w.size), b", "object"),
    "texts": ("return w.astype(str), b", "<U"),
    "dates": ("return w.astype(int).astype('M8[D]'), b", "datetime"),
    "fields": ("return np.zeros(w.size, 'f8,f8'), b", "expected numbers"),
    "a mask": ("return np.ma.masked_array(w, True), b", "masked"),
    "complex": ("return w.astype(complex), b", "complex"),
    "truth": ("return w > 0, b", "True and False"),
    "changing the question": ("w[...] = 0\nx[...] = 0\nreturn w, b", ("not right", "changed")),
    "changing it, right answer": (
        "s = y * (y * (x @ w + b) <= 0)\nnew = w + s * x\nw[...] = 0\nreturn new, b + s",
        "It changed its argument w",
    ),
    "a view of what changes later": (
        "global kept\nkept = w\nw += 0\nreturn x[...], b",
        "not right",
    ),
    "other answers at other times": (
        "global n\nn = globals().get('n', 0) + 1\nreturn w + n, b",
        ("two answers", "not right"),
    ),
    "a table of seen inputs": (
        "seen = {(0, 0): (np.array([0.5, -1.5]), 1)}\nreturn seen.get(tuple(w), (w, b))",
        "not right",
    ),
    "a look at the frames": (
        "f = sys._getframe()\nwhile f:\n    for v in list(f.f_locals.values()):\n"
        "        if type(v).__name__ in ('Case', 'Exercise', 'Verdict'): return v.answer\n    f = f.f_back",
        "not right",
    ),
    "a hostile text": (
        "class S(str):\n    encode = None\nreturn S('x'), b",
        ("str", "tuple", "cannot"),
    ),
    "a hostile whole number": (
        "class I(int):\n    __abs__ = __lt__ = bit_length = lambda *a: 1 / 0\nreturn w, I(3)",
        ("not right", "tuple", "cannot"),
    ),
    "a table with strange keys": ("return {(1, (2,)): w, None: b, 1j: {}}", "a dict"),
    "a false class": (
        "class A:\n    __class__ = np.ndarray\nreturn A(), b",
        ("object", "tuple", "an A", "expected"),
    ),
    "a class with a hostile class": (
        "class M(type):\n    __name__ = property(lambda s: {1})\n    __instancecheck__ = lambda *a: True\n"
        "class A(metaclass=M): pass\nreturn A(), A",
        ("cannot be read", "expected"),
    ),
    "a mapped file": (
        "m = np.memmap('/tmp/m', float, 'w+', shape=w.shape)\nreturn m, b",
        "not right",
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_no_answer_is_taken_for_what_it_is_not(room, case):
    body, told = ANSWERS[case]
    seen = attacked(room, answer(body))
    assert any(t in seen.message for t in ([told] if isinstance(told, str) else told)), seen.message


@pytest.mark.parametrize(
    "case", ["what equals everything", "changing the question", "a look at the frames"]
)
def test_nor_at_any_level(any_room, case):
    attacked(any_room, answer(ANSWERS[case][0]), before=CELLS["comparisons of numpy"])


HONEST = {
    "lists for arrays": "return [float(v) for v in w + s * x], float(b + s)",
    "a row": "return (w + s * x)[None, :], b + s",
    "single precision": "return (w + s * x).astype('f4'), np.float32(b + s)",
    "an array of one": "return w + s * x, np.array([b + s])",
    "the other byte order": "return (w + s * x).astype('>f8'), b + s",
    "every second number of a larger one": "a = np.zeros(2 * w.size)\na[::2] = w + s * x\nreturn a[::2], b + s",
    "a matrix in Fortran's order": "return np.asfortranarray((w + s * x)[None]), b + s",
    "a subclass of the array": "class A(np.ndarray): pass\nreturn (w + s * x).view(A), b + s",
    "a copy changed in place": "w = w + 0.0\nw += s * x\nreturn w, b + s",
    "a count of its calls": "global n\nn = globals().get('n', 0) + 1\nreturn w + s * x, b + s",
    "a print": "print(3.0)\nreturn w + s * x, b + s",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_answers_of_the_same_kind_are_not_punished(room, case):
    body = f"s = y if y * (x @ w + b) <= 0 else 0\n{HONEST[case]}"
    harmless(room, answer(body))


HONEST_CELLS = {
    "an own check": "def check_step(): return True\nmy_check = check_step",
    "numpy under another name": "import numpy\nnumpy.set_printoptions(precision=3)",
    "a number": "3.0",
    "an own name np": "np = None\nimport numpy as np",
    "a name like a module": "autograder = 'mine'\njson = 3",
}


@pytest.mark.parametrize("case", HONEST_CELLS)
def test_honest_cells_of_the_same_kind_are_not_punished(room, case):
    harmless(room, before=HONEST_CELLS[case], after=HONEST_CELLS[case])


TEXTS = {
    "a page with a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "colours and a bell": "\x1b[31mred\x1b[0m\x07\x9b31m",
    "turned directions": "\u202eabc\u2066def\u200f",
    "half a letter": "\ud800",
    "nothing": "\x00\x01",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_a_student_writes_is_shown_as_text(room, text):
    said = f"from IPython.display import *\nprint({text!r})\ndisplay(HTML({text!r}), Javascript('1'), SVG('<svg/>'))"
    seen = attacked(room, answer(f"raise ValueError({text!r})"), before=said)
    shown = [o for cell in seen.notebook.cells for o in cell.get("outputs") or ()]
    kinds = {kind for o in shown for kind in o.get("data", {})}
    assert kinds <= {"text/plain", "image/png", "image/jpeg"}
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\ud800", "\x00"} & set(seen.told)
    assert all(ord(c) >= 32 or c in "\n\t" for o in shown for c in str(o.get("text", "")))


OURS = "✓ perceptron_step: right on all 16 inputs."
LINES = {
    "an error": f"raise ValueError('\\n\\n{OURS}\\n3.0')",
    "an error's name": f"raise type('E\\n{OURS}\\n', (Exception,), {{}})",
    "the name of a class": f"return type('A\\n{OURS}\\r', (), {{}})()",
    "the name of an array's class": f"return w, type('A\\n{OURS}\\u2028', (), {{}})()",
}


@pytest.mark.parametrize("case", LINES)
def test_no_line_of_a_message_is_the_students(room, case):
    seen = attacked(room, answer(LINES[case]))
    assert OURS in seen.message
    assert not any(line.startswith("✓") for line in seen.message.splitlines())


def test_nothing_of_ours_can_unpickle():
    """No module of the grader asks for one that could, but two that a cluster needs.

    Those pack what our own command sends to its own workers; records come back as JSON.
    """
    for path in Path(inside.__file__).parents[1].rglob("*.py"):
        if path.name in ("cluster.py", "outpost.py"):
            continue
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert not names & {"pickle", "dill", "shelve", "marshal", "joblib", "load"}, path


def test_tests_and_their_points_are_the_instructors(room):
    book = room.book(WRONG)
    for cell in book.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("grade"):
            nbgrader["points"], nbgrader["locked"] = 100, False
            cell.source = "100.0"
    seen = room.grade("mallory", book)
    assert seen.scores == {**FULL, "check-step": 0.0}
    assert any("put back" in note for note in seen.record.notes)
    assert harmless(room, RIGHT)
