"""The async client: what it shares with `Client`, and what only it does."""
