"""The two files between glass and sync: letters.db (sign-ups and letters) and content.db (what was fetched)."""
