"""What is in the workspace, whether it is sound, what was deleted, and erasing for ever."""
