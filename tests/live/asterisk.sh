#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# asterisk.sh [CALLS [SECONDS]]: a real Asterisk takes calls (60 over 60 s), the daemon listens over
# AMI, which is cut once on the way, and follows queue_log; then its hour rows are compared with what
# `replay` makes of the same queue_log. Needs root, a Debian mirror, the ports 5038 and 5060 and the
# lab folder: $JONO_ASTERISK_LAB with run.sh (default: ../shared/asterisk-lab). Exit 0 where these
# are missing, and says so. $JONO_PROGRAM is the program (default: build/dev/jonovahti).
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
calls=${1:-60}
seconds=${2:-60}
lab=${JONO_ASTERISK_LAB:-../shared/asterisk-lab}
program=${JONO_PROGRAM:-build/dev/jonovahti}

skip() {
  echo "skipped: $1"
  exit 0
}

[ -x "$lab/run.sh" ] || skip "no Asterisk lab at $lab (set JONO_ASTERISK_LAB)"
[ -x "$program" ] || skip "no program at $program (build it, or set JONO_PROGRAM)"
[ "$(id -u)" = 0 ] || skip "the lab needs root"
port_taken() { ss -Hltn "sport = :$1" | grep -q .; }
port_taken 5038 && skip "something listens on port 5038 already"

work=$(mktemp -d)
daemon='' proxy='' load=''
stop() {
  for pid in $load $daemon $proxy; do
    kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  done
  [ -z "${started:-}" ] || "$lab/run.sh" stop >/dev/null 2>&1
  [ -n "${keep:-}" ] || rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
fail() {
  keep=1
  echo "FAILED: $1 (see $work)"
  exit 1
}

export ASTROOT="${ASTROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/asterisk-lab/root}" LABCAP="$work"
[ -x "$ASTROOT/usr/sbin/asterisk" ] || "$lab/run.sh" setup >"$work/setup.log" 2>&1 ||
  skip "the lab could not be set up: $(tail -n 1 "$work/setup.log")"
[ -x "$ASTROOT/usr/sbin/asterisk" ] || skip "the lab has no Asterisk after its set-up"
started=1
"$lab/run.sh" start || skip "Asterisk does not start"
"$lab/run.sh" timestamps yes >/dev/null
log=$ASTROOT/var/log/asterisk/queue_log

python3 "$here/ami_proxy.py" "$work" &
proxy=$!
until [ -s "$work/proxy.port" ]; do
  kill -0 $proxy 2>/dev/null || fail "the proxy does not run"
  sleep 0.1
done

echo qmon-secret >"$work/secret"
http=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$work/jonovahti.yaml" <<END
data_dir: $work/data
http: {listen: "127.0.0.1:$http"}
lines: {aspa: {}, vaihde: {}, sosiaalihuolto: {}, seniorilinja: {},
        log-aspa: {}, log-vaihde: {}, log-sosiaalihuolto: {}, log-seniorilinja: {}}
sources:
  pbx:
    type: asterisk_ami
    address: 127.0.0.1:$(cat "$work/proxy.port")
    user: qmon
    secret_file: $work/secret
    lines: [aspa, vaihde, sosiaalihuolto, seniorilinja]
    events: {queue_done: QueueDone, callback_requested: CallbackRequested,
             callback_reached: CallbackAnswered, callback_failed: CallbackFailed}
  log:
    type: asterisk_queue_log
    queue_log: $log
    queues: {aspa: log-aspa, vaihde: log-vaihde, sosiaalihuolto: log-sosiaalihuolto,
             seniorilinja: log-seniorilinja}
END

start_daemon() {
  "$program" serve --config "$work/jonovahti.yaml" >>"$work/daemon.log" 2>&1 &
  daemon=$!
  for _ in $(seq 100); do
    curl -fs "http://127.0.0.1:$http/readyz" >/dev/null && return
    sleep 0.1
  done
  fail "the daemon is not ready: $(tail -n 1 "$work/daemon.log")"
}
compare() {
  curl -fs "http://127.0.0.1:$http/api/v1/hours" >"$work/hours.ndjson" || fail "no hours"
  "$program" replay --config "$work/jonovahti.yaml" --format queue_log --source log \
    --hours "$work/replay.ndjson" "$log" || fail "replay"
  python3 "$here/compare_hours.py" "$work" || fail "$1"
}

start_daemon
sleep 2
"$lab/run.sh" load "$calls" "$seconds" >"$work/load.log" 2>&1 &
load=$!
sleep $((seconds / 2))
kill -USR1 $proxy # cuts when no call has moved for a moment
wait $load
load=''
sleep 8 # what is held is told after 5 s of quiet
compare "the rows differ"
kill $daemon && wait $daemon
start_daemon
sleep 2
compare "the rows differ after a restart"
grep -v '\[info\]' "$work/daemon.log"
echo "passed"
