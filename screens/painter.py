"""Puts a drawing on the glass with kept instructions: what did not change is not touched, and nothing is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.graphics import (
    Canvas,
    ClearBuffers,
    ClearColor,
    Color,
    InstructionGroup,
    Rectangle,
    ScissorPop,
    ScissorPush,
    SmoothLine,
)

from screens.marks import Align, Clip, Colour, Fill, Letters, Mark, Matrix, Stand, Stroke, Swirl, Target
from screens.spiral import spiral_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.geometry import Box
    from screens.typesetter import KivyTypesetter


class FlatField:
    """A flat field, by clearing inside a scissor: on software rendering a fifth of the cost of a rectangle's shader."""

    def __init__(self) -> None:
        """Make the instructions once."""
        self._into = ScissorPush(x=0, y=0, width=0, height=0)
        self._colour = ClearColor(0, 0, 0, 1)
        self.group = InstructionGroup()
        for instruction in (self._into, self._colour, ClearBuffers(clear_color=True), ScissorPop()):
            self.group.add(instruction)

    @property
    def rgba(self) -> Colour:
        """The colour."""
        return (self._colour.r, self._colour.g, self._colour.b, 1.0)

    @rgba.setter
    def rgba(self, colour: Colour) -> None:
        """Change the colour."""
        self._colour.rgba = colour

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Put the field somewhere: pixels, y upwards."""
        into = self._into
        into.x, into.y, into.width, into.height = x, y, width, height


class Slot:
    """One place in the order of drawing: a colour and a shape, kept and set again."""

    def __init__(self, canvas: Canvas) -> None:
        """Take a place at the end of the order."""
        self.mark: Mark | None = None
        self.kind: type | None = None
        self.colour: Any = None
        self.shape: Any = None
        self.group = InstructionGroup()
        canvas.add(self.group)

    def become(self, kind: type | None, shape: Any) -> None:
        """Hold another shape."""
        self.group.clear()
        self.kind, self.shape, self.colour = kind, shape, None
        if shape is None:
            return
        if isinstance(shape, FlatField):
            self.colour = shape
            self.group.add(shape.group)
            return
        if kind is not Clip:
            self.colour = Color(1, 1, 1, 1)
            self.group.add(self.colour)
        self.group.add(shape)


class Painter:
    """Draws marks on one canvas."""

    def __init__(self, *, canvas: Canvas, height: int, typesetter: KivyTypesetter, matrix: Callable[[str], Any | None]) -> None:
        """Draw on `canvas` of `height` pixels; `matrix` gives the texture of a QR code, None while it is being made."""
        self._canvas = canvas
        self._height = height
        self._typesetter = typesetter
        self._matrix = matrix
        self._slots: list[Slot] = []
        self._pressed: Target | None = None
        self._clipped = False

    def show(self, marks: tuple[Mark, ...]) -> None:
        """Make the glass look like `marks`."""
        self._pressed = None
        self._clipped = False
        while len(self._slots) < len(marks):
            self._slots.append(Slot(self._canvas))
        for slot, mark in zip(self._slots, marks, strict=False):
            if slot.mark != mark or isinstance(mark, Matrix | Clip):
                self._set(slot, mark)
        for slot in self._slots[len(marks) :]:
            if slot.kind is not None:
                slot.become(None, None)
                slot.mark = None

    def forget(self) -> None:
        """Drop every mark: nothing of a visitor stays in a kept instruction."""
        for slot in self._slots:
            slot.become(None, None)
            slot.mark = None

    def press(self, target: Target) -> None:
        """Turn a target's colours about, at once."""
        self._pressed = target
        self._tint(target, target.field, target.ink)

    def release(self) -> None:
        """Turn them back."""
        target, self._pressed = self._pressed, None
        if target is not None:
            self._tint(target, None, None)

    def _tint(self, target: Target, field: Colour | None, ink: Colour | None) -> None:
        """Set the colours of a target's marks: its field's to its ink's and the other way, or back to their own."""
        swap = {field: target.ink, ink: target.field} if field is not None else {}
        for slot in self._slots:
            mark = slot.mark
            if isinstance(mark, Fill | Letters | Swirl | Stroke) and mark.of == target.id and slot.colour is not None:
                slot.colour.rgba = swap.get(mark.colour, mark.colour)

    # -------------------------------------------------------------------------------------------------- kinds of marks

    def _set(self, slot: Slot, mark: Mark) -> None:
        """Make a slot show a mark."""
        match mark:
            case Fill():
                self._fill(slot, mark)
            case Letters():
                self._letters(slot, mark)
            case Swirl() | Stroke():
                self._line(slot, mark)
            case Matrix():
                self._code(slot, mark)
            case Clip():
                self._clip(slot, mark)
        slot.mark = mark

    def _place(self, slot: Slot, box: Box) -> None:
        """Put a slot's rectangle where a box is."""
        left, low, right, top = self._pixels(box)
        slot.shape.pos = (left, low)
        slot.shape.size = (right - left, top - low)

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Left, lower, right and upper edge of a box in whole pixels, y upwards."""
        return round(box.x), self._height - round(box.bottom), round(box.right), self._height - round(box.y)

    def _fill(self, slot: Slot, mark: Fill) -> None:
        """A flat field."""
        if slot.kind is not Fill:
            slot.become(Fill, FlatField())
        slot.colour.rgba = mark.colour
        left, low, right, top = self._pixels(mark.box)
        slot.shape.place(left, low, right - left, top - low)

    def _letters(self, slot: Slot, mark: Letters) -> None:
        """Set words, tinted."""
        if slot.kind is not Letters:
            slot.become(Letters, Rectangle())
        texture = self._typesetter.texture(mark.words, mark.style, mark.box.w)
        if texture is None:
            slot.become(None, None)
            return
        wide, high = texture.size
        x = mark.box.x
        if mark.style.align is not Align.START:
            slack = mark.box.w - wide
            x += slack / 2 if mark.style.align is Align.MIDDLE else slack
        y = mark.box.y
        if mark.stand is not Stand.TOP:
            slack = mark.box.h - high
            y += slack / 2 if mark.stand is Stand.MIDDLE else slack
        slot.colour.rgba = mark.colour
        slot.shape.texture = texture
        slot.shape.pos = (round(x), self._height - round(y) - high)
        slot.shape.size = (wide, high)

    def _line(self, slot: Slot, mark: Swirl | Stroke) -> None:
        """A spiral or a line, with smooth edges."""
        if slot.kind is not Swirl:
            slot.become(Swirl, SmoothLine(joint="round", cap="round", overdraw_width=1.2))
        points = mark.points if isinstance(mark, Stroke) else spiral_points(mark)
        turned = [self._height - value if i % 2 else value for i, value in enumerate(points)]
        slot.colour.rgba = mark.colour
        slot.shape.width = mark.thick / 2
        slot.shape.points = turned

    def _code(self, slot: Slot, mark: Matrix) -> None:
        """A QR code in whole pixels a module; a light square while it is being made."""
        texture = self._matrix(mark.payload)
        kind = Matrix if texture is not None else Fill
        if slot.kind is not kind:
            slot.become(kind, Rectangle())
        box = mark.box
        if texture is None:
            slot.colour.rgba = mark.light
        else:
            side = max(1, int(min(box.w, box.h) // texture.width)) * texture.width
            box = type(box)(box.x, box.y, side, side)
            slot.colour.rgba = (1, 1, 1, 1)
            slot.shape.texture = texture
        self._place(slot, box)

    def _clip(self, slot: Slot, mark: Clip) -> None:
        """Begin or end showing inside a box only."""
        box = mark.box
        if box is None:
            slot.become(Clip, ScissorPop())
            return
        slot.become(
            Clip,
            ScissorPush(x=round(box.x), y=self._height - round(box.bottom), width=round(box.w), height=round(box.h)),
        )
