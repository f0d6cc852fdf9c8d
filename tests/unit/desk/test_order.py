from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.desk.order import ahead_of_normal, ahead_of_priority, calling_order


def called_one_by_one(normals: list[str], priorities: list[str], run: int, in_a_row: int) -> list[str]:
    """The rule as it stands in the reference, one call after another."""
    normals, priorities, calls, in_this_row = list(normals), list(priorities), [], run
    while normals or priorities:
        if normals and (not priorities or in_this_row >= in_a_row):
            calls.append(normals.pop(0))
            in_this_row = 0
        else:
            calls.append(priorities.pop(0))
            in_this_row += 1
    return calls


lines = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 5)).flatmap(
    lambda sizes: st.tuples(
        st.just([f"n{place}" for place in range(sizes[0])]),
        st.just([f"p{place}" for place in range(sizes[1])]),
        st.integers(0, sizes[2]),
        st.just(sizes[2]),
    )
)


@given(lines)
@example((["n0"], ["p0", "p1"], 2, 2))
def test_the_order_is_that_of_calling_one_by_one(line):
    assert list(calling_order(*line)) == called_one_by_one(*line)


@given(lines)
def test_people_ahead_are_those_really_called_before(line):
    normals, priorities, run, in_a_row = line
    calls = called_one_by_one(*line)
    for place, name in enumerate(normals):
        assert ahead_of_normal(place, len(priorities), run, in_a_row) == calls.index(name)
    for place, name in enumerate(priorities):
        assert ahead_of_priority(place, len(normals), run, in_a_row) == calls.index(name)


@given(lines)
def test_nobody_starves(line):
    normals, priorities, run, in_a_row = line
    calls = calling_order(normals, priorities, run, in_a_row)
    for place, name in enumerate(normals):
        assert calls.index(name) <= place + in_a_row * (place + 1)
