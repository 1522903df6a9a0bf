"""Course folders in which attacks are graded: one at the best level, one at every level."""

import pytest
from a_room import LEVELS, furnished, honest, need

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
