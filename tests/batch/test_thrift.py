import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.batch.thrift import Field, encode, read_struct


def structs(values: st.SearchStrategy[tuple[int, object]]) -> st.SearchStrategy[list[Field]]:
    return st.dictionaries(st.integers(1, 100), values, max_size=6).map(
        lambda fields: [Field(number, *fields[number]) for number in sorted(fields)]
    )


INTEGERS = st.tuples(st.sampled_from([4, 5, 6]), st.integers(-(2**63), 2**63 - 1))
VALUES = st.recursive(
    INTEGERS
    | st.tuples(st.sampled_from([1, 2]), st.none())
    | st.tuples(st.just(3), st.integers(0, 255))
    | st.tuples(st.just(7), st.floats(allow_nan=False))
    | st.tuples(st.just(8), st.binary(max_size=300)),
    lambda values: (
        st.tuples(st.just(12), structs(values))
        | st.tuples(
            st.just(9), st.tuples(st.just(5), st.lists(st.integers(-9, 2**31), max_size=20))
        )
        | st.tuples(st.just(9), st.tuples(st.just(12), st.lists(structs(values), max_size=20)))
    ),
    max_leaves=20,
)


@given(structs(VALUES))
def test_what_is_written_is_read_back(fields: list[Field]) -> None:
    assert read_struct(encode(fields)) == fields


@pytest.mark.parametrize("data", ["", "15", "1580", "18ff", "190c", "17aabb"])
def test_what_breaks_off_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="ends within a value"):
        read_struct(bytes.fromhex(data))
