"""Slips: what stands on the paper (blocks), how it becomes dots (layout), and how it reads as text."""
