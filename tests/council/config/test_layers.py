"""Where several processes hear each other, and installations do not."""

from council.config.layers import layer_of, name_in_redis

REDIS = "redis://127.0.0.1/0"


def test_two_installations_at_one_redis_have_different_names():
    ours, theirs = (layer_of(REDIS, each)["CONFIG"]["prefix"] for each in ("ours", "theirs"))

    assert ours == name_in_redis("ours")
    assert ours != theirs


def test_the_names_are_those_the_shipped_redis_allows():
    assert name_in_redis("a secret").startswith("majlis")


def test_the_name_does_not_tell_the_secret():
    assert "a secret" not in name_in_redis("a secret")
