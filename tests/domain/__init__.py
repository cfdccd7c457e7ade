"""Laws of what users hold of a domain: fields by name, conditions, records."""
