"""Ordinary asserts of a course's own are graded outside, score for score as nbgrader does it.

A right answer of each kind and a wrong one go both roads: here, and through nbgrader in one
process.
"""

import pytest
from a_lesson import code, written
from own_lesson import BASIC, NAME, WAYS, Asked, lesson_of, marked, questions

from autograder.grading import work

pytestmark = pytest.mark.filterwarnings("ignore")  # of nbgrader's libraries

ASKED = questions()


@pytest.fixture(scope="module")
def marks(tmp_path_factory):
    """(road, answer): what every question got."""
    path = written(tmp_path_factory.mktemp("own"), lesson_of(ASKED, *BASIC), NAME)
    yield {
        (way, which): marked(path, {name: getattr(one, which) for name, one in ASKED.items()}, way)
        for way in WAYS
        for which in ("right", "wrong")
    }
    work.done()


@pytest.mark.parametrize("name", ASKED)
def test_a_right_answer_has_full_marks_on_both_roads(marks, name):
    assert [marks[way, "right"][name] for way in WAYS] == [(2, ""), (2, "")]


@pytest.mark.parametrize("name", ASKED)
def test_a_wrong_answer_has_none_on_both_roads_and_is_told_why(marks, name):
    assert [marks[way, "wrong"][name][0] for way in WAYS] == [0, 0]
    said = marks["here", "wrong"][name][1]
    assert said
    assert ASKED[name].says in said


BOTH = "def both(x):\n    return {}, {}"
SCORE = """\
score = 0
if both(3)[0] == 3:
    score += 1
if both(3)[1] == 9:
    score += 1.5
score"""


@pytest.fixture
def partial(tmp_path):
    yield written(tmp_path, lesson_of({"both": Asked(BOTH, SCORE, points=2.5)}), NAME)
    work.done()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("parts", "points"), [(("x", "x**2"), 2.5), (("x", "x"), 1), ((0, "x**2"), 1.5), ((0, 0), 0)]
)
def test_the_number_on_a_test_s_last_line_is_the_points_on_both_roads(partial, way, parts, points):
    assert marked(partial, {"both": BOTH.format(*parts)}, way)["both"][0] == points


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ("both(3)[0]", "the test ends with 3, and the question is worth 2.5"),
        ("-1", "the test ends with -1"),
        ("float('nan')", "the test ends with nan"),
        ("np.float64(1)", "the test ends with a float64; only a float can be points"),
    ],
)
def test_what_can_be_no_points_is_told_and_not_entered(tmp_path, last, why):
    asked = {"both": Asked(BOTH.format("x", "x"), f"assert both(1)\n{last}", points=2.5)}
    path = written(tmp_path, lesson_of(asked, *BASIC), NAME)
    score, said = marked(path, {"both": asked["both"].right})["both"]
    assert score is None
    assert why in said


def test_a_name_that_is_missing_is_told_with_the_reason(tmp_path):
    asked = {
        "one": Asked("one = 1", "assert one == 1"),
        "two": Asked("two = 2", "assert two == 2"),
        "more": Asked("def more():\n    return 3", "assert made == [3]", before="made = [more()]"),
    }
    path = written(tmp_path, lesson_of(asked, *BASIC), NAME)
    answers = {"one": "one = 1 / 0", "two": "too = 2", "more": "def more():\n    return 1 / 0"}
    said = {name: words for name, (_, words) in marked(path, answers).items()}
    assert said == {
        "one": "`one` is not there: its cell stopped with ZeroDivisionError: division by zero",
        "two": "`two` is nowhere defined.",
        "more": "`made` is not there: its cell stopped with ZeroDivisionError: division by zero",
    }


def test_a_value_of_the_lesson_s_is_as_the_cells_above_the_test_leave_it(tmp_path):
    """Also where nobody assigns to it: by a method, by a call, under another name."""
    cells = """\
table = {"a": 1}
items = [3, 1, 2]
other = items
np.random.seed(4)
X = np.zeros(3)
Y = np.random.rand(2)
Z = np.random.rand(2)
---
items.sort()
table["b"] = 2
other.append(9)
X[1:] += 1
np.fill_diagonal(W := np.zeros((2, 2)), 7)
unused = 1 / 0
---
X += 1
for row in [X]:
    row[0] = 5"""
    first = [code(text) for text in cells.split("---\n")]
    wanted = "assert z[0] == Z[1] and items == [1, 2, 3, 9] and table == {'a': 1, 'b': 2}"
    wanted += " and X.tolist() == [5, 2, 2]"
    asked = {"z": Asked("z = Z[::-1].copy()", wanted, says=" ")}
    path = written(tmp_path, lesson_of(asked, *BASIC, *first), NAME)
    for way in WAYS:
        assert marked(path, {"z": asked["z"].right}, way)["z"] == (2, "")
