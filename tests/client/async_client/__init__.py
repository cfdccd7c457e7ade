"""The async client: what it shares with `Client`, and what only it does.

It talks to the same server; the clients, fixtures and scripts are of its own.
"""
