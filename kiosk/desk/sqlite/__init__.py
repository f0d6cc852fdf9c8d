"""The store on SQLite: one connection on one thread, durable commits, several processes on one database."""
