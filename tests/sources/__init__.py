"""Sources against real servers."""
