"""The designed inputs of every exercise, drawn a thousand times: the reference is always right.

The hidden suite draws all that the visible one draws, first and from the same numbers. In a file
of its own, so that it runs beside the other tests of the bank.
"""

from dataclasses import replace

import pytest

from autograder.check.bank import exercises
from autograder.check.judge import judge

BANK = exercises()


@pytest.mark.slow
@pytest.mark.parametrize("name", BANK)
def test_the_reference_is_accepted_under_a_thousand_seeds(name: str) -> None:
    alone = replace(BANK[name], shortcuts=())  # it may call what it is made of
    for seed in range(1000):
        assert judge(alone, BANK[name].reference, "hidden", seed).problem is None, seed
