#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# try.sh: from a fresh Debian 12 to moving figures: installs what is missing, builds, and runs the
# daemon with made-up traffic of four lines until Ctrl-C. What it kept is thrown away then.
set -eu
cd "$(dirname "$0")/.."
sh deploy/install-packages.sh deploy/packages.build
sh deploy/install-npm.sh

echo "building (the first time takes some minutes)"
cmake --preset release -DBUILD_TESTING=OFF >build-configure.log 2>&1 || { cat build-configure.log; exit 1; }
rm -f build-configure.log
cmake --build --preset release --target jonovahti -- -j"$(nproc)"

data=$(mktemp -d)
daemon=
cleanup() {
  trap - EXIT INT TERM
  [ -z "$daemon" ] || { kill "$daemon" 2>/dev/null; wait "$daemon" || true; }
  rm -rf "$data"
}
trap cleanup EXIT
trap 'echo; echo "stopping"; exit 0' INT TERM

sed "s|@DATA_DIR@|$data/data|" deploy/demo.yaml >"$data/demo.yaml"
url=http://127.0.0.1:9636
build/release/jonovahti serve --config "$data/demo.yaml" &
daemon=$!

# Ready is when the daemon says so; if it dies first, it has said why.
tries=0
until wget -q -O /dev/null "$url/readyz" 2>/dev/null; do
  kill -0 "$daemon" 2>/dev/null || { wait "$daemon" || true; daemon=; exit 1; }
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || { echo "the daemon did not get ready" >&2; exit 1; }
  sleep 0.2
done

cat <<MSG

jonovahti is running with made-up traffic: four lines, this morning told in a moment, now live.

  $url/
      the wallboard: open it in a browser
  $url/metrics
      what Prometheus reads. Calls waiting now, moving every few seconds:
          watch -n 1 "wget -qO- $url/metrics | grep -E '^jonovahti_(queue_length|longest_wait)'"
  $url/api/v1/reports/$(date +%G-W%V)
      this week's report so far; on paper:
          build/release/jonovahti report --period $(date +%G-W%V) --format pdf --out week.pdf --config $data/demo.yaml
  $url/api/v1/openapi.yaml
      what else there is to ask: live figures, hours, days, callbacks, sources
  $url/api/v1/alerts
      which alerts fire; for people:
          build/release/jonovahti alerts --all --config $data/demo.yaml
  $url/readyz
      whether it takes events

Ctrl-C stops it and throws its data away.

MSG
wait "$daemon" || { daemon=; exit 1; }
daemon=
