#!/bin/sh
# Make sure that Chromium and PostgreSQL are there for the tests; say in a line what is left out where they cannot be.
set -u
missing=0

installed() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends "$@"; } >/dev/null 2>&1
}

left_out() {
  echo "Left out: $1, which is not here and could not be installed." >&2
  missing=1
}

has_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_postgresql() {
  command -v initdb || ls /usr/lib/postgresql/*/bin/initdb
}

has_chromium >/dev/null 2>&1 || installed chromium fonts-noto-core || left_out "the browser tests need Chromium"
has_postgresql >/dev/null 2>&1 || installed postgresql || left_out "the tests of hosted notebooks need PostgreSQL"
[ "$missing" = 0 ] || [ -z "${CI:-}" ]
