"""Sessions, their quiz and what came of them, and the training plans."""
