"""Laws of the embedded service, driven by raw boto3."""
