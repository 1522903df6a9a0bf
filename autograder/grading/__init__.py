"""The grader: student code runs in one process, and the verdict is reached in another."""
