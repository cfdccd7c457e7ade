"""What the embedded service remembers."""
