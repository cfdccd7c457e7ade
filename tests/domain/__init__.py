"""Laws of a user's own domain: fields by name, conditions, records."""
