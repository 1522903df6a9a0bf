"""Course folders: of attacks, at the best level and at every level, and of a class of three."""

import pytest
from a_room import LEVELS, furnished, honest, need
from grading.a_course import DUE, LATE, WORDS, WRONG_MARGIN, WRONG_STEP, Course, these_lessons

from autograder.commands.release import release
from autograder.grading import work


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """At the best level that this machine offers."""
    need(LEVELS["level 2"])
    made = furnished(tmp_path_factory.mktemp("course"), LEVELS["level 2"])
    honest(made)
    yield made
    work.done()


@pytest.fixture(scope="module", params=LEVELS)
def any_room(request, tmp_path_factory):
    """At every level; what is missing is denied, as a machine without it would."""
    need(LEVELS[request.param])
    made = furnished(tmp_path_factory.mktemp("course"), LEVELS[request.param])
    honest(made)
    yield made
    work.done()


@pytest.fixture(scope="module")
def released(tmp_path_factory, wheel_at_hand):
    """The small lesson, released; a due date is set, and a point is taken off for each day."""
    course = Course(tmp_path_factory.mktemp("class"))
    with these_lessons(course.lesson.parents[1]):
        release(course.lesson, course.folder)
        course.rule()
        course.is_due(DUE)
        yield course


@pytest.fixture
def course(released, tmp_path):
    """The same in a folder of its own: Ada and Cleo are late, Ben is in time."""
    course = released.copied(tmp_path)
    course.hand_in("ada", when=LATE)
    course.hand_in("ben", margin=WRONG_MARGIN, when=DUE)
    course.hand_in("cleo", step=WRONG_STEP, words=WORDS, when=LATE)
    return course
