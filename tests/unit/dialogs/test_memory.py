import gc

from dialogs.memory import paused


def test_the_collector_rests_inside_and_is_as_before_afterwards() -> None:
    assert gc.isenabled()
    with paused():
        assert not gc.isenabled()
        with paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
