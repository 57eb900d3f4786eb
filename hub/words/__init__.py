"""The words of the hub: Danish stands in the code and the pages, other languages in the .po files here."""
