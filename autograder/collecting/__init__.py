"""From a pile of files to one notebook for each student and lesson, each fault a sentence."""
