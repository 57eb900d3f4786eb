"""What is known not to hold yet: the audit shows it all the same, and a test fails for whatever is not named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.audit.tally import Spot
    from kiosk.audit.values import Reading

ALL = "*"


class Debt(Struct, frozen=True):
    """Walks of one glass at some sizes of words in which some numbers do not hold, and what that means for a visitor."""

    name: str
    numbers: tuple[int, ...]
    glass: str
    sizes: tuple[str, ...]
    walks: tuple[str, ...]
    means: str

    def covers(self, number: int, spot: Spot) -> bool:
        """Whether a failure is named here."""
        glass, size, walk = spot
        named = number in self.numbers and self.glass in {glass, ALL}
        return named and (ALL in self.sizes or size in self.sizes) and (ALL in self.walks or walk in self.walks)


FORMS = ("first_name", "name_missing", "phone", "email", "slip_entry", "staff_door")
LISTS = ("events", "groups", "picks", "notice")
LARGER = ("large", "largest")
ANY = (ALL,)

DEBTS: tuple[Debt, ...] = (
    Debt(
        "D1",
        (1, 7, 17, 26, 38, 39),
        "small",
        ANY,
        FORMS,
        "on the 10-inch glass keys are 13 mm high and less with larger words, the way on stands over them, what a question is for "
        "stands in small letters and may be cut, and the kind of answer that is chosen is not drawn",
    ),
    Debt("D2", (17, 38), "small", ANY, ANY, "on the 10-inch glass words of the bar and lines that explain are cut or left out"),
    Debt(
        "D3",
        (3, 4, 7, 8, 9, 17, 18, 39),
        "small",
        LARGER,
        ANY,
        "on the 10-inch glass with larger words what there is to press becomes too low, or stands on something else",
    ),
    Debt(
        "D4", (7,), "small", ("normal",), (*LISTS, "no_slip"), "on the 10-inch glass narrowings of a list are 14.9 mm high, not 15"
    ),
    Debt("D5", (4, 7, 8, 17, 18, 38), ALL, ANY, ("staff",), "the staff screen with ten languages to rest in runs out of room"),
    Debt(
        "D6",
        (1, 17, 26, 39),
        "landscape",
        ANY,
        FORMS,
        "on the wide glass kinds of answer stand over what a question is for, and are said after it; with larger words a line or "
        "the erase key's word is cut, in Persian at every size",
    ),
    Debt("D7", (17,), "portrait", LARGER, FORMS, "on the tall glass with larger words the erase key's word is cut in Persian"),
    Debt("D8", (17,), "portrait", ("largest",), ANY, "on the tall glass with the largest words Somali words of the bar are cut"),
    Debt(
        "D9",
        (17,),
        "landscape",
        ("largest",),
        ("home", "no_slip"),
        "on the wide glass with the largest words Somali lines are cut",
    ),
    Debt("D10", (17,), "portrait", LARGER, ("group",), "a long rhythm of a group is cut with larger words"),
    Debt("D11", (38,), ALL, ANY, ("book",), "the heading over a book's tips is said, and not shown where the page is full"),
    Debt("D12", (39,), ALL, ANY, ("book",), "the keys can be at a tip that stands on a later page"),
    Debt("D13", (25,), ALL, ANY, ("voices",), "there is no Somali voice: Somali is shown and not spoken"),
    Debt("D14", (34,), ALL, ANY, ("headings",), "a sign-up that was found has the heading of the event it is for"),
)


def unnamed(failures: Mapping[int, Mapping[Spot, Reading]]) -> list[str]:
    """Failures that no debt names."""
    return [
        f"{number}: {' '.join(spot)}: {reading.what} ({reading.value:g}, {reading.place})"
        for number, spots in sorted(failures.items())
        for spot, reading in sorted(spots.items())
        if not any(debt.covers(number, spot) for debt in DEBTS)
    ]


def paid(failures: Mapping[int, Mapping[Spot, Reading]]) -> list[str]:
    """Debts of which nothing failed any more: each is to be taken off the list."""
    return [
        debt.name for debt in DEBTS if not any(debt.covers(number, spot) for number, spots in failures.items() for spot in spots)
    ]


def of(number: int) -> tuple[str, ...]:
    """Names of the debts of a number."""
    return tuple(debt.name for debt in DEBTS if number in debt.numbers)
