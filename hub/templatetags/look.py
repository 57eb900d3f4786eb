"""The look: the spiral, how much of a room is full, and a contact that can be pressed."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hub.acts.people import Person
from hub.models import Seats
from hub.office.pictures import spiral_path

register = template.Library()

PHONE_LEAST = 4
"""Fewer digits than this are no telephone number."""


@register.simple_tag
def spiral(turns: float = 3.25) -> SafeString:
    """Draw the spiral in the colour of the text."""
    stroke = f'stroke="currentColor" stroke-width="{4.6 / turns:.2f}" stroke-linecap="round"'
    drawn = f'<path d="{spiral_path(turns)}" fill="none" {stroke}/>'
    return mark_safe(f'<svg class="spiral" viewBox="0 0 24 24" aria-hidden="true">{drawn}</svg>')  # noqa: S308 - numbers only


@register.simple_tag
def contact(person: Person) -> SafeString:
    """Write a contact as something to press: a telephone number or an address for mail."""
    if person.contact_kind == "email" and "@" in person.contact:
        return format_html('<a href="mailto:{}">{}</a>', person.contact, person.contact)
    number = "".join(letter for letter in person.contact if letter.isdigit() or letter == "+")
    if len(number) < PHONE_LEAST:
        return format_html("{}", person.contact)
    return format_html('<a href="tel:{}">{}</a>', number, person.contact)


@register.simple_tag
def filling(seats: Seats) -> SafeString:
    """Draw how full it is: one flat bar, taken and lent; nothing where nobody counts."""
    if not seats.capacity:
        return SafeString()
    taken = min(100, round(100 * seats.taken / seats.capacity))
    lent = min(100 - taken, round(100 * seats.lent / seats.capacity))
    bars = (("all", 0, 100), ("taken", 0, taken), ("lent", taken, lent))
    drawn = "".join(f'<rect class="{name}" x="{x}" width="{width}" height="6"/>' for name, x, width in bars)
    head = '<svg class="filling" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
    return mark_safe(f"{head}{drawn}</svg>")  # noqa: S308 - numbers only
