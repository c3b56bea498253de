"""Tickets and workers."""
