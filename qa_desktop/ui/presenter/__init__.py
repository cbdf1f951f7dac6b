"""The presenter: what the room sees, and the window of the trainer."""
