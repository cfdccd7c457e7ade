"""Request rates that the workers of many machines keep together.

See docs/how-to/fleet.md.

From the bottom up: `stores` defines what a store has to do, `queues` does it in Python,
`redis_store` in Redis, and `sharing` waits in front of a store.
"""
