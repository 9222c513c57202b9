#!/bin/sh
# Report branch coverage, and ask for all of it where a mistake would cost the most.
set -eu
coverage=.venv/bin/coverage
"$coverage" combine --quiet 2>/dev/null || true
"$coverage" report --skip-covered
hosted='src/towpath/vault/postgres.py,src/towpath/vault/migrations.py,src/towpath/vault/shred.py'
if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then hosted=/; fi
"$coverage" report --fail-under=100 --omit="$hosted" \
  --include='src/towpath/method/*,src/towpath/domain/*,src/towpath/vault/*,src/towpath/web/security/*'
