"""What a branch's feed can speak of. A new kind is one class in a module of this folder; nothing else needs to know it."""
