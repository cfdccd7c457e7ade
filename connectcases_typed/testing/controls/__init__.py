"""What a test can set: clock, quotas, rates, faults and settings."""
