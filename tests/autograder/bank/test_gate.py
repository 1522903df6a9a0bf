"""Every slip of one token in a right answer is refused, under sixty seeds, or has its reason."""

import numpy as np
import pytest

from autograder.bank import load
from autograder.bank.asked import OWN, Answer, answers
from autograder.bank.gate import EQUIVALENT, explained, passages
from autograder.bank.mutants import mutants
from autograder.bank.mutation import SEEDS, accepted, survivors
from autograder.bank.separating import separating
from autograder.check.bank import exercises
from autograder.check.seeds import FIXED

BANK = exercises()
LESSONS = sorted({exercise.lesson[:2] for exercise in BANK.values()})
OWNS = {answer.name: answer for lesson in LESSONS for answer in answers(lesson)}


def wrong(name):
    """Every wrong answer to an exercise that we know, but those that draw by chance."""
    found = {m.id: m.answer for m in BANK[name].misconceptions}
    return found | {entry.what: entry.answer for entry in load()[1] if entry.exercise == name}


def test_the_home_seed_is_the_first_of_sixty():
    assert SEEDS[0] == FIXED
    assert len(set(SEEDS)) == 60


@pytest.mark.parametrize(
    "lesson", [pytest.param(x, marks=pytest.mark.slow if x == "16" else ()) for x in LESSONS]
)
def test_at_home_every_mutant_is_refused_or_explained(lesson):
    for passage in passages(lesson, BANK, seeds=[FIXED]):
        assert [str(one) for one in passage.new] == []
        assert passage.idle == []
        assert passage.tried


@pytest.mark.parametrize("name", BANK)
def test_at_home_every_wrong_answer_is_refused(name):
    assert list(accepted(BANK[name], wrong(name), [FIXED])) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", BANK)
def test_the_visible_suite_refuses_every_wrong_answer_under_sixty_seeds(name):
    assert list(accepted(BANK[name], wrong(name))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", BANK)
def test_under_sixty_seeds_every_mutant_is_refused_or_explained(name):
    for passage in passages(BANK[name].lesson[:2], [name]):
        assert [str(one) for one in passage.new] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", OWNS)
def test_the_hidden_suite_refuses_nothing_that_the_visible_one_accepts(name):
    """So a lesson that runs the visible suite alone loses nothing by it."""
    left = listed(name)
    functions = {mutant: built(OWNS[name], mutant.text) for mutant in left}
    passed = dict(accepted(BANK[OWNS[name].exercise], functions, [FIXED, 0, 1], "hidden"))
    assert passed.keys() == functions.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", OWNS)
def test_hypothesis_finds_no_input_that_tells_an_equivalent_mutant(name):
    known = explained()
    for mutant in listed(name):
        if known[key(name, mutant)].startswith(EQUIVALENT):
            assert separating(OWNS[name], mutant.text) is None, mutant


def listed(name):
    known = explained()
    return [mutant for mutant in mutants(OWNS[name].text) if key(name, mutant) in known]


def key(name, mutant):
    return name, OWN, mutant.where, mutant.change


def built(answer, text):
    from autograder.bank.asked import written

    return written(answer, text)


def test_every_row_of_the_list_is_a_mutant_of_an_answer_and_has_a_reason():
    keys = {key(name, m) for name, answer in OWNS.items() for m in mutants(answer.text)}
    assert explained()
    assert {k for k in explained() if k[1] == OWN} <= keys
    for reason in explained().values():
        assert reason.startswith((EQUIVALENT, "accepted: "))
        assert len(reason) > 20


def test_two_changes_of_one_statement_that_read_alike_have_names_of_their_own():
    text = "def loss(Y_hat, Y):\n    return np.sum((Y_hat - Y) ** 2) / len(Y)"
    changes = [mutant.change for mutant in mutants(text)]
    assert {"Y -> Y_hat", "Y -> Y_hat (2)"} <= set(changes)
    assert len(set(changes)) == len(changes)


def test_an_input_that_tells_two_answers_apart_is_found_and_none_where_there_is_none():
    right = answers("04")[1]
    assert right.name == "relu"
    assert separating(right, right.text) is None
    found = separating(right, "def relu(z):\n    return abs(z)")
    assert np.any(np.asarray(found.args[0]) < 0)


def test_a_mutant_that_no_input_tells_is_a_survivor_and_one_that_loops_is_not():
    text = "def relu(z):\n    k = 0\n    while k < 1:\n        k += 1\n    return np.maximum(z, 0)"
    answer = Answer("relu", "relu", "made up", text, "import numpy as np")
    left = {one.mutant.change for one in survivors(answer, [FIXED, 0])}
    assert "np.maximum(z, 0) -> np.maximum(0, z)" in left
    assert not any("maximum -> " in change or change.endswith("z") for change in left)
    assert not any("-> pass" in change and "k += 1" in change for change in left)
