"""Request rates that the workers of many machines keep together.

See docs/how-to/fleet.md.

From the ground up: `stores` says what a store has to do, `queues` is that in Python,
`redis_store` is that in Redis, and `sharing` waits in front of a store.
"""
