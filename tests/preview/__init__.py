"""Tests of shopcheck.preview: the page for authors."""
