#!/bin/sh
# Make sure that a Chromium is there for the browser tests; say in one line what is left out where it cannot be.
set -u
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-core; } >/dev/null 2>&1 && exit 0
fi
echo "Left out: the browser tests need Chromium, which is not here and could not be installed." >&2
[ -z "${CI:-}" ]
