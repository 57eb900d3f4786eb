"""What waits for somebody's decision: a module for each source of cases, found by being here."""
