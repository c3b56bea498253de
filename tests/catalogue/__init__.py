"""Tests of shopcheck.catalogue, over the tiny questionnaires of tests/questionnaires."""
