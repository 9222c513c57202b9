#!/bin/sh
# Run all tests, those in a browser beside the others because they wait more than they work: sh tests/all.sh BIN
# With more arguments, run what they say.
set -u
bin=$1
shift
[ $# = 0 ] || exec "$bin/coverage" run -m pytest "$@"
said=$(mktemp)
trap 'rm -f "$said"' EXIT
"$bin/coverage" run -m pytest tests/e2e >"$said" 2>&1 &
browser=$!
"$bin/coverage" run -m pytest --ignore=tests/e2e
others=$?
wait "$browser"
browser=$?
cat "$said"
exit $((others ? others : browser))
