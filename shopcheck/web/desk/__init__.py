"""The adviser's desk: an app of its own at /balie, with a cookie of its own. Owners never come here."""
