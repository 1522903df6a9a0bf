"""Answers in words, read by a person: all to one question on one page, marked as one goes."""
