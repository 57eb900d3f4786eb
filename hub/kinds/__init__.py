"""What an op can be. A new kind is one class in a module of this folder; nothing else needs to know it."""
