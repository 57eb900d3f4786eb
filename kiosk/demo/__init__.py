"""The demo: the whole kiosk with the demo branch and pretend devices, and the tour that photographs it."""
