"""Somebody of the staff at a browser."""

from __future__ import annotations

from typing import Any

from django.test import Client

from hub.acts.staff import make_account

PASSWORD = "rundt-om-rosen-42"


def staff(role: str = "Administrator", name: str = "bente", libraries: tuple[str, ...] = ()) -> Client:
    """Make an account, and log in by the page."""
    make_account(name, PASSWORD, role=role, libraries=libraries)
    browser = Client(SERVER_NAME="127.0.0.1")
    assert log_in(browser, name).status_code == 302
    return browser


def log_in(browser: Client, name: str = "bente", password: str = PASSWORD, **more: str) -> Any:
    """Fill the log-in page in."""
    return browser.post("/office/login/?next=/office/", {"username": name, "password": password, "next": "/office/"} | more)
