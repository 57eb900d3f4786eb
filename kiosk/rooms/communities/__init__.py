"""Mød andre: groups one can join. Diversity and communities."""
