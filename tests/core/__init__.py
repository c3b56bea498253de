"""The core, proved with values alone."""
