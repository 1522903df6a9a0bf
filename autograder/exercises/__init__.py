"""Every graded function, a file each: its contract, its inputs, its judge, a page of mistakes."""
