"""The letter: what it says, how it looks on paper, and the process that prints it."""
