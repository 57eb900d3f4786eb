"""Servers that keep the contracts of the outside world, for tests over real sockets."""
