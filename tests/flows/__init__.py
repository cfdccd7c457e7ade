"""Flows, and what is made of them."""
