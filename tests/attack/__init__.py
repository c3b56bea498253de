"""Attacks on what is published, each beside a weaker scheme that it must break: otherwise it proves nothing."""
