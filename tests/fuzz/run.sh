#!/bin/sh
# Fuzz each target a fixed number of times, from the corpus and a fixed seed: sh tests/fuzz/run.sh PYTHON [RUNS] [SEED]
set -eu
python=$1 runs=${2:-20000} seed=${3:-1}
if ! "$python" -c 'import atheris' 2>/dev/null; then
	echo 'fuzzing: left out, atheris is not there for this Python or system'
	exit 0
fi
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
for corpus in tests/fuzz/corpus/*/; do
	target=$(basename "$corpus")
	mkdir "$found/$target"
	"$python" -m tests.fuzz "$target" -runs="$runs" -seed="$seed" -max_len=8192 -timeout=10 -rss_limit_mb=512 \
		-artifact_prefix="fuzz-$target-" "$found/$target" "$corpus" >"$found/$target.log" 2>&1 ||
		{ tail -n 40 "$found/$target.log"; exit 1; }
	echo "fuzzing $target: $(grep -E '^#[0-9]+[[:space:]]+DONE' "$found/$target.log")"
done
