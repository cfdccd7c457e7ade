"""Our models beside botocore's model of the service."""
