"""Tests of rates that a fleet of workers shares."""
