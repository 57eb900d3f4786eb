"""One visitor's time at the glass: events, effects, places, and the one function that decides."""
