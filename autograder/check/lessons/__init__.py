"""One file a lesson: the exercises, their inputs and the mistakes they know."""
