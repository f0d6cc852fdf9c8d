"""The ten-thousandth ticket must be as fast as the first: every question goes through an index."""

import apsw
import pytest

from kiosk.desk.sqlite import effects, schema_1, steps, tickets

QUESTIONS = {
    f"{module.__name__.rpartition('.')[2]}.{name}.{null}": sql.replace("{null}", null)
    for module in (tickets, steps, effects)
    for name, sql in vars(module).items()
    if isinstance(sql, str) and sql.strip().startswith(("SELECT", "WITH", "UPDATE"))
    for null in ("NULL", "NOT NULL")
}
TABLES = ("ticket", "t", "w", "step", "s", "effect", "waiting")


@pytest.mark.parametrize("sql", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_no_table_is_read_from_end_to_end(sql):
    connection = apsw.Connection(":memory:")
    connection.execute(schema_1.SQL)
    values = [1] * (3 if "?3" in sql else sql.count("?"))
    plan = [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + sql, values)]
    connection.close()
    scanned = [line for line in plan if line.startswith("SCAN") and line.split()[1] in TABLES]
    assert scanned == []
