"""Læs: books that fit, and why. Reading culture."""
