"""Attacks by what Python and numpy ask an object for, by odd names, by slowness and by views.

Of everything that an object says of itself, one thing alone reaches our side: plain data. What
numpy would ask it for (`__array_ufunc__`, `__array__`), what `inspect` would (`__signature__`, the
text of a default), when it answers, and in whose memory it claims to lie decide nothing.
"""

# ruff: noqa: E501 - an attack is a line

import pytest
from a_lesson import written
from a_room import TIGHT, WRONG, answer, attacked, harmless
from grading.test_attacks_forged import TAKEN
from own_lesson import BASIC, NAME, Asked, lesson_of, marked

from autograder.grading import work

SAYS_YES = """\
class Yes(float):
    __array_priority__ = 1e9
    def __array_ufunc__(self, *a, **k): return np.float64(0)
    def __array_function__(self, *a, **k): return True
    def __array__(self, *a, **k): return np.array(WANTED)
    def __array_wrap__(self, *a, **k): return np.float64(0)
    def __float__(self): return WANTED
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    __le__ = __ge__ = __gt__ = __eq__
    def __sub__(self, other): return 0.0
    __rsub__ = __mod__ = __sub__
    def __abs__(self): return 0.0
    def __index__(self): return int(WANTED)
    def __round__(self, *a): return WANTED
    def __hash__(self): return hash(WANTED)
    def __format__(self, how): return str(WANTED)
"""
BODIES = {
    "a number that says yes to numpy": SAYS_YES.replace("WANTED", "1.0")
    + "return w + y * x, Yes(99)",
    "an object that says yes to numpy": SAYS_YES.replace("WANTED", "1.0").replace("(float)", "")
    + "return Yes(), Yes()",
    "an array with bytes of its own": "class A(np.ndarray):\n"
    "    def tobytes(self, *a): return b'\\0' * 8 * self.size\n    def astype(self, *a): return self\n"
    "    dtype = np.dtype('f8')\n    nbytes = 0\nreturn np.ones(w.shape).view(A) * 5, b",
    "an array that was never written": "class A(np.ndarray):\n    def __array_finalize__(self, o): 1 / 0\n"
    "return np.empty(w.shape).view(A), b",
    "a text that is a tree": "class S(str):\n    def encode(self, *a): return self\n"
    "    def decode(self, *a): return {'t': 'same', 'h': 0}\nreturn S('x'), b",
    "a number that is a tree": "class I(int):\n    def __abs__(self): return 0\n"
    "    def __int__(self): return True\nreturn w + y * x, I(5)",
    "a list that is another each time": "class L(list):\n    n = 0\n    def __iter__(self):\n"
    "        L.n += 1\n        return iter([0.0] * (w.size if L.n % 2 else 10**9))\nreturn L(), b",
    "a view of all memory": "return np.lib.stride_tricks.as_strided(w, (10**5,), (8,)), b",
    "a view across all memory": "return np.lib.stride_tricks.as_strided(w, (3,), (2**45,)), b",
    "a view of the question, zeroed": "w[...] = 0\nreturn w[:], b",
    "a view of the question, zeroed by a thread": "import threading\nold = w.copy()\n"
    "def later():\n    for n in range(1000): w[...] = n % 2\nthreading.Thread(target=later).start()\nreturn w[:], b",
    "an array without a part": "return np.zeros((0, 2**40)), np.zeros((2**40, 0))",
    "an array that repeats one number": "return np.broadcast_to(0.0, (10**6, 10**6)), b",
    "a coroutine": "async def later(): return w, b\nreturn later()",
    "a promise": "import concurrent.futures as c\nf = c.Future()\nf.set_result((w, b))\nreturn f",
    "a pickle that acts": "class P:\n    def __reduce__(self): return exec, ('1/0',)\nreturn P(), b",
    "slow, but never too slow": f"time.sleep({0.8 * TIGHT.call_seconds})\nreturn w + 1, b",
    "slow to be read": "class L(list):\n    def __iter__(self):\n        time.sleep(3)\n        return iter([w, b])\nreturn L()",
}
# What stands under the name of the first answer.
STEPS = {
    "a default whose text has no end": "class D:\n    def __repr__(self):\n        while True: pass\n"
    "def perceptron_step(w, b, x, y, z=D()): return w, b",
    "a default whose text ends the program": "class D:\n    def __repr__(self): raise SystemExit\n"
    "def perceptron_step(w, b, x, y, z=D()): return w, b",
    "a signature without end": "class S:\n    def __getattr__(self, n):\n        while True: pass\n"
    "def perceptron_step(w, b, x, y): return w, b\nperceptron_step.__signature__ = S()",
    "wrapped in itself": "def perceptron_step(w, b, x, y): return w, b\n"
    "perceptron_step.__wrapped__ = perceptron_step",
    "a class that says it is a function": "import types\nclass F:\n    __class__ = types.FunctionType\n"
    "    def __call__(self, w, b, x, y): return w, b\nperceptron_step = F()",
    "a class whose name ends the program": "class M(type):\n    @property\n    def __name__(self): raise SystemExit\n"
    "class perceptron_step(metaclass=M):\n    def __init__(self, *a): pass",
    "the check itself": "from autograder import check\nperceptron_step = check.perceptron_step",
    "the end of all": "import os\nperceptron_step = os.abort",
    "a coroutine": "async def perceptron_step(w, b, x, y): return w + y * x, b + y",
    "a generator": "def perceptron_step(w, b, x, y):\n    yield w + y * x\n    yield b + y",
    "a letter that looks like it": "def pеrceptron_step(w, b, x, y): return w, b",
}
FALSE_PLACES = {
    "before its beginning": "[0, -8, [8]]",
    "behind its end": "[0, 800, [8]]",
    "with great strides": "[0, 0, [2**30]]",
    "with strides of no number": "[0, 0, ['8']]",
    "of nothing": "[99, 0, [8]]",
    "too few": "[0]",
    "a table": "{}",
    "in what is no array": "[0.5, 0, [8]]",
}


@pytest.mark.parametrize("case", BODIES)
def test_an_answer_is_the_plain_data_in_it(room, case):
    attacked(room, answer(BODIES[case]))


@pytest.mark.parametrize("case", STEPS)
def test_a_strange_thing_under_the_name_of_an_answer_costs_its_own_question(room, case):
    attacked(room, STEPS[case])


@pytest.mark.parametrize("case", FALSE_PLACES)
def test_a_false_place_in_the_question_is_no_answer(room, case):
    tree = f"{{'t': 'array', 'd': '<f8', 's': [1], 'b': 0, 'in': {FALSE_PLACES[case]}}}"
    said = (
        "type(server).do_call = lambda self, buffers, **said: ({'answer': [TREE, TREE]}, [EIGHT])"
    )
    said = said.replace("TREE, TREE", f"{tree}, 0")
    kept = "kept = real\n" + said.replace(
        "lambda self, buffers, **said: (",
        "lambda self, buffers, **said: kept(self, buffers, **said) if 'margin' == asked[0] else (",
    )
    attacked(room, WRONG, before=TAKEN + kept)


@pytest.mark.slow
def test_so_it_is_at_every_level(any_room):
    for case in BODIES:
        attacked(any_room, answer(BODIES[case]))
    for case in STEPS:
        attacked(any_room, STEPS[case])


HONEST = {
    "a dtype with words": "return (w + s * x).astype(np.dtype('f8', metadata={'unit': 'm'})), b + s",
    "a number of a class of its own": "class F(np.float64): pass\nreturn w + s * x, F(b + s)",
    "a view of an array of its own": "a = np.vstack([w + s * x, x])\nreturn a[0], b + s",
    "a view of what it was handed": "return (w + s * x if s else w[:]), b + s",
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_answers_of_the_same_kind_are_not_punished(room, case):
    body = f"s = y if y * (x @ w + b) <= 0 else 0\n{HONEST[case]}"
    harmless(room, answer(body))


# What a course's own test asks, where 3.0 is the right answer.
QUESTIONS = {
    "numpy": "assert np.allclose(NAME(), 3.0)",
    "numpy's tests": "np.testing.assert_allclose(NAME(), 3.0)",
    "numpy, the other way": "assert np.isclose(3.0, NAME())",
    "a ufunc": "assert np.abs(np.subtract(NAME(), 3.0)) < 1e-9",
    "a difference": "assert abs(NAME() - 3.0) < 1e-9",
    "a difference, the other way": "assert abs(3.0 - NAME()) < 1e-9",
    "mathematics": "assert math.isclose(NAME(), 3.0)",
    "rounded": "assert round(NAME(), 3) == 3.0",
    "a float of it": "assert float(NAME()) == 3.0",
    "an array of it": "assert np.array(NAME()).shape == () and np.array(NAME()) == 3.0",
    "equal": "assert NAME() == 3.0",
    "equal, the other way": "assert 3.0 == NAME()",
    "not different": "assert not NAME() != 3.0",
    "one of some": "assert NAME() in (3.0, 4.0)",
    "a key": "assert {3.0: 1}.get(NAME()) == 1",
    "the largest": "assert max(NAME(), 3.0) == min(NAME(), 3.0)",
    "between": "assert 2.9 < NAME() < 3.1",
    "a match": "match NAME():\n    case 3.0: pass\n    case _: raise AssertionError",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """What: (points of 3.0, points of a number that says yes, of an object that does)."""
    asked = {
        what: Asked(f"def f{n}():\n    return 3.0", test.replace("NAME", f"f{n}"))
        for n, (what, test) in enumerate(QUESTIONS.items())
    }
    path = written(tmp_path_factory.mktemp("yes"), lesson_of(asked, *BASIC), NAME)
    yes = SAYS_YES.replace("WANTED", "3.0")
    number = yes.replace("    def __float__(self): return 3.0\n", "")  # that would be an answer
    answers = [{what: one.right for what, one in asked.items()}]
    for kind in (number, yes.replace("(float)", "")):
        made = "Yes(99)" if kind is number else "Yes()"
        answers.append(
            {
                what: f"{kind.replace('Yes', f'Yes{n}')}\ndef f{n}():\n    return {made.replace('Yes', f'Yes{n}')}"
                for n, what in enumerate(asked)
            }
        )
    seen = [marked(path, these) for these in answers]
    work.done()
    return {what: [each[what][0] for each in seen] for what in asked}


@pytest.mark.parametrize("what", QUESTIONS)
def test_what_an_object_says_of_itself_is_no_answer_to_a_courses_own_test(own, what):
    assert own[what] == [2, 0, 0]
