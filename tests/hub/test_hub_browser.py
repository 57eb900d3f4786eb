"""The pages in a real browser: Debian's Chromium, driven from outside, and Deque's axe-core as the judge of who can use them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from tests.hub.served import ServedHub

CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")

PAGES = (
    "",
    "hub/event/",
    "hub/event/add/",
    "hub/group/",
    "moderation/",
    "tell/",
    "hub/branchprofile/",
    "profile/",
    "reports/",
    "lending/",
    "kiosks/settings/",
    "hub/library/",
    "log/",
    "staff/",
    "staff/new",
    "password_change/",
    "kiosks/",
    "kiosks/new",
    "authenticator",
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHub]:
    """Serve the demo."""
    with ServedHub(tmp_path_factory.mktemp("browser") / "hub") as served:
        yield served


@pytest.fixture(scope="module")
def page(hub: ServedHub) -> Iterator[Page]:
    """Give a page of a browser that has logged in, and forbid it every other address."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.route(lambda url: not url.startswith((hub.address, "data:")), lambda route: route.abort())
        page.goto(f"{hub.address}/office/")
        page.fill("#id_username", "admin")
        page.fill("#id_password", hub.word("with the password  "))
        page.click("button.do")
        page.wait_for_url(f"{hub.address}/office/")
        yield page
        browser.close()


def violations(page: Page) -> list[tuple[str, Any]]:
    """Ask axe-core."""
    return [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_to_complain_of(page: Page, hub: ServedHub, path: str) -> None:
    """Labels, contrast, headings, landmarks: WCAG as far as a program can tell."""
    page.goto(f"{hub.address}/office/{path}")

    assert violations(page) == []


def test_the_list_of_guests_and_its_paper(page: Page, hub: ServedHub) -> None:
    """The page that branch staff have open all day; names in it, and no violation."""
    page.goto(f"{hub.address}/office/")
    page.get_by_role("link", name="Guidet fælleslæsning").first.click()

    assert page.locator("table.people tbody tr").count() > 10
    assert violations(page) == []
    page.get_by_role("link", name="Udskriv listen").click()
    assert violations(page) == []


def test_the_waiting_list_moves_by_clicks(page: Page, hub: ServedHub) -> None:
    """Somebody leaves, somebody who waits gets the seat, and is called."""
    page.goto(f"{hub.address}/office/")
    page.get_by_role("link", name="Guidet fælleslæsning").first.click()
    page.get_by_role("button", name="Meld fra").first.click()
    page.get_by_role("button", name="Giv plads").first.click()

    page.get_by_role("button", name="Har fået besked").first.click()

    assert "fik besked" in page.inner_text("table.people")


@pytest.mark.parametrize("width", [360, 1360])
def test_no_page_is_wider_than_its_window(page: Page, hub: ServedHub, width: int) -> None:
    """A telephone at the desk, and a large screen in the office."""
    page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        page.goto(f"{hub.address}/office/{path}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.set_viewport_size({"width": 1360, "height": 900})


def test_a_case_is_decided_and_undone_from_the_keyboard(page: Page, hub: ServedHub) -> None:
    """By the names of the buttons, as somebody who does not see the page would; the queue is shorter, and longer again."""
    page.goto(f"{hub.address}/office/moderation/?kind=proposal")
    waiting = page.locator("ol.cases > li").count()
    page.get_by_label("Egne ord til den, der skrev").first.fill("Tak, den tager vi op")
    page.get_by_role("group", name="Sig nej tak, fordi").first.get_by_role("button", name="Det har vi allerede").focus()

    page.keyboard.press("Enter")

    page.wait_for_selector("ul.messagelist")
    assert page.locator("ol.cases > li").count() == waiting - 1
    assert "»Tak, den tager vi op«" in page.inner_text(".lately")
    assert violations(page) == []
    page.get_by_role("button", name="Fortryd").first.press("Enter")
    page.wait_for_selector("text=Fortrudt")
    assert page.locator("ol.cases > li").count() == waiting


def test_the_public_page_pleases_axe_too(page: Page, hub: ServedHub) -> None:
    """As far as it goes without a slip."""
    page.goto(f"{hub.address}/k/BCDFGHJKMNPQRSTV")

    assert violations(page) == []


def test_nothing_is_left_behind(hub: ServedHub) -> None:
    """Only the owner may look into the data folder."""
    assert Path(hub.data).stat().st_mode & 0o077 == 0
