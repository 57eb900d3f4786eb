"""argon2 at its cheapest: the tests make many accounts, and nobody attacks them."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm with the least work."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
