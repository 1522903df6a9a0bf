"""What one call did: the answer, the error, the changed argument, the shortcut, the warning."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from made_up import double, made_up, observed, verdict_on

from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Endless
from autograder.check.forms import Number
from autograder.check.observe import Observer, Outcome


def test_outcomes_look_alike_where_nothing_tells_them_apart() -> None:
    value = np.array([1.0, 2])
    plain = Outcome(value=value)
    assert plain.looks_like(Outcome(value=value.copy(), warned="overflow"))
    assert not plain.looks_like(Outcome(value=value + 1))
    assert plain.looks_like(Outcome(value=value, changed=("x",))) is False
    assert not plain.looks_like(Outcome(value=value, unstable=True))
    assert not plain.looks_like(Outcome())
    assert not Outcome().looks_like(plain)
    raised = Outcome(raised=("ValueError", "row 1 of 3"), line="here")
    assert raised.looks_like(Outcome(raised=("ValueError", "row 0 of 5")))
    assert not raised.looks_like(Outcome(raised=("ValueError", "column 1 of 3")))
    assert not raised.looks_like(Outcome(raised=("TypeError", "this")))
    assert not Outcome(misfit="a").looks_like(Outcome(misfit="b"))
    assert not Outcome(endless=True).looks_like(Outcome())
    assert Outcome(value=value, unstable=True).looks_like(Outcome(value=-value, unstable=True))
    assert Outcome().looks_like(Outcome())


def spoil_value(x: Any) -> None:
    x[0] = 9


def spoil_zero_sign(x: Any) -> None:
    x *= -1.0


def spoil_shape(x: Any) -> None:
    x.shape = (1, 2)


def spoil_dtype(x: Any) -> None:
    x.dtype = np.int64


@pytest.mark.parametrize("spoil", [spoil_value, spoil_shape, spoil_dtype, spoil_zero_sign])
def test_a_changed_argument_is_seen_whatever_changed_in_it(spoil: Callable[[Any], None]) -> None:
    def answer(x: Any, k: Any) -> Any:
        spoil(x)
        return [0, 0]

    exercise = made_up(
        Case("zeros", (np.zeros(2), 3)),
        takes={"x": "n", "k": ""},
        reference=lambda x, k: np.zeros(2),
    )
    assert observed(exercise, answer)[0].changed == ("x",)


def put(i: int, value: Any) -> Callable[..., Any]:
    def answer(layers: Any, f: Any) -> Any:
        layers[i] = value
        return 0

    return answer


def shorten(layers: Any, f: Any) -> Any:
    layers.pop()
    return 0


@pytest.mark.parametrize(
    "answer",
    [
        put(0, 4),
        put(1, np.ones(2)),
        put(0, np.ones(2)),
        put(1, None),
        put(2, 7),
        put(0, 3.0),
        shorten,
    ],
)
def test_a_changed_list_is_seen_whatever_was_put_into_it(answer: Callable[..., Any]) -> None:
    case = Case("a list", ([3, np.zeros(2), [1, 2]], len))
    takes = {"layers": "list", "f": "function"}
    exercise = made_up(case, takes=takes, returns=Number(), reference=lambda layers, f: 0)
    assert observed(exercise, answer)[0].changed == ("layers",)
    assert observed(exercise, lambda layers, f: 0)[0].changed == ()


def test_an_answer_that_is_the_argument_itself_is_kept_as_it_was() -> None:
    def answer(x: Any) -> Any:
        seen.append(x)
        for old in seen[:-1]:
            old[:] = 0
        return x

    seen: list[Any] = []
    exercise = made_up(reference=lambda x: x)
    assert observed(exercise, answer)[0].value.tolist() == [1, 2]


def test_a_second_call_that_fails_or_differs_is_unstable() -> None:
    for second in (np.ones(2), None):
        answers = iter([np.zeros(2), second])
        exercise = made_up(Case("two", (np.ones(2),)))
        assert observed(exercise, lambda x, answers=answers: next(answers))[0].unstable
    assert not observed(made_up(), double)[0].unstable


def test_a_first_call_that_fails_is_not_tried_again() -> None:
    calls: list[int] = []

    def answer(x: Any) -> Any:
        calls.append(len(x))
        return [1 / 0, None][0]

    assert observed(made_up(), answer)[0].raised == ("ZeroDivisionError", "division by zero")
    assert calls == [2, 3]
    calls.clear()
    observed(made_up(), calls.append)
    assert len(calls) == 2


def test_only_the_first_three_inputs_are_tried_twice() -> None:
    calls: list[float] = []

    def answer(x: Any) -> Any:
        calls.append(x[0])
        return 2 * x

    inputs = [Case(f"{i}", (np.array([float(i)]),)) for i in range(5)]
    assert all(outcome.value is not None for outcome in observed(made_up(*inputs), answer))
    assert calls == [0, 0, 1, 1, 2, 2, 3, 4]


def test_a_failing_call_tells_the_students_line() -> None:
    def helper() -> None:
        raise ValueError("deep down")

    def answer(x: Any) -> Any:
        y = x + 1
        helper()  # the line that is told
        return y

    assert observed(made_up(), answer)[0].line == "helper()  # the line that is told"
    assert observed(made_up(), np.linalg.inv)[0].line == ""
    assert observed(made_up(), lambda: 0)[0].line == ""


def test_an_error_whose_text_cannot_be_read_is_kept() -> None:
    class Dreadful(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no")

    def answer(x: Any) -> Any:
        raise Dreadful

    said = "(its message could not be read)"
    assert observed(made_up(), answer)[0].raised == ("Dreadful", said)


def test_only_what_is_called_during_the_call_is_a_shortcut() -> None:
    kept: list[Any] = []

    def answer(x: Any) -> Any:
        kept.append(np.tanh)
        return 2 * x

    exercise = made_up(shortcuts=("numpy.tanh",))
    with Watcher() as watcher:
        observer = Observer(exercise, answer, watcher)
        observer.observe(exercise.draw("visible", 0)[0])
    kept[0](0.5)
    assert observer.caller.called == []
    assert verdict_on(lambda x: (np.tanh(x), 2 * x)[1], exercise).problem is not None


def test_endless_and_exits_are_outcomes_and_an_interrupt_is_not() -> None:
    def stuck(x: Any) -> Any:
        raise Endless

    def leaves(x: Any) -> Any:
        raise SystemExit(3)

    def interrupted(x: Any) -> Any:
        raise KeyboardInterrupt

    assert observed(made_up(), stuck)[0] == Outcome(endless=True)
    assert observed(made_up(), leaves)[0].raised == ("SystemExit", "3")
    with pytest.raises(KeyboardInterrupt):
        observed(made_up(), interrupted)


def test_a_warning_is_kept_as_a_note_and_underflow_is_none() -> None:
    outcomes = observed(made_up(), lambda x: (np.log(x * 0) * 0, x)[1])
    assert outcomes[0].warned == "divide by zero encountered in log"
    assert outcomes[1].warned
    assert observed(made_up(), lambda x: (np.exp(-1e3 * x), x)[1])[0].warned == ""
    assert observed(made_up(), double)[0].warned == ""


def test_a_misfit_tells_what_changed_too() -> None:
    def answer(x: Any) -> Any:
        x[:] = 0

    assert observed(made_up(), answer)[0].changed == ("x",)
    assert "None" in str(observed(made_up(), answer)[0].misfit)
