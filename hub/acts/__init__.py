"""What is done at the hub: each write is one function here, which also tells the feed. `now` comes from outside."""
