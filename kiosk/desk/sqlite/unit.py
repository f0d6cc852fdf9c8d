"""The unit of work on one connection."""

import apsw

from kiosk.desk.sqlite.effects import SqliteEffects
from kiosk.desk.sqlite.small_tables import SqliteAudit, SqliteRequests, SqliteSequences
from kiosk.desk.sqlite.staff import SqliteStaff
from kiosk.desk.sqlite.steps import SqliteSteps
from kiosk.desk.sqlite.tickets import SqliteTickets


class SqliteUnit:
    """`kiosk.desk.unit.Unit`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.sequences = SqliteSequences(connection)
        self.tickets = SqliteTickets(connection)
        self.steps = SqliteSteps(connection)
        self.requests = SqliteRequests(connection)
        self.effects = SqliteEffects(connection)
        self.audit = SqliteAudit(connection)
        self.staff = SqliteStaff(connection)
