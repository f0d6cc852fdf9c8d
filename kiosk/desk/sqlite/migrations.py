"""The versions of the schema: number N brings a database from `PRAGMA user_version` N-1 to N."""

from kiosk.desk.sqlite import schema_1

MIGRATIONS: tuple[str, ...] = (schema_1.SQL,)
