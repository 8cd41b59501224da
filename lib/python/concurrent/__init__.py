"""Things that run at the same time."""
