#!/bin/sh
# Report branch coverage, and ask for all of it where a mistake would cost the most.
set -eu
coverage=.venv/bin/coverage
"$coverage" combine --quiet 2>/dev/null || true
"$coverage" report --skip-covered
"$coverage" report --fail-under=100 \
  --include='src/towpath/method/*,src/towpath/domain/*,src/towpath/vault/*,src/towpath/web/security/*'
