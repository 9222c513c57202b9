-- The tables of hosted notebooks: sealed bytes and the places they belong to, nothing else.
--
-- Every key begins with the notebook, and nothing spans two notebooks; so the tables are partitioned by it here and can
-- be distributed by it elsewhere. What is read before a notebook is open has the account in that place.

CREATE TABLE towpath.headers (
    account bytea NOT NULL CHECK (octet_length(account) = 32),
    bytes bytea NOT NULL,
    PRIMARY KEY (account)
);

CREATE TABLE towpath.tries (
    account bytea NOT NULL CHECK (octet_length(account) = 32),
    at bigint NOT NULL
);

CREATE INDEX tries_account ON towpath.tries (account);

CREATE TABLE towpath.notebooks (
    notebook bytea NOT NULL CHECK (octet_length(notebook) = 16),
    mac bytea NOT NULL,
    keyring bytea NOT NULL,
    PRIMARY KEY (notebook)
);

CREATE TABLE towpath.keys (
    notebook bytea NOT NULL CHECK (octet_length(notebook) = 16),
    object bytea NOT NULL,
    revision bigint NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (notebook, object, revision)
) PARTITION BY HASH (notebook);

CREATE TABLE towpath.contents (
    notebook bytea NOT NULL CHECK (octet_length(notebook) = 16),
    object bytea NOT NULL,
    revision bigint NOT NULL,
    sealed bytea NOT NULL,
    commitment bytea NOT NULL,
    PRIMARY KEY (notebook, object, revision)
) PARTITION BY HASH (notebook);

CREATE TABLE towpath.chunks (
    notebook bytea NOT NULL CHECK (octet_length(notebook) = 16),
    object bytea NOT NULL,
    number bigint NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (notebook, object, number)
) PARTITION BY HASH (notebook);

CREATE TABLE towpath.links (
    notebook bytea NOT NULL CHECK (octet_length(notebook) = 16),
    number bigint NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (notebook, number)
) PARTITION BY HASH (notebook);

CREATE TABLE towpath.openings (
    notebook bytea NOT NULL CHECK (octet_length(notebook) = 16),
    number bigint NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (notebook, number)
) PARTITION BY HASH (notebook);

-- Sealed bytes do not get smaller: trying to compress them would only cost time.
ALTER TABLE towpath.contents ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE towpath.chunks ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- A role sees and writes the rows of the account or notebook that it has named, and no other; the owner too. A name
-- that was never set is NULL, one that was set for an earlier transaction is empty: neither is any row's.
DO $$
DECLARE
    place record;
BEGIN
    FOR place IN
        SELECT * FROM (VALUES
            ('headers', 'account'), ('tries', 'account'), ('notebooks', 'notebook'), ('keys', 'notebook'),
            ('contents', 'notebook'), ('chunks', 'notebook'), ('links', 'notebook'), ('openings', 'notebook')
        ) AS places (name, first)
    LOOP
        EXECUTE format('ALTER TABLE towpath.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', place.name);
        EXECUTE format(
            'CREATE POLICY mine ON towpath.%I USING (%I = decode(current_setting(%L, true), ''hex''))',
            place.name, place.first, 'towpath.' || place.first
        );
    END LOOP;
END
$$;

-- The partitions are closed to everyone, having no policy: rows are reached through their table alone.
DO $$
DECLARE
    name text;
    number integer;
BEGIN
    FOREACH name IN ARRAY ARRAY['keys', 'contents', 'chunks', 'links', 'openings'] LOOP
        FOR number IN 0..15 LOOP
            EXECUTE format(
                'CREATE TABLE towpath.%I PARTITION OF towpath.%I FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
                name || '_' || number, name, number
            );
            EXECUTE format(
                'ALTER TABLE towpath.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name || '_' || number
            );
        END LOOP;
    END LOOP;
END
$$;
