"""The services without a window (CLI.md); one module per group of commands."""
