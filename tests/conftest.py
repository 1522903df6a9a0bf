"""What every test shares: one seeded generator, no windows, reproducible hypothesis."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("repeatable")


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator with a fixed seed: the same numbers on every machine."""
    return np.random.default_rng(20_26)
