"""Det sker her: the branch's events. An active part of strong and sustainable local communities."""
