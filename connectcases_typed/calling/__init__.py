"""What sends requests and waits: boto3, threads, pages."""
