"""What partners receive: read with what they read it with, and sent to partners on ports of this machine."""
