"""What can be asked of the hub on a command line."""
