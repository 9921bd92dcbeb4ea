"""Tests of set-up and processes."""
