"""How hard the tests race: as hard as it gets, or less where the same test runs a second time."""

import os

RACERS = int(os.environ.get("HUB_RACERS", "1000"))
THREADS = 8
