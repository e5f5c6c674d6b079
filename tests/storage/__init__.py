"""The store, over real databases: an SQLite file and a PostgreSQL server, under the same tests."""
