"""The shapes of the service, one file for each of its nouns."""
