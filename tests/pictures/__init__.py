"""Pictures of every screen and dialog of the real program, for the guide and for judging."""
