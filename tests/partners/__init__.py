"""What partners receive: tried against partners of our own, each on a port of this machine."""
