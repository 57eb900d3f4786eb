"""The settings screen behind a PIN, and what it shows."""
