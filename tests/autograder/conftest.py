"""Where tests in the folders below find `a_lesson`: pytest puts this folder on the path."""
