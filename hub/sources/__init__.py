"""Where the hub itself asks the outside world: each module fetches and translates, and keeps nothing but a token."""
