"""Deciding on what visitors wrote: oldest first, one click, a reason, an undo; and what the kiosks hear of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hub.acts import content, moderation, retention
from hub.cases.base import REASONS, case_kinds
from hub.models import AuditLog, Decision, Library, Note
from hub.outside import now
from tests.hub.desk import Json, Kiosk, enrolled, note
from tests.hub.office import staff


@pytest.fixture
def browser(library: Library) -> Client:
    """Give a moderator at a browser."""
    return staff("Moderator")


def page(browser: Client, query: str = "") -> str:
    """Read the queue."""
    answer = browser.get(f"/office/moderation/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def decide(browser: Client, op: Json, decision: str, words: str = "") -> str:
    """Press a button of the queue, and read the page it leads to."""
    path = f"/office/moderation/{op['data']['about']}/{op['id']}/decide"
    return browser.post(path, {"decision": decision, "words": words}, follow=True).content.decode()


def test_the_queue_shows_the_oldest_first_and_narrows_by_kind_and_branch(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Whatever its kind; a moderator of all branches can look at one."""
    elsewhere = content.add_library("hasseris", "Hasseris", now=now())
    elsewhere.profile.notes_on = True
    content.save_profile(elsewhere.profile, who="test", now=now())
    kiosk.send(note("Den nyeste", about="proposal"), note("Den ældste"))
    enrolled(elsewhere).send(note("Fra Hasseris"))
    Note.objects.filter(text="Den ældste").update(at=now() - timedelta(days=2))
    Note.objects.filter(text="Den nyeste").update(at=now() + timedelta(minutes=1))

    text = page(browser)

    assert text.index("Den ældste") < text.index("Fra Hasseris") < text.index("Den nyeste")
    assert "Den nyeste" not in page(browser, "?kind=tip")
    assert "Den ældste" not in page(browser, "?branch=hasseris")
    assert moderation.counts([library]) == {"proposal": 1, "tip": 1, "post": 0, "panel": 0}


def test_one_click_says_yes_and_the_kiosk_hears_of_it(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """The words travel when they may be shown, with the code that its writer holds."""
    op = note("Flere stole")
    kiosk.send(op)
    assert f"note {op['id']}" not in kiosk.everything()[0]

    decide(browser, op, "approved")

    told = kiosk.everything()[0][f"note {op['id']}"]
    assert told | {"decided": ""} == {
        "about": "tip",
        "ref": None,
        "code": "KTRM",
        "state": "approved",
        "text": "Flere stole",
        "why": {},
        "answer": "",
        "decided": "",
    }
    assert "Flere stole" not in page(browser).split("Afgjort den sidste uge")[0]


def test_a_no_has_a_reason_in_two_languages_and_the_words_never_travel(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """From the list, with words of one's own; the log names the code, never the words."""
    op = note("Naboen Hemmelig larmer")
    kiosk.send(op)

    decide(browser, op, "refused:person", "Skriv det gerne uden navn")

    told = kiosk.everything()[0][f"note {op['id']}"]
    assert (told["state"], told["text"], told["answer"]) == ("refused", "", "Skriv det gerne uden navn")
    assert told["why"] == {"da": str(REASONS["person"]), "en": "Names a person or an address"}
    line = AuditLog.objects.get(act="note_decided")
    assert (line.who, line.what) == ("bente", "tip KTRM refused person")
    assert content.publish_all(library, now()) == []


@pytest.mark.parametrize("decision", ["refused", "refused:made_up"])
def test_a_no_without_a_reason_is_not_taken(browser: Client, library: Library, kiosk: Kiosk, decision: str) -> None:
    """Somebody wrote it, and is owed why."""
    op = note()
    kiosk.send(op)

    assert "Vælg en grund" in decide(browser, op, decision)
    assert Note.objects.get().state == "new"
    assert not Decision.objects.exists()


def test_a_decision_can_be_undone_once(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """It stands in the queue again, is off the kiosks, and both acts stand in the log."""
    op = note("Flere stole")
    kiosk.send(op)
    decide(browser, op, "approved")
    made = Decision.objects.get()

    assert "står i køen igen" in browser.post(f"/office/moderation/{made.pk}/undo", follow=True).content.decode()

    assert kiosk.everything()[0].get(f"note {op['id']}") is None
    assert Note.objects.get().state == "new"
    assert "ikke fortrydes" in browser.post(f"/office/moderation/{made.pk}/undo", follow=True).content.decode()
    assert AuditLog.objects.filter(act="decision_undone").count() == 1


def test_the_second_of_two_who_decide_at_once_is_told(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """The first decision stands."""
    op = note()
    kiosk.send(op)
    decide(browser, op, "approved")

    assert "En kollega var hurtigere" in decide(browser, op, "refused:tone")
    assert Note.objects.get().state == "approved"
    assert Decision.objects.count() == 1


def test_nobody_decides_for_another_branch(library: Library, kiosk: Kiosk) -> None:
    """Neither sees it, nor can decide or undo by its address."""
    op = note("Hemmelig")
    kiosk.send(op)
    content.add_library("hasseris", "Hasseris", now=now())
    browser = staff("Moderator", libraries=("hasseris",))

    assert "Hemmelig" not in page(browser, "?branch=vejgaard")
    assert browser.post(f"/office/moderation/tip/{op['id']}/decide", {"decision": "approved"}).status_code == 404
    assert Note.objects.get().state == "new"


def test_words_of_a_visitor_are_never_markup(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Visitors write what they like."""
    kiosk.send(note("<script>alert(1)</script>"))

    assert "<script>alert" not in page(browser)


@pytest.mark.parametrize("decision", ["", "maybe", "approved:"], ids=repr)
def test_only_what_the_buttons_say_is_a_decision(browser: Client, library: Library, kiosk: Kiosk, decision: str) -> None:
    """Anything else is not understood, and changes nothing unless it is a plain yes."""
    op = note()
    kiosk.send(op)

    decide(browser, op, decision)

    assert Note.objects.get().state == ("approved" if decision == "approved:" else "new")


def test_refused_words_are_deleted_after_30_days_and_the_answer_after_180(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """The answer can be read so long; then kiosks forget it too."""
    op = note("Hemmelig")
    kiosk.send(op)
    decide(browser, op, "refused:tone")

    retention.erase_old(now() + timedelta(days=31), "x")
    assert Note.objects.get().text == ""
    assert "ikke fortrydes" in browser.post(f"/office/moderation/{Decision.objects.get().pk}/undo", follow=True).content.decode()
    assert kiosk.everything()[0][f"note {op['id']}"]["state"] == "refused"

    retention.erase_old(now() + timedelta(days=181), "x")
    assert not Note.objects.exists()
    assert kiosk.everything()[0].get(f"note {op['id']}") is None
    assert content.publish_all(library, now()) == []


def test_every_kind_registers_its_words() -> None:
    """A kind without a title, a yes or reasons could not be decided on the page."""
    assert list(case_kinds()) == ["proposal", "post", "tip", "panel"]
    assert all(each.title and each.approve and each.reasons for each in case_kinds().values())
