"""What is looked for on a page may take as long to come there as anything else."""

import contextlib

with contextlib.suppress(ImportError):  # without Playwright the tests here are skipped
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)
