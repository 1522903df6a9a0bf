"""The instructor's page: what a class can do, and what it has misunderstood."""
