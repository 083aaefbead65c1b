"""Which channel layer carries notices: memory for one process alone, Redis between several."""

import hashlib
from typing import Any

# A Redis that hangs must not hang those who ask it [s].
TIMES = {"socket_connect_timeout": 2, "socket_timeout": 5}


def layer_of(redis_url: str, secret: str) -> dict[str, Any]:
    """Return Channels' settings for the Redis at ``redis_url``, or else for memory.

    Pub/sub, for the other Redis layer drops messages at its capacity of 100. redis-py stays below
    8: from there on its time-out equals the wait of channels-redis, and idle lines break.
    """
    if not redis_url:
        return {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    return {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            "hosts": [{"address": redis_url, **TIMES}],
            "prefix": name_in_redis(secret),
            "symmetric_encryption_keys": [secret],
        },
    }


def name_in_redis(secret: str) -> str:
    """Return what the installation's names in Redis begin with, the same in all its processes.

    Pub/sub knows no database numbers: two installations at one Redis hear each other by name.
    """
    return f"majlis.{hashlib.sha256(b'redis' + secret.encode()).hexdigest()[:16]}."
