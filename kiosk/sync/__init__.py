"""The process that talks to the network: the refresher brings content in, the courier carries letters out."""
