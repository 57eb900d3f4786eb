"""The page a slip leads to on a phone: what it stands for, and taking it back. Nothing of a person is on it."""
