"""Where content comes from. Each source fetches and translates, nothing more."""
