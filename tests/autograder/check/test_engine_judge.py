"""From outcomes to a verdict: problem, place, hint, misconception and share of the points."""

from typing import Any

import numpy as np
import pytest
from made_up import double, made_up, verdict_on

from autograder.check.bank import exercises
from autograder.check.calling import Elsewhere, Reply
from autograder.check.compare import Tolerance
from autograder.check.deadline import Watcher
from autograder.check.exercise import Case, Endless, Exercise, Fault
from autograder.check.forms import Number
from autograder.check.judge import ALONE, Verdict, problem_with, shortcut_itself
from autograder.check.naming import recognise
from autograder.check.observe import Outcome
from autograder.check.panel import Panel


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


def test_what_a_contest_goes_by_is_told_of_right_and_wrong_answers_alike() -> None:
    def contest() -> Exercise:
        first, second = (Case(str(n), (np.arange(n) + 1.0,)) for n in (2, 3))
        exercise = made_up(first, second)
        exercise.ranked_by(lambda value, x: float(value[-1]) if len(x) == 3 else None)
        return exercise

    assert verdict_on(lambda x: 2 * x, contest()).reached == 6
    wrong = verdict_on(lambda x: 3 * x, contest())
    assert (wrong.problem is None, wrong.reached) == (False, 9)
    assert verdict_on(lambda x: None, contest()).reached is None
    assert verdict_on(lambda x: 2 * x).reached is None
    said = repr(Panel(verdict_on(lambda x: 2 * x, contest()), "visible"))
    assert said.endswith("In the contest you stand at 6.00000.")
    assert "contest" not in repr(Panel(verdict_on(lambda x: 2 * x), "visible"))


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
    assert verdict == Verdict("double", said, unwritten=True)
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


def test_a_misconception_is_known_however_the_answer_refuses_what_makes_no_sense() -> None:
    exercise = made_up(Case("nonsense", (np.array([-1.0]),), may_refuse=True), Case("x", ([2.0],)))
    exercise.misconception("M.1", "Not three.")(lambda x: np.where(x < 0, np.inf, 3.0 * x))

    def thrice(x: Any) -> Any:
        if np.any(x < 0):
            raise ValueError("a negative x")
        return 3.0 * x

    assert verdict_on(thrice, exercise).misconception == "M.1"
    assert verdict_on(lambda x: 3.0 * np.asarray(x), exercise).misconception is None
    sensible = made_up(Case("below 0", (np.array([-1.0]),)), Case("x", ([2.0],)))
    sensible.misconception("M.1", "Not three.")(lambda x: np.where(x < 0, np.inf, 3.0 * x))
    assert verdict_on(thrice, sensible).misconception is None


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
        assert recognise(exercise, cases, [Outcome(value=np.array([3.0, 6]))], watcher, [0])


def test_the_smallest_input_that_fails_is_told_with_a_call_to_copy() -> None:
    large = Case("large", (np.arange(5.0),))
    small = Case("small", (np.array([1.23456, 2e-7]),))
    fine = Case("fine", (np.array([7.0]),))
    exercise = made_up(large, small, fine)
    wrong = verdict_on(lambda x: x + (x if len(x) == 1 else 1), exercise)
    assert wrong.where == "small, about double(x=array([1.235, 0.   ]))"
    assert verdict_on(lambda x: x + 1, exercise, "hidden").where == "fine"


def test_a_function_that_takes_nothing_is_not_shown_as_a_call() -> None:
    wrong = verdict_on(lambda: {"y_hat": -0.5}, exercises()["backward_by_hand"])
    assert wrong.where == "the drawn network"


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


# A function in another process


class Far(Elsewhere):
    """Its calls are made by somebody else: here by the test."""

    def __init__(self, answer: Any, called: tuple[str, ...] = (), itself: str | None = None):
        self.answer, self.called, self.itself = answer, list(called), itself
        self.outcomes: dict[Case, Any] = {}

    def __call__(self, *args: Any) -> Any:
        raise AssertionError("called here")

    def caller(self, forbidden: Any) -> Any:
        self.forbidden = forbidden
        return self

    def call(self, args: Any) -> Reply:
        return self.answer(args)

    def one_of(self, forbidden: Any) -> str | None:
        self.forbidden = forbidden
        return self.itself


def test_a_function_elsewhere_is_called_elsewhere() -> None:
    right = Far(lambda args: Reply(2 * args[0], args))
    assert verdict_on(right).problem is None
    assert right.forbidden == made_up().forbidden
    assert verdict_on(Far(lambda args: Reply(3 * args[0], args))).problem is not None
    changed = verdict_on(Far(lambda args: Reply(2 * args[0], (args[0] + 1,))))
    assert changed.problem == "It changed its argument x."
    gone = verdict_on(Far(lambda args: Reply(args=args, raised=("", "Its process ended."))))
    assert gone.problem == "Its process ended."


def test_a_judge_may_do_what_it_likes_with_its_arguments() -> None:
    def spoiling(answer: Any, x: Any) -> str | None:
        right = np.array_equal(answer, 2 * x)
        x[:] = 99
        return None if right else "No."

    exercise = made_up()
    exercise.judged_by(spoiling)
    for _ in range(2):
        assert verdict_on(double, exercise).problem is None
        assert verdict_on(lambda x: 3 * x, exercise).problem == "No."


def test_what_a_mistake_does_is_worked_out_once_for_all_who_make_it() -> None:
    exercise, asked = made_up(), []

    @exercise.misconception("M.1", "Three times is too much.")
    def _(x: Any) -> Any:
        asked.append(x)
        return 3 * x

    for _ in range(3):
        assert verdict_on(lambda x: 3 * x, exercise).misconception == "M.1"
        assert verdict_on(lambda x: 4 * x, exercise).misconception is None
    assert len(asked) == 2  # two cases, once each


def test_a_case_that_was_seen_elsewhere_is_not_asked_about_again() -> None:
    exercise, asked = made_up(), []
    exercise.hidden_cases(lambda rng: iter([Case("four", (np.array([4.0, 4]),))]))

    def double_far(args: Any) -> Reply:
        asked.append(args[0].tolist())
        return Reply(2 * args[0], args)

    far = Far(double_far)
    assert verdict_on(far, exercise).problem is None
    assert asked == [[1, 2]] * 2 + [[3, 4, 5]] * 2
    assert verdict_on(far, exercise, "hidden").cases == 3
    assert asked[4:] == [[4, 4]] * 2  # the third case of the suite: called twice, as ever
    assert verdict_on(Far(double_far), exercise).problem is None
    assert len(asked) == 10


def test_a_shortcut_taken_elsewhere_is_told_here() -> None:
    said = "It calls numpy.tanh, which is the answer itself."
    assert verdict_on(Far(lambda args: Reply(2, args), ("numpy.tanh",))).problem == said
    handed_in = shortcut_itself(made_up(), Far(None, itself="numpy.tanh"))
    assert handed_in is not None
    assert handed_in.problem == said
    assert shortcut_itself(made_up(), Far(None)) is None


def test_a_judges_own_hint_is_given_where_no_mistake_has_a_name() -> None:
    exercise = made_up()
    exercise.judged_by(lambda answer, x: Fault("Too much.", hint="How much is enough?"))
    assert verdict_on(lambda x: x, exercise).hint == "How much is enough?"
    exercise.misconception("M.1", "Three times is too much.")(lambda x: 3 * x)
    assert verdict_on(lambda x: 3 * x, exercise).hint == "Three times is too much."


def test_a_hint_about_an_exception_is_told_with_the_input_on_which_it_came() -> None:
    verdict = verdict_on(lambda x: 3 * x if len(x) == 2 else x[9])
    assert "IndexError" in str(verdict.problem)
    assert str(verdict.where).startswith("three")
    assert "index n - 1" in str(verdict.hint)
