"""The library's own function is no answer, whichever way it comes; everything else is welcome.

Two roads find it: recorders while the function runs, and the text of the cells. The table says
for each way what each road sees; where one is blind, the other one is the reason to have two.
"""

import contextlib
import functools
import importlib
import importlib.util
import subprocess
import sys
import types
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import numpy as np
import pytest

from autograder import check
from autograder.check import CheckFailed
from autograder.check.bank import exercises
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.check.judge import judge
from autograder.check.shortcuts import Recorder
from autograder.check.source import in_source
from nnlib import optimise, regularise

LIBRARY = regularise.soft_threshold
SOFT, PROX = "nnlib.regularise.soft_threshold", "nnlib.regularise.prox_step"
TOLD = (
    f"✗ soft_threshold: not yet. It calls {SOFT}, which is the answer itself.\n"
    "Hint: Write the formula yourself; numpy is welcome."
)
START = """\
import contextlib
import functools
import importlib
import sys
import numpy as np
import nnlib.regularise
import nnlib.regularise as L
from nnlib import regularise
from nnlib.regularise import soft_threshold as s
"""
OWN = "def soft_threshold(W, t): return W - np.clip(W, -t, t)"

# what the cells hold -> does the recorder see it, does `in_source` see it?
SHORTCUTS = {
    "under its full name": "def soft_threshold(W, t): return nnlib.regularise.soft_threshold(W, t)",
    "from a module with an alias": "def soft_threshold(W, t): return L.soft_threshold(W, t)",
    "from its module": "def soft_threshold(W, t): return regularise.soft_threshold(W, t)",
    "under an alias": "def soft_threshold(W, t): return s(W, t)",
    "imported with a star": """
        from nnlib.regularise import *
        def answer(W, t): return soft_threshold(W, t)
        """,
    "imported inside": """
        def soft_threshold(W, t):
            from nnlib.regularise import soft_threshold as inner
            return inner(W, t)
        """,
    "a module imported inside": """
        def soft_threshold(W, t):
            import nnlib.regularise as inner
            return inner.soft_threshold(W, t)
        """,
    "under a name given by assignment": """
        library = regularise
        shrink = library.soft_threshold
        def soft_threshold(W, t): return shrink(W, t)
        """,
    "under a local name": """
        def soft_threshold(W, t):
            library = regularise
            return library.soft_threshold(W, t)
        """,
    "in a helper": """
        def helper(W, t): return s(W, t)
        def soft_threshold(W, t): return helper(W, t)
        """,
    "in a helper of a helper, defined below": """
        def soft_threshold(W, t): return one(W, t)
        def one(W, t): return two(W, t)
        two = lambda W, t: s(W, t)
        """,
    "as a lambda": "soft_threshold = lambda W, t: s(W, t)",
    "in a lambda inside": "def soft_threshold(W, t): return (lambda: s(W, t))()",
    "with getattr": 'def soft_threshold(W, t): return getattr(L, "soft_threshold")(W, t)',
    "passed to map": "def soft_threshold(W, t): return [*map(s, W, [t] * len(W))]",
    "passed to a numpy function": "def soft_threshold(W, t): return np.vectorize(s)(W, t)",
    "in a comprehension": "def soft_threshold(W, t): return [s(row, t) for row in W]",
    "as a default argument": "def soft_threshold(W, t, f=s): return f(W, t)",
    "as a keyword-only default": "def soft_threshold(W, t, *, f=s): return f(W, t)",
    "in a closure": """
        def made(f):
            def soft_threshold(W, t): return f(W, t)
            return soft_threshold
        soft_threshold = made(regularise.soft_threshold)
        """,
    "in a partial": """
        def soft_threshold(W, t): return functools.partial(s, t=t)(W)
        """,
    "as a partial": "soft_threshold = functools.partial(s)",
    "in a dictionary": """
        TOOLS = {"shrink": s}
        def soft_threshold(W, t): return TOOLS["shrink"](W, t)
        """,
    "as an attribute": """
        class Tools: shrink = staticmethod(s)
        def soft_threshold(W, t): return Tools.shrink(W, t)
        """,
    "behind a decorator": """
        def logged(f):
            @functools.wraps(f)
            def wrapper(*args): return f(*args)
            return wrapper
        @logged
        def soft_threshold(W, t): return s(W, t)
        """,
    "with a decorator of one's own": """
        def logged(f):
            @functools.wraps(f)
            def wrapper(*args): return f(*args)
            return wrapper
        soft_threshold = logged(s)
        """,
    "in an object that can be called": """
        class Soft:
            def __call__(self, W, t): return s(W, t)
        soft_threshold = Soft()
        """,
    "in a method": """
        class Soft:
            def shrink(self, W, t): return s(W, t)
        soft_threshold = Soft().shrink
        """,
    "in a try": """
        def soft_threshold(W, t):
            try:
                return s(W, t)
            except Exception:
                return W
        """,
    "called and then forgotten": """
        def soft_threshold(W, t):
            s(W, t)
            return W - np.clip(W, -t, t)
        """,
    "handed in as it is": "from nnlib.regularise import soft_threshold",
    "handed in under another name": "soft_threshold = L.soft_threshold",
    "in a definition under an if": """
        if True:
            def soft_threshold(W, t): return s(W, t)
        """,
}
ONLY_SEEN_RUNNING = {
    "a name put together": """
        def soft_threshold(W, t): return getattr(L, "soft_" + "threshold")(W, t)
        """,
    "a module asked for by name": """
        def soft_threshold(W, t):
            return importlib.import_module("nnlib.regularise").soft_threshold(W, t)
        """,
    "out of the list of modules": """
        def soft_threshold(W, t): return sys.modules["nnlib.regularise"].soft_threshold(W, t)
        """,
    "out of a module's dictionary": """
        def soft_threshold(W, t): return vars(L)["soft_threshold"](W, t)
        """,
    "text that is evaluated": """
        def soft_threshold(W, t): return eval("s(W, t)")
        """,
}
ONLY_SEEN_IN_THE_TEXT = {
    "written, but no input leads there": """
        def soft_threshold(W, t): return s(W, t) if t < 0 else W - np.clip(W, -t, t)
        """,
}
HANDED_IN = {}
WELCOME = {
    "numpy's own tools": OWN,
    "other library functions": """
        def soft_threshold(W, t):
            regularise.l1_penalty([W], t), L.l1_subgrad(W, t)
            return W - np.clip(W, -t, t)
        """,
    "a function of one's own with a name of the library": """
        def prox_step(W, t): return W - np.clip(W, -t, t)
        def soft_threshold(W, t): return prox_step(W, t)
        """,
    "the library in another cell, for a figure": f"""
        print(regularise.soft_threshold(np.eye(2), 0.5).shape)
        {OWN}
        figure = s(np.eye(2), 0.5)
        """,
    "a helper that nobody calls": f"""
        def compared(W, t): return s(W, t) - soft_threshold(W, t)
        {OWN}
        """,
    "one's own after the library's": f"""
        from nnlib.regularise import soft_threshold
        soft_threshold(np.eye(2), 0.5)
        {OWN}
        """,
    "a local name that is also an alias": """
        def soft_threshold(W, t):
            s = np.sign(W)
            return s * np.maximum(s * W - t, 0)
        """,
    "an argument with the name of a result elsewhere": f"""
        W = s(np.eye(2), 0.5)
        t = L.prox_step(W, W, 0.1, 0.1)
        {OWN}
        """,
    "a default argument of numpy's": "def soft_threshold(W, t, f=np.clip): return W - f(W, -t, t)",
    "an import that is not used": """
        def soft_threshold(W, t):
            from nnlib.regularise import soft_threshold
            return W - np.clip(W, -t, t)
        """,
}


def cells(what: str, table: dict[str, str]) -> str:
    return START + dedent(table[what])


def run(text: str, name: str = "soft_threshold") -> Any:
    """What a notebook with these cells knows under the name."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(text, namespace)
    return namespace.get("answer", namespace[name])


def refused(function: Any, **options: Any) -> str:
    with pytest.raises(CheckFailed) as failed:
        check.soft_threshold(function, **options)
    assert failed.value.misconception is None
    return failed.value.message


def seen_in(text: str, *wanted: str) -> list[str]:
    return in_source([text], "answer" if "def answer" in text else "soft_threshold", wanted)


@pytest.mark.parametrize("way", SHORTCUTS)
def test_both_roads_find_the_library_function(way: str) -> None:
    text = cells(way, SHORTCUTS)
    assert refused(run(text)) == TOLD
    assert seen_in(text, SOFT, PROX) == [SOFT]


@pytest.mark.parametrize("way", HANDED_IN)
def test_both_roads_find_the_function_itself(way: str) -> None:
    text = cells(way, HANDED_IN)
    assert refused(run(text)) == TOLD
    assert seen_in(text, SOFT, PROX) == [SOFT]


@pytest.mark.parametrize("way", ONLY_SEEN_RUNNING)
def test_only_the_recorder_finds_what_is_put_together_at_run_time(way: str) -> None:
    text = cells(way, ONLY_SEEN_RUNNING)
    assert refused(run(text)) == TOLD
    assert seen_in(text, SOFT, PROX) == []


@pytest.mark.parametrize("way", ONLY_SEEN_IN_THE_TEXT)
def test_only_the_text_shows_what_no_student_code_calls(way: str) -> None:
    text = cells(way, ONLY_SEEN_IN_THE_TEXT)
    assert check.soft_threshold(run(text)) is None
    assert seen_in(text, SOFT, PROX) == [SOFT]


@pytest.mark.parametrize("way", WELCOME)
def test_neither_road_minds_anything_else(way: str) -> None:
    text = cells(way, WELCOME)
    assert check.soft_threshold(run(text)) is None
    assert seen_in(text, SOFT, PROX) == []


def test_another_library_function_that_is_the_answer_is_told_by_its_own_name() -> None:
    text = START + "def soft_threshold(W, t): return L.prox_step(W, 0 * W, 1.0, t)"
    assert refused(run(text)) == TOLD.replace(SOFT, PROX)
    assert seen_in(text, SOFT, PROX) == [PROX]


@pytest.mark.parametrize("points", [1, 4, 2.5])
def test_a_shortcut_scores_nothing_even_where_the_rest_is_right(points: float) -> None:
    assert refused(lambda W, t: LIBRARY(W, t), points=points) == TOLD
    verdict = judge(exercises()["soft_threshold"], lambda W, t: LIBRARY(W, t), "hidden", 3)
    assert verdict.share == 0
    assert verdict.aspects == {}


def test_a_shortcut_is_told_before_a_wrong_value() -> None:
    assert refused(lambda W, t: LIBRARY(W, t) + 1) == TOLD
    assert refused(lambda W, t: [LIBRARY(W, t)]) == TOLD


def test_a_shortcut_on_one_input_only_is_found() -> None:
    def answer(W: Any, t: Any) -> Any:
        return LIBRARY(W, t) if t > 3 else W - np.clip(W, -t, t)

    assert refused(answer) == TOLD


# Everything is as before when a check is over.


def raising(W: Any, t: Any) -> Any:
    LIBRARY(W, t)
    raise RuntimeError("oh")


def exiting(W: Any, t: Any) -> Any:
    raise SystemExit


def endless(W: Any, t: Any) -> Any:
    while True:
        sum(range(10))


def deep(W: Any, t: Any) -> Any:
    return deep(W, t)


@pytest.mark.parametrize("answer", [run(START + OWN), LIBRARY, raising, exiting, endless, deep])
def test_nothing_is_left_behind(answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.check.deadline.SECONDS", 0.2)
    calls: list[str] = []

    def hook(frame: types.FrameType, event: str, _: Any) -> None:
        calls.append(event)

    code, names, before = LIBRARY.__code__, dict(vars(regularise)), sys.getprofile()
    sys.setprofile(hook)
    try:
        with contextlib.suppress(CheckFailed):
            check.soft_threshold(answer)
        after = sys.getprofile()
    finally:
        sys.setprofile(before)
    assert after is hook
    assert calls
    assert regularise.soft_threshold is LIBRARY
    assert LIBRARY.__code__ is code
    assert vars(regularise) == names


def test_a_check_puts_no_hook_where_none_was() -> None:
    before = sys.getprofile()
    check.soft_threshold(run(START + OWN))
    assert sys.getprofile() is before


def test_the_library_function_stays_what_it_is_while_the_answer_runs() -> None:
    def answer(W: Any, t: Any) -> Any:
        assert regularise.soft_threshold is LIBRARY
        return W - np.clip(W, -t, t)

    check.soft_threshold(answer)


# Compiled functions: stand-ins take their places.


def tanh_by_hand(z: Any) -> Any:
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)


TANH = Exercise(
    tanh_by_hand, "99_made_up", {"z": "n"}, Array("n"), shortcuts=("numpy.tanh", "numpy.arctan2")
)
TANH.cases(lambda rng: iter([Case("any", (rng.uniform(-2, 2, 3),))]))
LIKE = """\
import contextlib
import functools
import numpy as np
import numpy as N
from numpy import tanh as t
"""
COMPILED = {
    "under its own name": "def f(z): return np.tanh(z)",
    "from a module with an alias": "def f(z): return N.tanh(z)",
    "under an alias": "def f(z): return t(z)",
    "with getattr": 'def f(z): return getattr(np, "tanh")(z)',
    "passed to map": "def f(z): return [*map(t, z)]",
    "in a helper": "def g(z): return t(z)\ndef f(z): return g(z)",
    "as a lambda": "f = lambda z: t(z)",
    "as a default argument": "def f(z, one=1, g=t): return g(z) * one",
    "as a keyword-only default": "def f(z, *, g=t): return g(z)",
    "in a closure": "def made(g): return lambda z: g(z)\nf = made(np.tanh)",
    "inside the library": "from nnlib.activations import tanh\ndef f(z): return tanh(z)",
}
COMPILED_BLIND = {
    "in a partial": "g = functools.partial(t)\ndef f(z): return g(z)",
    "in a dictionary": 'G = {"t": t}\ndef f(z): return G["t"](z)',
    "handed in as it is": "f = t",
}


@pytest.mark.parametrize("way", COMPILED)
def test_a_compiled_function_is_found_and_put_back(way: str) -> None:
    function, real = run(LIKE + COMPILED[way], "f"), np.tanh
    held = [function.__defaults__, dict(function.__kwdefaults__ or {}), function.__closure__]
    cells_before = [cell.cell_contents for cell in function.__closure__ or ()]
    verdict = judge(TANH, function, "visible", 0)
    assert verdict.problem == "It calls numpy.tanh, which is the answer itself."
    assert verdict.share == 0
    assert np.tanh is real
    assert function.__globals__["t"] is real
    after = [function.__defaults__, dict(function.__kwdefaults__ or {}), function.__closure__]
    assert after == held
    assert [cell.cell_contents for cell in function.__closure__ or ()] == cells_before
    if way != "inside the library":
        assert in_source([LIKE + COMPILED[way]], "f", ["numpy.tanh"]) == ["numpy.tanh"]


@pytest.mark.parametrize("way", COMPILED_BLIND)
def test_a_compiled_function_in_a_container_is_found_in_the_text_alone(way: str) -> None:
    text = LIKE + COMPILED_BLIND[way]
    assert judge(TANH, run(text, "f"), "visible", 0).problem is None
    assert in_source([text], "f", ["numpy.tanh"]) == ["numpy.tanh"]


def test_stand_ins_are_gone_after_an_exception_and_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.check.deadline.SECONDS", 0.2)
    real, tanh = np.tanh, np.tanh

    def fails(z: Any, g: Any = np.tanh) -> Any:
        assert np.tanh is not real
        raise ValueError(tanh(z))

    def loops(z: Any) -> Any:
        while True:
            np.tanh(z)

    for function in (fails, loops):
        assert judge(TANH, function, "visible", 0).problem is not None
        assert np.tanh is real
    assert tanh is real
    assert fails.__defaults__ == (real,)


def test_a_closure_that_holds_nothing_yet_is_no_obstacle() -> None:
    def answer(z: Any) -> Any:
        return tanh_by_hand(z) if z is not None else later

    if answer is None:
        later = 0
    recorder = Recorder(["numpy.tanh"], answer)
    assert recorder.called == []
    assert judge(TANH, answer, "visible", 0).problem is not None  # it calls the reference


def test_a_class_is_found_when_an_object_of_it_is_made_and_stays_a_class() -> None:
    def answer(x: Any) -> Any:
        assert isinstance(tool(0.1), optimise.SGD)
        return x

    tool = optimise.SGD
    recorder = Recorder(["nnlib.optimise.SGD"], answer)
    recorder.on = True
    with recorder.installed():
        answer(1)
    assert recorder.called == ["nnlib.optimise.SGD"]


# Who called it?


def recorded(names: list[str], function: Callable[[], Any], on: bool = True) -> list[str]:
    recorder = Recorder(names, function)
    with recorder.installed():
        recorder.on = on
        function()
        recorder.on = False
        LIBRARY(np.eye(2), 0.1)
    LIBRARY(np.eye(2), 0.1)
    return recorder.called


def test_only_calls_while_the_student_runs_are_noted_and_each_name_once() -> None:
    def student() -> None:
        LIBRARY(np.eye(2), 0.1)
        LIBRARY(np.eye(2), 0.1)

    assert recorded([SOFT], student) == [SOFT]
    assert recorded([SOFT], student, on=False) == []
    assert recorded([SOFT], lambda: None) == []


def test_a_recorder_is_off_until_it_is_switched_on() -> None:
    recorder = Recorder([SOFT], None)
    with recorder.installed():
        LIBRARY(np.eye(2), 0.1)
    assert recorder.called == []


def test_a_stand_in_answers_what_the_function_answers() -> None:
    answers: list[Any] = []
    assert recorded(["numpy.tanh"], lambda: answers.append(np.tanh(1.0))) == ["numpy.tanh"]
    assert answers == [np.tanh(1.0)]


def test_what_the_library_calls_counts_for_the_student_who_called_the_library() -> None:
    def student() -> None:
        regularise.prox_step(np.eye(2), np.eye(2), 0.1, 0.1)

    assert recorded([SOFT], student) == [SOFT]
    assert recorded([SOFT, PROX], student) == [PROX, SOFT]


@pytest.mark.parametrize(
    "body", ["soft_threshold(np.eye(2), 0.1)", "prox_step(np.eye(2), np.eye(2), 0.1, 0.1)"]
)
def test_a_function_that_the_check_hands_over_may_call_what_it_likes(body: str) -> None:
    given: dict[str, Any] = {"__name__": "autograder.exercises.lesson_99"}
    exec(f"import numpy as np\nfrom nnlib.regularise import *\ndef f(): {body}", given)
    assert recorded([SOFT, PROX], lambda: given["f"]()) == []
    given["__name__"] = "__main__"
    assert SOFT in recorded([SOFT, PROX], lambda: given["f"]())


def test_a_compiled_function_called_by_what_the_check_hands_over_is_not_noted() -> None:
    given: dict[str, Any] = {"__name__": "autograder.exercises.lesson_99"}
    exec("import numpy as np\ndef f(): return np.tanh(1)", given)
    assert recorded(["numpy.tanh"], lambda: given["f"]()) == []
    assert recorded(["numpy.tanh"], lambda: np.tanh(1)) == ["numpy.tanh"]


def test_a_shortcut_is_noted_where_the_call_is_the_first_to_load_it() -> None:
    told = f"""
        from autograder.check.shortcuts import Recorder
        def student():
            from nnlib import regularise
            regularise.soft_threshold(1.0, 0.1)
        recorder = Recorder([{SOFT!r}], student)
        with recorder.installed():
            recorder.on = True
            student()
        print(*recorder.called)
    """
    done = subprocess.run(
        [sys.executable, "-c", dedent(told)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{SOFT}\n"


def test_a_name_that_does_not_exist_and_a_module_that_is_not_loaded_are_passed_over() -> None:
    names = ["nnlib.regularise.no_such", "no.such.module.f", "", SOFT]
    assert recorded(names, lambda: LIBRARY(np.eye(2), 0.1)) == [SOFT]


# The text road by itself.


def test_the_text_road_understands_notebook_lines_and_keeps_quiet_on_broken_text() -> None:
    cell = "%matplotlib inline\n!ls\n" + START + "def soft_threshold(W, t): return s(W, t)"
    assert in_source([cell], "soft_threshold", [SOFT]) == [SOFT]
    assert in_source([cell + "\ndef broken(:"], "soft_threshold", [SOFT]) == []
    assert in_source([cell, "def broken(:"], "soft_threshold", [SOFT]) == [SOFT]
    assert in_source([], "soft_threshold", [SOFT]) == []


def test_the_text_road_names_all_it_finds_in_the_order_of_the_question() -> None:
    text = START + "def f(W, t): return s(L.prox_step(W, W, t, t), t)"
    assert in_source([text], "f", [PROX, SOFT]) == [PROX, SOFT]
    assert in_source([text], "f", [SOFT, PROX]) == [SOFT, PROX]
    assert in_source([text], "f", []) == []


def test_where_the_text_does_not_say_what_the_function_is_all_of_it_counts() -> None:
    text = START + 'globals()["f"] = 3\ndef g(W): return s(W, 1)'
    assert in_source([text], "f", [SOFT]) == [SOFT]


def test_the_text_road_ends_where_functions_call_each_other() -> None:
    text = START + "def f(x): return g(x)\ndef g(x): return f(x) + s(x, 1)"
    assert in_source([text], "f", [SOFT]) == [SOFT]


def test_a_relative_import_is_not_the_library() -> None:
    text = "from .regularise import soft_threshold as s\ndef f(W): return s(W, 1)"
    assert in_source([text], "f", [SOFT, "regularise.soft_threshold"]) == []


def test_the_last_meaning_of_a_name_counts() -> None:
    own, theirs = "def g(W): return W\n", "from nnlib.regularise import soft_threshold as g\n"
    ask = "def f(W): return g(W)\n"
    assert in_source([own + theirs + ask], "f", [SOFT]) == [SOFT]
    assert in_source([theirs + own + ask], "f", [SOFT]) == []
    assert in_source([theirs + ask + "g = abs\n"], "f", [SOFT]) == []


# The names that exercises list.

LISTED = [(name, dotted) for name, exercise in exercises().items() for dotted in exercise.shortcuts]


@pytest.mark.parametrize(("name", "dotted"), LISTED)
def test_every_listed_shortcut_exists(name: str, dotted: str) -> None:
    module, _, attribute = dotted.rpartition(".")
    if importlib.util.find_spec(module.partition(".")[0]) is None:
        pytest.skip(f"{module} is not installed here")
    assert callable(getattr(importlib.import_module(module), attribute)), name


def test_only_where_the_contract_says_so_is_something_of_numpy_forbidden() -> None:
    of_numpy = {name for name, dotted in LISTED if dotted.startswith("numpy.")}
    assert of_numpy <= {"tanh_from_exp"}  # "stable, without np.tanh"


@pytest.mark.parametrize("name", exercises())
def test_the_reference_is_a_shortcut_of_every_exercise(name: str) -> None:
    """A function that only passes its arguments on is refused, whatever the exercise."""
    exercise = exercises()[name]

    @functools.wraps(exercise.reference)
    def passed_on(*args: Any) -> Any:
        return exercise.reference(*args)

    verdict = judge(exercise, passed_on, "visible", 1957)
    reference = exercise.reference
    dotted = f"{reference.__module__}.{reference.__name__}"
    assert verdict.problem == f"It calls {dotted}, which is the answer itself."
    assert verdict.share == 0
