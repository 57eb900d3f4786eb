"""The kiosks' door: wire contract v1."""
