"""What presses in »Mød andre« lead to."""

from __future__ import annotations

from datetime import datetime

from kiosk.nouns import Key
from kiosk.rooms.communities.model import Group
from kiosk.rooms.signup.model import Draft, Occasion, OccasionKind, Offer, offer_of
from kiosk.visit.events import GroupChosen, SignupChosen, Touch
from kiosk.visit.states import Asking, Field, GroupList, GroupPage, House, Kiosk, Step


def pressed(kiosk: Kiosk, place: GroupList | GroupPage, touch: Touch) -> Step:
    """Open a group, or begin to join it."""
    match place, touch:
        case GroupList(), GroupChosen(key) if group_of(kiosk.house, key):
            return kiosk.to(GroupPage(key)), ()
        case GroupPage(key), SignupChosen():
            return _join(kiosk, key), ()
        case _:
            return kiosk, ()


def group_of(house: House, key: Key) -> Group | None:
    """The group of that key, if it is still in the programme."""
    return next((group for group in house.programme.groups if group.key == key), None)


def group_offer(group: Group, house: House) -> Offer:
    """What can be offered to somebody who wants to join now."""
    return Offer.JUST_COME if group.drop_in else offer_of(group.seats, sealed=house.seal_ready)


def next_meeting(group: Group, now: datetime) -> datetime | None:
    """When the group meets next, as far as is known."""
    return next((date for date in group.dates if date > now), None)


def occasion_of(group: Group, now: datetime) -> Occasion:
    """A group as a sign-up needs to know it."""
    return Occasion(
        key=group.key,
        kind=OccasionKind.GROUP,
        title=group.name,
        start=next_meeting(group, now),
        place=group.place,
        seats=group.seats,
    )


def _join(kiosk: Kiosk, key: Key) -> Kiosk:
    """Begin, if the group as it is now takes sign-ups here."""
    group = group_of(kiosk.house, key)
    if group is None or not group_offer(group, kiosk.house).taken_here:
        return kiosk
    return kiosk.to(Asking(occasion_of(group, kiosk.house.now), Draft(), Field.FIRST_NAME))
