"""The hub: what the branches sync with. It takes sign-ups, gives seats, and tells every kiosk what changed."""
