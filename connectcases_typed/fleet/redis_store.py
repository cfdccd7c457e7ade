"""Shared rates in Redis or Valkey.

Each look is one script, and so one round trip and atomic. The script does what
`RateQueue` does, by the clock of the server. The line is a sorted set, so a look costs
O(log n), except that burying a dead worker walks through the line once.

The keys of an operation share a hash tag, and so a slot of a cluster. They expire when
nobody has used them for a while.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from ..errors import RateStoreAwayError
from .queues import LEASE
from .stores import Look, Turn

if TYPE_CHECKING:
    from redis import Redis

__all__ = [
    "RedisRateStore",
]

#: How long a server may take, in seconds, unless the user's client sets a timeout.
_PATIENCE = 2.0

_LOOK = """
local due_key, line, leases = KEYS[1], KEYS[2], KEYS[3]
local worker, place = ARGV[1], ARGV[1] .. '/' .. ARGV[2]
local interval, saved = tonumber(ARGV[4]), tonumber(ARGV[5])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local text = function (number) return string.format('%.0f', number) end

-- A lease has run out, or was given by a clock that has been set back since.
local latest = now + tonumber(ARGV[7])
redis.call('ZADD', leases, text(latest), worker)
local is_dead, any_dead = {}, false
for _, range in ipairs({{'-inf', text(now)}, {'(' .. text(latest), '+inf'}}) do
  for _, name in ipairs(redis.call('ZRANGEBYSCORE', leases, range[1], range[2])) do
    is_dead[name], any_dead = true, true
    redis.call('ZREM', leases, name)
  end
end
if any_dead then
  for _, name in ipairs(redis.call('ZRANGE', line, 0, -1)) do
    if is_dead[string.match(name, '^(.*)/')] then redis.call('ZREM', line, name) end
  end
end

local since = tonumber(ARGV[3]) or now
redis.call('ZADD', line, text(since), place)
local known = math.max(tonumber(redis.call('GET', due_key) or 0), tonumber(ARGV[6]))
local due = math.max(math.min(known, now + interval), now - saved)
local wait = math.max(due + redis.call('ZRANK', line, place) * interval - now, 0)
if wait == 0 then
  due = due + interval
  redis.call('ZREM', line, place)
end

-- A bucket that nobody has used for so long is full, and need not be kept.
local idle = math.ceil((saved + interval) / 1000) + 60000
redis.call('SET', due_key, text(due), 'PX', idle)
redis.call('PEXPIRE', line, idle)
redis.call('PEXPIRE', leases, idle)
return {wait, since, due}
"""

# What a script returns has no type.
_Script = Callable[[list[str], list[str | int]], Any]


class RedisRateStore:
    """A `RateStore` in a Redis or Valkey server, or a cluster of them.

    Args:
        redis: a client of redis-py, 6 or newer. It decides how long to wait for the
            server and how often to try again: short timeouts are best, since
            `Fleet` waits for a server that is away.
        scope: whose rates they are. Rates belong to an account and a Region, so name
            both: `123456789012/us-west-2`. Workers with the same scope share rates.
    """

    def __init__(self, redis: "Redis", *, scope: str) -> None:
        self._redis = redis
        self._scope = scope
        self._look: _Script = redis.register_script(_LOOK)

    @classmethod
    def from_url(cls, url: str, *, scope: str) -> Self:
        """A store at `redis://host:6379/0`, with timeouts of 2 seconds.

        `rediss://` is Redis over TLS. See `redis.Redis.from_url`.
        """
        from redis import Redis  # noqa: PLC0415 - an extra
        from redis.backoff import NoBackoff  # noqa: PLC0415 - an extra
        from redis.retry import Retry  # noqa: PLC0415 - an extra

        redis = Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # it takes what its classes of connections take
            url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            # Once, for a connection that the server has closed since it was last used.
            retry=Retry(NoBackoff(), 1),
        )
        return cls(redis, scope=scope)

    def look(self, look: Look, /) -> Turn:
        """See `RateStore.look`."""
        arguments: list[str | int] = [
            look.worker,
            look.place,
            "" if look.since is None else look.since,
            look.interval,
            look.saved,
            look.due,
            LEASE,
        ]
        wait, since, due = self._reached(
            self._look, self._keys(look.operation), arguments
        )
        return Turn(wait=wait, since=since, due=due)

    def leave(self, operation: str, worker: str, place: int, /) -> None:
        """See `RateStore.leave`."""
        _, line, _ = self._keys(operation)
        self._reached(self._redis.zrem, line, f"{worker}/{place}")

    def _keys(self, operation: str) -> list[str]:
        tag = f"connectcases:{{{self._scope}:{operation}}}"
        return [f"{tag}:due", f"{tag}:line", f"{tag}:leases"]

    # redis-py's results are typed for its two kinds of clients at once.
    def _reached(self, do: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - as said
        """Do something with the server, or say that it is away."""
        from redis import exceptions  # noqa: PLC0415 - an extra

        try:
            return do(*arguments)
        except exceptions.AuthenticationError:
            # A connection error by class, but waiting does not help.
            raise
        except (
            exceptions.ConnectionError,
            exceptions.TimeoutError,
            exceptions.ReadOnlyError,
            exceptions.ClusterDownError,
            exceptions.MasterDownError,
            exceptions.TryAgainError,
            exceptions.OutOfMemoryError,
        ) as error:
            raise RateStoreAwayError(f"{type(error).__name__}: {error}") from error
