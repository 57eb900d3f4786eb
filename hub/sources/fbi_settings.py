"""What `hub.toml` says of the national catalogue (FBI-API): who we are there, and what the library's agreement allows."""

from __future__ import annotations

from msgspec import Struct


class FbiSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[fbi]`; without a client id nothing is asked.

    `agency` = the library's number; `client_id`, `client_secret` = the pair DBC gave the library; `covers`, `abstracts` = whether
    the agreement lets us keep and show them; `cover_hosts` = where pictures may come from; `batch` = works a question;
    `pause_s` = seconds between two questions.
    """

    agency: str = ""
    client_id: str = ""
    client_secret: str = ""
    profile: str = "fbcms-go"
    address: str = "https://fbi-api.dbc.dk"
    token_address: str = "https://login.bib.dk/oauth/token"  # noqa: S105 - an address
    covers: bool = True
    abstracts: bool = False
    cover_hosts: tuple[str, ...] = ("dbc.dk",)
    batch: int = 20
    pause_s: float = 0.5

    def __repr__(self) -> str:
        """Leave out the pair: this may stand in a traceback."""
        return f"FbiSettings({self.agency}, {self.profile})"

    @property
    def ready(self) -> bool:
        """Whether there is somebody to be at the catalogue."""
        return bool(self.agency and self.client_id and self.client_secret)
