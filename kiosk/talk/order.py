"""The services in the order of the screen, the most used first: "the second one" is the second tile."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

AGAIN_S = 600.0  # the order changes once a day


class InOrder(Mapping[str, Mapping[str, str]]):
    """Names by id (dialogs.flows.site_lists.Names) in an order that may be changed."""

    def __init__(self, names: Mapping[str, Mapping[str, str]]) -> None:
        self._names = names
        self._order = tuple(names)

    def put(self, order: Sequence[str]) -> None:
        """The ids of `order` first, the others after them."""
        known = [id_ for id_ in order if id_ in self._names]
        self._order = (*known, *(id_ for id_ in self._names if id_ not in known))

    def __getitem__(self, id_: str) -> Mapping[str, str]:
        return self._names[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._names)


async def keep_order(
    put: Callable[[Sequence[str]], None], most_used: Callable[[], Awaitable[Sequence[str]]]
) -> None:
    """Follow the desk, day by day."""
    while True:
        put(await most_used())
        await asyncio.sleep(AGAIN_S)
