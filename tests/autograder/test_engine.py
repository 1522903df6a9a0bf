"""The engine of the checks in small: every comparison, form, outcome and verdict for itself.

The exercises here are made up. `tests/mutate_engine.py` changes the engine one place at a time
and asks whether these tests notice.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.check import forms
from autograder.check.compare import DEFAULT, Difference, Tolerance, close, difference, flat
from autograder.check.deadline import Watcher
from autograder.check.diagnose import general_hint
from autograder.check.exercise import Case, Endless, Exercise, Fault
from autograder.check.forms import Array, Context, Like, ListOf, Misfit, Number, Record
from autograder.check.judge import ALONE, Verdict, judge, problem_with, recognise, shortcut_itself
from autograder.check.observe import Observer, Outcome

F32, F64 = np.float32, np.float64


def double(x: Any) -> Any:
    return 2 * np.asarray(x)


def made_up(*cases: Case, reference: Any = double, takes: Any = None, **rest: Any) -> Exercise:
    """An exercise with exactly these inputs; without any, x = (1, 2) and x = (3, 4, 5)."""
    rest.setdefault("returns", Array("n"))
    exercise = Exercise(reference, "99_made_up", takes or {"x": "n"}, **rest)
    wanted = cases or (Case("two", (np.array([1.0, 2]),)), Case("three", (np.array([3.0, 4, 5]),)))
    exercise.cases(lambda rng: iter(wanted))
    return exercise


def observed(exercise: Exercise, answer: Any) -> list[Outcome]:
    with Watcher() as watcher:
        observer = Observer(exercise, answer, watcher)
        return [observer.observe(case) for case in exercise.draw("visible", 0)]


def verdict_on(answer: Any, exercise: Exercise | None = None, suite: str = "visible") -> Verdict:
    return judge(exercise or made_up(), answer, suite, 0)


# When are two answers the same?


@pytest.mark.parametrize(
    ("dtype", "relative", "absolute"),
    [(F64, 1e-7, 1e-12), (F32, 1e-5, 1e-6), (np.float16, 1e-2, 0)],
)
def test_an_answer_may_be_as_far_off_as_its_dtype_allows(
    dtype: Any, relative: float, absolute: float
) -> None:
    if dtype is np.float16:
        assert DEFAULT.for_dtype(np.dtype(dtype)) == Tolerance(1e-5, 1e-6)
        return
    wanted = np.array([4.0, 0.0])
    for factor, right in ((0.8, True), (1.3, False)):
        near = np.array([4 * (1 + factor * relative), 0], dtype=dtype)
        assert (difference(near, wanted) is None) == right
        beside_zero = np.array([4, 4 * factor * absolute], dtype=dtype)
        assert (difference(beside_zero, wanted) is None) == right


def test_the_tolerance_follows_the_coarser_of_two_dtypes_and_never_shrinks() -> None:
    f32, f64, i32 = np.dtype(F32), np.dtype(F64), np.dtype(np.int32)
    assert DEFAULT.for_dtype(f64, f64) is DEFAULT
    assert DEFAULT.for_dtype(i32, f64) is DEFAULT
    assert DEFAULT.for_dtype(f64, f32) == DEFAULT.for_dtype(f32, f64) == Tolerance(1e-5, 1e-6)
    assert Tolerance(1e-3, 1e-2).for_dtype(f32) == Tolerance(1e-3, 1e-2)


def test_beside_small_numbers_the_tolerance_is_small() -> None:
    assert difference(np.array([1e-3, 5e-13]), np.array([1e-3, 0.0])) is not None
    assert difference(np.zeros(2), np.zeros(2)) is None
    assert difference(np.zeros((0, 2)), np.zeros((0, 2))) is None


def test_the_own_tolerance_of_an_exercise_is_used() -> None:
    assert difference(np.array([1.05]), np.array([1.0]), Tolerance(0.1)) is None
    wanted = {"w": np.array([1.0])}
    assert difference({"w": np.array([1.05])}, wanted, Tolerance(0.1)) is None


def test_the_smallest_whole_number_equals_itself() -> None:
    lowest = np.array([-128], dtype=np.int8)  # its absolute value does not fit into its dtype
    assert difference(lowest, lowest) is None


def test_a_difference_tells_the_first_wrong_place_and_what_stands_there() -> None:
    got, wanted = np.array([[1.0, 7], [8, 4]]), np.array([[1.0, 2], [3, 4]])
    found = difference(got, wanted)
    assert found == Difference("The result", (0, 1), "is 7")
    assert str(found) == "The result is 7 at index (0, 1), and that is not right."
    assert (
        str(difference(np.array(5.0), np.array(1.0))) == "The result is 5, and that is not right."
    )


def test_another_shape_is_a_difference_and_nothing_is_broadcast() -> None:
    assert difference(np.ones((1, 2)), np.ones(2)) == Difference(
        "The result", (), "has shape (1, 2)"
    )


def test_of_several_parts_the_first_wrong_one_is_told() -> None:
    wanted = {"w": np.ones(2), "b": np.array(0.0), "c": np.array(0.0)}
    assert difference(dict(wanted), wanted) is None
    wrong = {**wanted, "b": np.array(1.0), "c": np.array(2.0)}
    assert difference(wrong, wanted) == Difference("b", (), "is 1")
    assert difference({"w": np.ones(2)}, wanted) == Difference("The result", (), "has 1 entries")
    assert difference(np.ones(4), wanted) == Difference("The result", (), "has 4 entries")


def test_close_says_entry_by_entry() -> None:
    assert close(np.array([1.0, 3]), np.array([1.0, 2])).tolist() == [True, False]
    assert close(np.array([-1.0]), np.array([1.0])).tolist() == [False]


def test_flat_puts_all_numbers_in_one_row() -> None:
    assert flat({"w": np.ones((1, 2)), "b": {"c": np.array(3)}}).tolist() == [1, 1, 3]
    assert flat({}).shape == (0,)
    assert flat(np.ones((2, 2))).shape == (4,)


# What may come back


def read(form: Any, value: Any, **sizes: int) -> Any:
    return form.read(value, Context(sizes, {"z": (2, 3)}), "The result")


def misfit(form: Any, value: Any, **sizes: int) -> str:
    with pytest.raises(Misfit) as refused:
        read(form, value, **sizes)
    return str(refused.value)


@pytest.mark.parametrize("value", [3, 3.0, F64(3), np.array(3), np.array([3.0]), [3]])
def test_a_number_comes_in_many_forms(value: Any) -> None:
    for form in (Number(), Number(whole=True)):
        got = read(form, value)
        assert got.shape == ()
        assert got == 3


def test_what_is_no_number_is_told() -> None:
    assert misfit(Number(), [1, 2]) == "The result has shape (2,), expected one number."
    assert misfit(Number(), [[1]]) == "The result has shape (1, 1), expected one number."
    assert misfit(Number(whole=True), []) == "The result has shape (0,), expected one whole number."
    assert misfit(Number(whole=True), 1.5) == "The result is 1.5, expected a whole number."
    assert misfit(Number(), np.nan) == "The result holds nan."
    assert misfit(Number(), [-np.inf]) == "The result holds inf."


def test_an_array_has_the_sizes_of_its_letters() -> None:
    assert read(Array("m n"), [[1, 2, 3]], m=1, n=3).shape == (1, 3)
    assert read(Array("m t"), np.ones((2, 9)), m=2).shape == (2, 9)
    assert read(Array("m 2"), np.ones((5, 2)), m=5).shape == (5, 2)
    assert (
        misfit(Array("m 2"), np.ones((5, 3)), m=5)
        == "The result has shape (5, 3), expected (5, 2)."
    )
    assert (
        misfit(Array("m t"), np.ones((3, 2)), m=2)
        == "The result has shape (3, 2), expected (2, t)."
    )
    assert misfit(Array("m n"), np.ones(2), m=2) == "The result has shape (2,), expected (2, n)."
    assert misfit(Array("n"), np.ones((2, 3)), n=3) == "The result has shape (2, 3), expected (3,)."
    assert misfit(Array("n"), np.ones(4), n=3) == "The result has shape (4,), expected (3,)."
    assert misfit(Array("n"), np.array(3.0)) == "The result has shape (), expected (n,)."


def test_a_row_will_do_for_a_vector_and_for_nothing_else() -> None:
    assert read(Array("n"), np.ones((1, 3)), n=3).shape == (3,)
    assert "expected (3,)" in misfit(Array("n"), np.ones((1, 1, 3)), n=3)
    assert "expected (3,)" in misfit(Array("n"), np.ones((3, 1)), n=3)
    assert "expected (3, 2)" in misfit(Array("n k"), np.ones((1, 3, 2)), n=3, k=2)
    assert read(Array("m n"), np.ones((1, 3)), m=1, n=3).shape == (1, 3)


def test_an_answer_like_an_argument_has_exactly_its_shape() -> None:
    assert read(Like("z"), np.ones((2, 3))).shape == (2, 3)
    said = "The result has shape (3, 2), expected (2, 3), that of z."
    assert misfit(Like("z"), np.ones((3, 2))) == said
    assert misfit(Like("z"), np.full((2, 3), np.inf)) == "The result holds inf at index (0, 0)."


def test_several_values_come_as_a_tuple_or_a_list_in_order() -> None:
    both = Record(w=Array("n"), b=Number())
    for value in (([1, 2], 3), [[1, 2], 3]):
        got = read(both, value, n=2)
        assert list(got) == ["w", "b"]
        assert got["b"] == 3
    assert misfit(both, 3) == "It returned an int, expected 2 values: w, b."
    assert misfit(both, (1,)) == "It returned 1 values, expected 2: w, b."
    assert misfit(both, ([1], 3), n=2) == "w has shape (1,), expected (2,)."


def test_a_list_has_as_many_entries_as_its_letter_says() -> None:
    some = ListOf(Array("n"), "L")
    assert list(read(some, ([1], [2]), L=2)) == ["The result[0]", "The result[1]"]
    assert len(read(some, [[1], [2], [3]])) == 3
    assert misfit(some, np.ones((2, 1)), L=2) == "The result is a ndarray, expected a list."
    assert misfit(some, [[1]], L=2) == "The result has 1 entries, expected 2."
    assert misfit(some, [[1], 2], L=2) == "The result[1] has shape (), expected (n,)."


def test_a_form_reads_as_its_contract() -> None:
    form = Record(W=Array("n k"), b=Array("n"), c=Number(), t=Number(whole=True), d=Like("z"))
    assert str(form) == "(W (n, k), b (n,), c number, t whole number, d shape of z)"
    assert str(ListOf(Array("n"), "L")) == "list of L (n,)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "is None (is the `return` missing?), expected numbers."),
        ({1: 2}, "is a dict, expected numbers."),
        (Exception(), "is an Exception, expected numbers."),
        (
            np.ma.array([1.0]),
            "is a masked array, expected plain numbers. Try np.asarray(The result).",
        ),
        ([True], "holds True and False, expected numbers. Try .astype(float)."),
        (["a"], "holds <U1 values, expected numbers."),
        ([[1], [1, 2]], "is not a table of numbers: are its rows of different lengths?"),
        ([1.0, np.nan], "holds nan at index (1,)."),
        ([1.0, np.inf, np.nan], "holds inf at index (1,)."),
    ],
)
def test_what_is_not_numbers_gets_a_sentence(value: Any, said: str) -> None:
    assert misfit(Array("n"), value) == f"The result {said}"


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.float16, F32, F64])
def test_every_dtype_of_numbers_is_read_as_it_is(dtype: Any) -> None:
    assert read(Array("n"), np.ones(2, dtype=dtype)).dtype == dtype


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(7),
        [0] * 7,
        [[0, 0, 0], [0, 0]],
        [np.zeros(6)],
        [[[[0] * 4]]],
        (0, (0, (0, (0, 0)))),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_unrolled(
    value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST", 6)
    monkeypatch.setattr(forms.np, "asarray", lambda *args: pytest.fail("it was unrolled"))
    assert misfit(Array("n"), value) == (
        "The result has more than 6 entries, far more than any answer here."
    )


def test_what_is_just_small_enough_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST", 6)
    assert read(Array("n"), np.zeros(6)).shape == (6,)
    assert read(Array("n"), [0] * 6).shape == (6,)
    assert read(Array("m n"), [[0, 0], [0, 0]]).shape == (2, 2)
    assert read(Array("m n"), [np.zeros(5)]).shape == (1, 5)
    assert len(read(ListOf(Number(), "L"), [0] * 6)) == 6
    assert misfit(ListOf(Number(), "L"), [0] * 7) == "The result has 7 entries, expected L."


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert "more than 1,000,000 entries" in misfit(Array("n"), endless)


def test_the_same_list_again_and_again_in_itself_is_not_unrolled() -> None:
    value: Any = 0
    for _ in range(3):
        value = [value] * 200  # a few kilobytes that stand for eight million numbers
    assert "more than 1,000,000 entries" in misfit(Array("n"), value)


# What one call did


def test_outcomes_look_alike_where_nothing_tells_them_apart() -> None:
    value = np.array([1.0, 2])
    plain = Outcome(value=value)
    assert plain.looks_like(Outcome(value=value.copy(), warned="overflow"))
    assert not plain.looks_like(Outcome(value=value + 1))
    assert plain.looks_like(Outcome(value=value, changed=("x",))) is False
    assert not plain.looks_like(Outcome(value=value, unstable=True))
    assert not plain.looks_like(Outcome())
    assert not Outcome().looks_like(plain)
    raised = Outcome(raised=("ValueError", "this"), line="here")
    assert raised.looks_like(Outcome(raised=("ValueError", "that")))
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


# From outcomes to a verdict


def test_a_right_answer_has_no_problem_and_all_of_the_points() -> None:
    verdict = verdict_on(lambda x: x + x)
    assert verdict == Verdict("double", cases=2)
    assert verdict.share == 1


def test_half_of_the_points_is_for_the_values_and_half_for_all_other_aspects() -> None:
    aspects = {"values": True, "large inputs": True, "no inputs": False, ALONE: False}
    assert Verdict("f", "wrong", aspects=aspects).share == pytest.approx(0.5 + 0.5 / 3)
    assert Verdict("f", "wrong", aspects={**aspects, "large inputs": False}).share == 0.5
    assert Verdict("f", "wrong", aspects={**aspects, "values": False}).share == 0
    assert Verdict("f", "wrong", aspects={"large inputs": True, ALONE: True}).share == 0
    assert Verdict("f", "wrong").share == 0


def aspects_of(answer: Any, *more: Case) -> dict[str, bool]:
    small, large = (
        Case("small", (np.array([1.0]),)),
        Case("large", (np.array([9.0]),), False, "far"),
    )
    return verdict_on(answer, made_up(small, large, *more)).aspects


def test_every_aspect_is_judged_for_itself() -> None:
    def in_place(x: Any) -> Any:
        x *= 2
        return x

    def stuck_far_out(x: Any) -> Any:
        if x[0] > 5:
            raise Endless
        return 2 * x

    assert aspects_of(lambda x: np.minimum(2 * x, 5)) == {"values": True, "far": False, ALONE: True}
    assert aspects_of(lambda x: x * 3) == {"values": False, "far": False, ALONE: True}
    assert aspects_of(in_place) == {"values": True, "far": True, ALONE: False}
    in_place_far_out = aspects_of(lambda x: np.multiply(x, 2, out=x if x[0] > 5 else None))
    assert in_place_far_out == {"values": True, "far": True, ALONE: False}
    assert aspects_of(stuck_far_out) == {"values": True, "far": False, ALONE: True}
    fails_late = aspects_of(lambda x: 2 * np.minimum(x, 2), Case("more", (np.array([3.0]),)))
    assert fails_late == {"values": False, "far": False, ALONE: True}
    recovers = aspects_of(lambda x: 2 * x + (x == 1), Case("more", (np.array([3.0]),)))
    assert recovers == {"values": False, "far": True, ALONE: True}


def test_in_place_without_an_answer_is_no_right_value() -> None:
    def answer(x: Any) -> None:
        x *= 2

    assert aspects_of(answer) == {"values": False, "far": False, ALONE: False}


def test_in_place_with_a_wrong_value_earns_nothing() -> None:
    def answer(x: Any) -> Any:
        x *= 3
        return x

    assert aspects_of(answer) == {"values": False, "far": False, ALONE: False}
    assert verdict_on(answer).share == 0


def test_what_never_comes_back_is_not_right_in_the_aspects_that_were_not_reached() -> None:
    def stuck(x: Any) -> Any:
        raise Endless

    calls: list[int] = []
    assert aspects_of(stuck) == {"values": False, "far": False, ALONE: True}
    verdict = verdict_on(lambda x: calls.append(1) or stuck(x))
    assert verdict.problem == "It did not come back in time. Is there a loop that never ends?"
    assert calls == [1]


def test_a_function_is_asked_for_and_of_the_right_arguments() -> None:
    verdict = verdict_on(3)
    assert verdict.problem == "It is an int, expected a function: double(x)."
    assert verdict.hint == "Pass the function itself: check.double(double), no brackets."
    assert verdict_on(lambda x, y: x).problem == "It takes (x, y), expected double(x)."
    assert verdict_on(lambda x, y=0: 2 * x).problem is None


def test_a_built_in_without_a_signature_is_called_all_the_same() -> None:
    assert verdict_on(max).problem == "The result has shape (), expected (2,)."


def test_an_unwritten_function_is_told_so_at_once() -> None:
    calls: list[int] = []

    def answer(x: Any) -> Any:
        calls.append(1)
        raise NotImplementedError

    verdict = verdict_on(answer)
    said = "It is not written yet: replace the line that raises NotImplementedError."
    assert verdict == Verdict("double", said)
    assert verdict.cases == 0
    assert calls == [1]


def test_calling_the_answer_itself_is_told_and_scores_nothing() -> None:
    exercise = made_up(shortcuts=("numpy.trapezoid", "numpy.kaiser"))
    verdict = verdict_on(lambda x: (np.kaiser(3, 1), np.trapezoid(x), 2 * x)[2], exercise)
    said = "It calls numpy.kaiser, which is the answer itself."
    hint = "Write the formula yourself; numpy is welcome."
    assert verdict == Verdict("double", said, hint=hint)
    assert verdict.share == 0
    assert verdict_on(lambda x: 2 * x, exercise).problem is None


def test_a_forbidden_function_handed_in_as_it_is_is_told() -> None:
    exercise = made_up(shortcuts=("not_loaded.tanh", "numpy.no_such_name", "numpy.tanh"))
    verdict = shortcut_itself(exercise, np.tanh)
    assert verdict is not None
    assert verdict.problem == "It calls numpy.tanh, which is the answer itself."
    assert shortcut_itself(exercise, np.sinh) is None
    assert shortcut_itself(exercise, None) is None


def test_the_first_warning_becomes_a_note() -> None:
    def answer(x: Any) -> Any:
        return 2 * x + 0 * (np.arccos(x) if len(x) == 3 else 0) if len(x) == 2 else warned(x)

    def warned(x: Any) -> Any:
        np.sqrt(-x)
        return 2 * x

    verdict = verdict_on(answer)
    assert verdict.problem is None
    assert verdict.note == "invalid value encountered in sqrt"
    assert verdict_on(double).note is None


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome(endless=True), "It did not come back in time. Is there a loop that never ends?"),
        (Outcome(misfit="w holds nan."), "w holds nan."),
        (Outcome(raised=("IndexError", "")), "It stopped with IndexError."),
        (Outcome(raised=("IndexError", "oh")), "It stopped with IndexError: oh"),
        (
            Outcome(raised=("KeyError", "2"), line="d[2]"),
            "It stopped with KeyError on the line `d[2]`: 2",
        ),
        (
            Outcome(raised=("RecursionError", "maximum")),
            "It calls itself again and again and never stops (RecursionError).",
        ),
        (Outcome(value=np.zeros(2), changed=("x", "y")), "It changed its argument x and y."),
        (
            Outcome(value=np.array([2.0, 4]), unstable=True),
            "Called twice with the same arguments, it gave two answers.",
        ),
        (
            Outcome(value=np.array([2.0, 5])),
            "The result is 5 at index (1,), and that is not right.",
        ),
    ],
)
def test_every_problem_is_told_in_a_sentence(outcome: Outcome, said: str) -> None:
    exercise = made_up()
    assert problem_with(exercise, exercise.draw("visible", 0)[0], outcome) == Fault(said)


def test_the_exercises_tolerance_decides() -> None:
    assert verdict_on(lambda x: 2.1 * x).problem is not None
    assert verdict_on(lambda x: 2.1 * x, made_up(tolerance=Tolerance(0.1))).problem is None


def test_where_arguments_make_no_sense_only_a_refusal_is_right() -> None:
    exercise = made_up(Case("nonsense", (np.array([1.0]),), may_refuse=True))
    case = exercise.draw("visible", 0)[0]

    def problem(outcome: Outcome) -> str | None:
        found = problem_with(exercise, case, outcome)
        return found.sentence if found else None

    assert problem(Outcome(raised=("ValueError", "no"))) is None
    assert problem(Outcome(misfit="The result holds inf.")) is None
    assert problem(Outcome(misfit="The result holds nan.")) == "The result holds nan."
    assert problem(Outcome(raised=("TypeError", ""))) == "It stopped with TypeError."
    said = "These arguments make no sense, yet it answered with a number."
    assert problem(Outcome(value=np.array([2.0]))) == said
    assert problem(Outcome(endless=True)) is not None
    sound = made_up().draw("visible", 0)[0]
    assert problem_with(exercise, sound, Outcome(raised=("ValueError", "no"))) is not None
    assert problem_with(exercise, sound, Outcome(misfit="It holds inf.")) is not None


def test_a_judge_says_what_is_wrong_and_may_name_it() -> None:
    exercise = made_up(Case("nonsense", (np.array([1.0]),), may_refuse=True), Case("x", ([2.0],)))
    exercise.misconception("J.1", "Not this.")(lambda x: [-1])
    exercise.misconception("J.2", "Not negative.")(lambda x: [-2])

    @exercise.judged_by
    def _(answer: Any, x: Any) -> Any:
        if answer[0] == 7:
            return "It is seven."
        return Fault("It is negative.", "J.2") if answer[0] < 0 else None

    assert verdict_on(lambda x: [100], exercise).problem is None
    seven = verdict_on(lambda x: [7], exercise)
    assert (seven.problem, seven.misconception, seven.hint) == ("It is seven.", None, None)
    negative = verdict_on(lambda x: [-50], exercise)
    assert (negative.problem, negative.misconception) == ("It is negative.", "J.2")
    assert negative.hint == "Not negative."
    assert verdict_on(lambda x: [-1], exercise).misconception == "J.1"


def test_what_an_answer_does_is_compared_in_place_of_its_numbers() -> None:
    exercise = made_up()
    exercise.seen_as(lambda answer, x: np.sign(answer))
    assert verdict_on(lambda x: 5 * x, exercise).problem is None
    assert verdict_on(lambda x: -5 * x, exercise).problem is not None
    assert verdict_on(lambda x: -5 * x, exercise).hint is None


def test_a_misconception_is_named_where_every_outcome_is_its_own() -> None:
    exercise = made_up()
    exercise.misconception("M.1", "Not three.")(lambda x: 3 * x)
    exercise.misconception("M.2", "A square is not twice.")(lambda x: x**2)
    assert verdict_on(lambda x: x + x + x, exercise).misconception == "M.1"
    squared = verdict_on(lambda x: x * x, exercise)
    assert (squared.misconception, squared.hint) == ("M.2", "A square is not twice.")
    assert squared.cases == 2
    only_once = verdict_on(lambda x: x**2 if len(x) == 2 else x, exercise)
    assert only_once.misconception is None
    other = verdict_on(lambda x: -2 * x, exercise)
    assert (other.misconception, other.hint) == (None, "Everything has the opposite sign.")


def test_a_misconception_of_chance_is_known_by_its_two_answers() -> None:
    rng = np.random.default_rng(0)
    exercise = made_up()
    exercise.misconception("M.1", "Not three.")(lambda x: 3 * x)
    exercise.misconception("M.2", "Chance has no place here.")(lambda x: 2 * x + rng.random())

    def sometimes(x: Any) -> Any:
        return 2 * x + (rng.random() if len(x) == 3 else 0)

    assert verdict_on(lambda x: x + rng.random(), exercise).misconception == "M.2"
    assert verdict_on(sometimes, exercise).misconception == "M.2"
    assert verdict_on(lambda x: x + 1, exercise).misconception is None
    now_and_then = made_up()
    now_and_then.misconception("M.3", "Chance has no place here.")(sometimes)
    assert verdict_on(lambda x: x + rng.random(), now_and_then).misconception == "M.3"
    without = made_up()
    without.misconception("M.1", "Not three.")(lambda x: 3 * x)
    assert verdict_on(lambda x: x + rng.random(), without).misconception is None


def test_a_misconception_that_hangs_later_is_not_the_one() -> None:
    def stuck(x: Any) -> Any:
        raise Endless

    exercise = made_up()
    exercise.misconception("M.1", "Not three.")(lambda x: 3 * x)
    exercise.misconception("M.2", "It never ends.")(stuck)
    assert verdict_on(stuck, exercise).misconception == "M.2"
    cases = exercise.draw("visible", 0)
    with Watcher() as watcher:
        assert recognise(exercise, cases, [Outcome(value=np.array([3.0, 6]))], watcher) is not None


def test_the_smallest_input_that_fails_is_told_with_a_call_to_copy() -> None:
    large = Case("large", (np.arange(5.0),))
    small = Case("small", (np.array([1.23456, 2e-7]),))
    fine = Case("fine", (np.array([7.0]),))
    exercise = made_up(large, small, fine)
    wrong = verdict_on(lambda x: x + (x if len(x) == 1 else 1), exercise)
    assert wrong.where == "small, about double(x=array([1.235, 0.   ]))"
    assert verdict_on(lambda x: x + 1, exercise, "hidden").where == "fine"


def test_a_call_is_shown_where_it_fits_and_can_be_written() -> None:
    for n, shown in ((15, True), (16, False)):
        exercise = made_up(
            Case("many", (np.ones(n), 1)),
            takes={"x": "n", "k": ""},
            reference=lambda x, k: x,
        )
        where = verdict_on(lambda x, k: x + 1, exercise).where
        assert where is not None
        assert where.startswith("many, about") == shown
        assert where.endswith(", k=1)") == shown
    takes = {"x": "n", "f": "function"}
    exercise = made_up(Case("f", ([1.0], np.sin)), takes=takes, reference=lambda x, f: x)
    assert verdict_on(lambda x, f: [2], exercise).where == "f"


def test_a_last_argument_may_be_left_to_its_default() -> None:
    def answer(x: Any, k: Any = 2) -> Any:
        x[0] = 7
        return k * x

    takes = {"x": "n", "k": ""}
    exercise = made_up(Case("short", (np.ones(1),)), takes=takes, reference=lambda x, k=2: k * x)
    assert verdict_on(lambda x, k=2: k * x, exercise).problem is None
    verdict = verdict_on(answer, exercise)
    assert verdict.problem == "It changed its argument x."
    assert verdict.where == "short, about <lambda>(x=array([1.]))"


def test_the_size_of_an_input_counts_what_lies_in_its_lists() -> None:
    def first(layers: Any) -> Any:
        return 0

    many = Case("many", ([np.ones((3, 3)), np.ones((4, 2))],))
    few = Case("few", ([np.ones(2), np.ones(1), 3.0],))
    exercise = made_up(many, few, takes={"layers": "list"}, returns=Number(), reference=first)
    where = verdict_on(lambda layers: 1, exercise).where
    assert where == "few, about <lambda>(layers=[array([1., 1.]), array([1.]), 3.0])" or (
        where == "few, about first(layers=[array([1., 1.]), array([1.]), 3.0])"
    )


# What can be said of a wrong answer that nobody has coded


def hint_on(answer: Any, exercise: Exercise) -> str | None:
    return general_hint(exercise, exercise.draw("visible", 0), observed(exercise, answer))


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (-1, "Everything has the opposite sign."),
        (2, "Everything is twice too large: a factor of 2, or a missing 1/2?"),
        (0.5, "Everything is half as large as it should be: a 1/2 too many?"),
        (-2, "Everything has the opposite sign and is twice too large."),
        (-0.5, "Everything has the opposite sign and is half as large as it should be."),
        (1 / np.log(2), "Everything is off by the factor 1/log 2: natural logarithms, please."),
        (1 / np.log(10), "Everything is off by the factor 1/log 10: natural logarithms, please."),
        (7, "Everything is off by the same factor, 7."),
        (1, None),
    ],
)
def test_a_constant_factor_is_told(factor: float, said: str | None) -> None:
    assert hint_on(lambda x: 2 * factor * x, made_up()) == said


def test_a_factor_is_the_same_in_every_entry_on_every_input() -> None:
    assert hint_on(lambda x: 2 * x * np.arange(1, len(x) + 1), made_up()) is None
    assert hint_on(lambda x: 2 * x + 1, made_up()) is None
    zero = made_up(Case("zero", (np.array([0.0, 1]),)))
    assert hint_on(lambda x: 4 * x + (x == 0), zero) is None
    assert hint_on(lambda x: 4 * x, zero) is not None


def mean(X: Any) -> Any:
    return np.mean(X, axis=0)


def of_means(*sizes: int) -> Exercise:
    rng = np.random.default_rng(1)
    cases = [Case("m", (rng.uniform(1, 2, size=(m, 3)),)) for m in sizes]
    return made_up(*cases, takes={"X": "m n"}, reference=mean)


def test_a_factor_that_is_a_size_is_told_by_its_letter() -> None:
    assert hint_on(lambda X: np.sum(X, axis=0), of_means(4, 5)) == (
        "Everything is m times too large: a mean that is a sum?"
    )
    assert hint_on(lambda X: np.mean(X, axis=0) / len(X), of_means(4, 5)) == (
        "Everything is m times too small: divided by m once too often?"
    )
    assert hint_on(lambda X: np.sum(X, axis=0), of_means(4, 4)) == (
        "Everything is off by the same factor, 4."
    )
    assert hint_on(lambda X: np.mean(X, axis=0) * len(X) ** 2, of_means(4, 5)) is None


def test_a_factor_of_size_leaves_out_inputs_without_an_answer() -> None:
    exercise = of_means(4, 5)
    nonsense = Case("none", (np.zeros((0, 3)),), may_refuse=True)
    exercise.cases(lambda rng: iter([nonsense, Case("zeros", (np.zeros((7, 3)),))]))
    assert hint_on(lambda X: np.sum(X, axis=0), exercise) == (
        "Everything is m times too large: a mean that is a sum?"
    )


def test_a_transposed_answer_is_told_where_it_is_not_square() -> None:
    rng = np.random.default_rng(2)
    wide = Case("wide", (rng.normal(size=(2, 3)),))
    square = Case("square", (rng.normal(size=(3, 3)),))
    said = "Its shape is that of the transpose: which index belongs to the rows?"
    options: Any = {"takes": {"X": "m n"}, "returns": Array("m n"), "reference": lambda X: 2 * X}
    assert hint_on(lambda X: 2 * X.T, made_up(square, wide, **options)) == said
    assert hint_on(lambda X: 2 * X.T, made_up(square, **options)) is None
    assert hint_on(lambda X: np.ones((4, 2)), made_up(wide, **options)) is None


def pair(x: Any) -> Any:
    return 2 * x, np.sum(x), np.max(x)


def test_the_parts_that_are_right_everywhere_are_told() -> None:
    exercise = made_up(reference=pair, returns=Record(w=Array("n"), total=Number(), top=Number()))
    assert hint_on(lambda x: (2 * x, np.sum(x) + 1, np.max(x)), exercise) == (
        "w and top came out right on every input; look at total."
    )
    assert hint_on(lambda x: (2 * x, np.sum(x) + 1, np.max(x) + 3), exercise) == (
        "w came out right on every input; look at total and top."
    )
    assert hint_on(lambda x: (x + 7, np.sum(x) + 1, np.max(x) + 3), exercise) is None
    sometimes = hint_on(lambda x: (2 * x + (len(x) == 3), np.sum(x) + 1, np.max(x)), exercise)
    assert sometimes == "top came out right on every input; look at w and total."


def test_zeros_beside_right_entries_are_told() -> None:
    assert hint_on(lambda x: np.append(2 * x[:-1], 0), made_up()) == (
        "What is not 0 is right, but some entries are 0 that should not be."
    )
    assert hint_on(lambda x: 0 * x, made_up()) is None
    assert hint_on(lambda x: np.append(2 * x[:-1], 1), made_up()) is None


def test_nothing_general_is_said_where_many_answers_are_right_or_none_came() -> None:
    judged = made_up()
    judged.judged_by(lambda answer, x: "no")
    assert hint_on(lambda x: -2 * x, judged) is None
    assert hint_on(lambda x: 1 / 0, made_up()) is None
