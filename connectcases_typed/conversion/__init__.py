"""Between values and botocore's dicts: reading, checking, writing. No I/O."""
