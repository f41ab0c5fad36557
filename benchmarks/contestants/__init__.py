"""What is timed: each module has ``load``, which returns a function that reads a list of texts."""
