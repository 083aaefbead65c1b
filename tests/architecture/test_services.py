"""One front door: every service names its actor."""

import pytest

from tests.support.source import dotted, is_in, modules, public_functions

SERVICES = [
    pytest.param(function, id=f"{dotted(path)}.{function.name}")
    for path in modules()
    if is_in(path, "services")
    for function in public_functions(path)
]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_takes_its_actor_first_and_everything_by_name(service):
    named = [each.arg for each in service.args.kwonlyargs]
    by_position = [*service.args.posonlyargs, *service.args.args]

    assert named[:1] == ["actor"]
    assert by_position == []
    assert (service.args.vararg, service.args.kwarg) == (None, None)
