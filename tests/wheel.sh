#!/bin/sh
# Build the wheel, install it alone into an empty environment, and let it do its work far from the source.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
.venv/bin/uv build --quiet --no-build-isolation --python .venv/bin/python --wheel --out-dir "$place" .
.venv/bin/uv venv --quiet --python .venv/bin/python "$place/env"
.venv/bin/uv pip install --quiet --python "$place/env/bin/python" --require-hashes -r requirements.lock
.venv/bin/uv pip install --quiet --python "$place/env/bin/python" --no-deps "$place"/*.whl
cd "$place"
echo '{"towpath": 1, "as_of": "2026-01-31", "signs": [{"id": "danger.strangled", "how_often": "once"}]}' |
  env/bin/towpath assess - | grep -q '"gate":"danger"'
printf 'five words for a test wheel' >words
env/bin/towpath new --notebook notes.db --passphrase-fd 3 3<words
echo 'One line.' | env/bin/towpath write --notebook notes.db --passphrase-fd 3 3<words >id
env/bin/towpath list --notebook notes.db --passphrase-fd 3 3<words | grep -q "$(cat id)"
env/bin/python - <<'PYTHON'
from towpath.content import load
from towpath.web.pages.files import _file

assert len(load().signs) == 114
assert _file("style.css")
PYTHON
echo "The wheel works on its own."
