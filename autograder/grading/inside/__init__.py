"""What runs on the student's side. It imports nothing of the rest of autograder."""
