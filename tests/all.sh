#!/bin/sh
# Run all tests, those in a browser and some that are quick beside the others, so that both take about as long:
# sh tests/all.sh BIN
# With more arguments, run what they say.
set -u
bin=$1
shift
[ $# = 0 ] || exec "$bin/coverage" run -m pytest "$@"
beside="tests/analysis tests/method tests/e2e"  # none that is stopped with Ctrl-C: what a shell runs beside it ignores that
said=$(mktemp)
trap 'rm -f "$said"' EXIT
# shellcheck disable=SC2086 # a list of folders
"$bin/coverage" run -m pytest $beside >"$said" 2>&1 &
second=$!
"$bin/coverage" run -m pytest $(printf -- '--ignore=%s ' $beside)
others=$?
wait "$second"
second=$?
cat "$said"
exit $((others ? others : second))
