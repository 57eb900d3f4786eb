"""Texts, dates and numbers in the visitor's language."""
