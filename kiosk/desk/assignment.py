"""Which counters serve which services."""

from collections.abc import Sequence

from kiosk.config.schema import Counter, Service
from kiosk.desk.model import UnknownName


class Assignment:
    """Answers who serves what; raises `UnknownName` for names the site does not have."""

    def __init__(self, services: Sequence[Service], counters: Sequence[Counter]) -> None:
        self._services = {service.id: service for service in services}
        self._served = {
            counter.id: tuple(service.id for service in services if counter.id in service.counters)
            for counter in counters
        }
        self._pools = {service.id: self._pool_of(service) for service in services}

    @property
    def services(self) -> tuple[str, ...]:
        """All services, in the site's order."""
        return tuple(self._services)

    @property
    def counters(self) -> tuple[str, ...]:
        """All counters, in the site's order."""
        return tuple(self._served)

    def service(self, service_id: str) -> Service:
        """The service of this id."""
        if service_id not in self._services:
            raise UnknownName("unknown_service", f"there is no service {service_id!r}")
        return self._services[service_id]

    def served_at(self, counter_id: str) -> tuple[str, ...]:
        """The services of a counter."""
        if counter_id not in self._served:
            raise UnknownName("unknown_counter", f"there is no counter {counter_id!r}")
        return self._served[counter_id]

    def counters_of(self, service_id: str) -> tuple[str, ...]:
        """The counters of a service; none for a service the site no longer has."""
        service = self._services.get(service_id)
        return tuple(service.counters) if service else ()

    def pool(self, service_id: str) -> tuple[str, ...]:
        """The services whose waiting tickets compete with this one's: all that share a counter with it."""
        return self._pools.get(service_id, (service_id,))

    def _pool_of(self, service: Service) -> tuple[str, ...]:
        shared = {other for counter in service.counters for other in self._served.get(counter, ())}
        return tuple(sorted(shared | {service.id}))
