"""The demo: a person's job done on the real window by its keys, with pictures."""
