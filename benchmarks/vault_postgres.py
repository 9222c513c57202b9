"""What one durable write of a hosted notebook costs over a plain INSERT and COMMIT in the same PostgreSQL server.

Repeat: .venv/bin/python -m benchmarks.vault_postgres

The server is started for this, with its own settings: each commit waits for the disk.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

import psycopg
from tests.database import APPLICATION, OWNER, Server, find_programs, make_database, running

from benchmarks.vault import PASSPHRASE, entry, timed
from towpath.vault import Notebook
from towpath.vault.migrations import migrate
from towpath.vault.postgres import Account

WRITES = 300
BYTES = 1_200


def main() -> None:
    """Start a server, measure and print."""
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL is not installed here")
    print("repeat with: .venv/bin/python -m benchmarks.vault_postgres")
    with running(programs) as server, tempfile.TemporaryDirectory() as folder:
        make_database(server, "towpath")
        migrate(server.url(role=OWNER), APPLICATION)
        server.ask("CREATE TABLE public.plain(id bytea PRIMARY KEY, data bytea NOT NULL)")
        server.ask(f"GRANT INSERT ON public.plain TO {APPLICATION}")
        print(server.ask("SELECT version()")[0][0].split(" on ")[0])
        writing(server, Path(folder))


def writing(server: Server, folder: Path) -> None:
    """Add entries one by one, each durable, in turns with one INSERT and COMMIT of about as many bytes."""
    account = Account(url=server.url(), keys=folder / "keys", account=os.urandom(32))
    data = os.urandom(BYTES)
    with psycopg.connect(server.url()) as database, Notebook.create(account, PASSPHRASE) as notebook:

        def plain() -> None:
            database.execute("INSERT INTO public.plain VALUES(%s, %s)", (os.urandom(16), data))
            database.commit()

        pairs = []
        for number in range(2 * WRITES):  # the first half warms both up; who goes first alternates
            first = timed(plain) if number % 2 else None
            ours = timed(lambda: notebook.add(entry()))
            pairs.append((timed(plain) if first is None else first, ours))
    one, other = (statistics.median(side) for side in zip(*pairs[WRITES:], strict=True))
    print(f"one durable write: {other * 1e3:.2f} ms, plain psycopg {one * 1e3:.2f} ms, ratio {other / one:.2f}")


if __name__ == "__main__":
    main()
