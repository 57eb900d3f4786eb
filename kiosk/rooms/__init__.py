"""The four rooms of the kiosk, one for each sentence of the library's vision, and what they share."""
