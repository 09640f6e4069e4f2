#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# asterisk.sh [CALLS [SECONDS]]: a real Asterisk takes calls (200 over 150 s), and the daemon hears it
# over AMI and reads its queue_log, as one source. On the way AMI is cut, the log rotated, Asterisk
# killed (SIGKILL) and started again; in the end the daemon too. Its hour rows must be what `replay`
# makes of Asterisk's own queue_log, with waits to the millisecond. Needs root, a Debian mirror, the ports 5038 and 5060 and the
# lab folder: $JONO_ASTERISK_LAB with run.sh (default: ../shared/asterisk-lab). Exit 0 where these
# are missing, and says so. $JONO_PROGRAM is the program (default: build/dev/jonovahti).
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
calls=${1:-200}
seconds=${2:-150}
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
rm -f "$ASTROOT/var/log/asterisk/queue_log.1"
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
lines: {aspa: {}, vaihde: {}, sosiaalihuolto: {}, seniorilinja: {}}
sources:
  pbx:
    type: asterisk_ami
    address: 127.0.0.1:$(cat "$work/proxy.port")
    user: qmon
    secret_file: $work/secret
    queue_log: $log
    events: {queue_done: QueueDone, callback_requested: CallbackRequested,
             callback_reached: CallbackAnswered, callback_failed: CallbackFailed}
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
  curl -fs "http://127.0.0.1:$http/api/v1/hours" >"$work/hours.json" || fail "no hours"
  cat "$log.1" "$log" >"$work/queue_log" || fail "the log was not rotated"
  "$program" replay --config "$work/jonovahti.yaml" --format queue_log --source pbx \
    --hours "$work/replay.ndjson" "$work/queue_log" || fail "replay"
  python3 "$here/compare_hours.py" "$work" || fail "$1"
}

start_daemon
sleep 2
"$lab/run.sh" load "$calls" "$seconds" >"$work/load.log" 2>&1 &
load=$!
sleep $((seconds / 4))
kill -USR1 $proxy # cuts AMI
sleep $((seconds / 8))
mv "$log" "$log.1" && "$lab/run.sh" cli logger reload >/dev/null
sleep $((seconds / 8))
pid=$(dirname "$ASTROOT")/work/asterisk.pid
kill -KILL "$(cat "$pid")" && rm "$pid"
echo "Asterisk is killed"
sleep 1
KEEPLOG=1 KEEPCONF=1 "$lab/run.sh" start || fail "Asterisk does not start again"
wait $load
load=''
sleep 8 # what is held is told after 5 s of quiet
[ -s "$work/proxy.missed" ] || fail "AMI was not cut"
compare "the rows differ"
kill $daemon && wait $daemon
start_daemon
sleep 2
compare "the rows differ after a restart"
grep -v '\[info\]' "$work/daemon.log"
echo "passed"
