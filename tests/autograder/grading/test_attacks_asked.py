"""A student's code asks a function of ours: what it asks with cannot fill our memory or time.

Functions among the arguments of a call live on the trusted side, and answer there. Whatever they
are given, the worst that comes of it is a wrong answer, at the cost of its own question.
"""

import resource

import pytest
from a_room import MB

from autograder.check.bank import exercises
from autograder.check.judge import judge
from autograder.grading.nursery import Nursery
from autograder.grading.proxies import Pupil
from autograder.grading.side import Side
from autograder.sandbox.settings import Settings

ASKS = """
import numpy as np

class Thing:
    def __getattr__(self, name): return lambda *a: 5

def {name}({takes}):
    asked = 0
    for {loop}:
        try:
            f({what})
            asked += 1
        except Exception as error:
            said = str(error)
    return {answer}
"""
NUMERIC = {"name": "numeric_gradient", "takes": "f, x, h=1e-5", "answer": "np.zeros(np.shape(x))"}
STEPS = {
    "name": "build_step_net",
    "takes": "f, a, b, n",
    "answer": "(np.ones((1, 2)), np.ones(2), np.ones(2), 0.0)",
}
ONCE, EVER = "_ in range(1)", "_ in iter(int, 1)"
WITH = {
    "large arrays, for ever": (EVER, "np.zeros(100_000)"),
    "one that is too large": (ONCE, "np.zeros(10**6)"),
    "one whose answer is too large": (ONCE, "np.zeros((500_000, 1), np.int8)"),
    "texts, all as long as the longest": (ONCE, "[''] * 9000 + ['x' * 10**5]"),
    "an object that answers to everything": (ONCE, "Thing()"),
    "a list of such": (ONCE, "[Thing()]"),
    "a function": (ONCE, "lambda *a: 5"),
    "a function of ours": (ONCE, "f"),
    "nothing": (ONCE, ""),
    "a table": (ONCE, "{1: np.zeros(3)}"),
    "lists in lists": (ONCE, "[[[[[[[[[[1.0]]]]]]]]]]"),
}


def judged(source, name):
    with Nursery(("limits",)) as warm, Side(warm, Settings()) as side:
        side.run(source)
        return judge(exercises()[name], Pupil(side).named(name), "hidden", 7)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1000


@pytest.mark.parametrize("lesson", [NUMERIC, STEPS], ids=["numeric_gradient", "build_step_net"])
@pytest.mark.parametrize("case", WITH)
def test_no_question_does_more_than_cost_its_own(case, lesson):
    loop, what = WITH[case]
    before = peak()
    seen = judged(ASKS.format(loop=loop, what=what, **lesson), lesson["name"])
    assert seen.problem
    assert seen.share == 0
    assert peak() - before < 300 * MB


HONEST = """
import numpy as np

def numeric_gradient(f, x, h=1e-5):
    for _ in range(300):
        f(x * 1.0)
    x = np.asarray(x, float)
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        out[i] = (f(x + step) - f(x - step)) / (2 * h)
    return out
"""


def test_an_honest_answer_may_ask_hundreds_of_times():
    assert judged(HONEST, "numeric_gradient").problem is None
