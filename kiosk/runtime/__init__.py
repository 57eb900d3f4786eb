"""What makes the pure machine run: the loop, the hands, the lanes, the idle clock, the journal and the log."""
