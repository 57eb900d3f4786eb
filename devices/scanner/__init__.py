"""Scanners: from bytes on a line to a code with a meaning."""
