"""Signing up to an occasion, and looking the sign-up up again: what the rooms share."""
