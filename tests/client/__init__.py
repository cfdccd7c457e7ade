"""Tests of the client edge, against a scripted HTTP server."""
