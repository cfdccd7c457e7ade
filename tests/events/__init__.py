"""Reading what EventBridge delivers."""
