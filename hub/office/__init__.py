"""The back office: where librarians see who comes, and keep what the kiosks show."""
