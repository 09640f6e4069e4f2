#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# booted.sh: run by deploy/test/boot.sh in the Debian that it boots. Ends with 1 at the first thing that is
# wrong, and the unit's journal.
set -u

fail() {
  echo "WRONG: $1"
  systemctl status jonovahti --no-pager --lines=0
  journalctl -b --no-pager -u jonovahti | tail -n 30
  exit 1
}
expect() { [ "$2" = "$3" ] && echo "ok: $1" || fail "$1: got '$2', wanted '$3'"; }
show() { systemctl show -P "$1" jonovahti; }
scrape() {
  exec 3<>/dev/tcp/127.0.0.1/9636 || return 1
  printf 'GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  head -n 1 <&3 | tr -d '\r'
  exec 3<&-
}
# becomes WHAT WANTED COMMAND...: within a minute.
becomes() {
  local what=$1 wanted=$2 got= tries=0
  shift 2
  until got=$("$@" 2>/dev/null) && [ "$got" = "$wanted" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "$what: got '$got', wanted '$wanted'"
    sleep 0.1
  done
  echo "ok: $what"
}
changed() { [ "$(show MainPID)" != "$1" ] && [ "$(show MainPID)" != 0 ] && echo yes; }

becomes "at boot it starts by itself" active show ActiveState
expect "the first time" "$(show NRestarts)" 0
becomes "and is scraped" "HTTP/1.0 200 OK" scrape
process=/proc/$(show MainPID)
expect "with no capability" "$(sed -n 's/^CapBnd:\s*//p' "$process/status")" 0000000000000000
expect "under a filter" "$(sed -n 's/^Seccomp:\s*//p' "$process/status")" 2
expect "with no core" "$(sed -n 's/^Max core file size *\([0-9]*\) .*/\1/p' "$process/limits")" 0
expect "its data are its own" "$(stat -c '%a %U' /var/lib/jonovahti)" "700 jonovahti"
expect "it sees no home" "$(ls -A "$process/root/home" "$process/root/root" 2>/dev/null | tr -d '\n')" \
  "$process/root/home:$process/root/root:"

# Sooner than in earnest, so that many fit into a minute.
mkdir -p /run/systemd/system/jonovahti.service.d
printf '[Service]\nRestartSec=100ms\n' >/run/systemd/system/jonovahti.service.d/soon.conf
systemctl daemon-reload
for _ in $(seq 12); do
  pid=$(show MainPID)
  kill -9 "$pid"
  becomes "killed, it comes back" yes changed "$pid" >/dev/null
  becomes "and is ready" active show ActiveState >/dev/null
done
expect "killed a dozen times in a row, it came back each time" "$(show NRestarts)" 12

sed -i.good 's/^lines:/linse:/' /etc/jonovahti/jonovahti.yaml
kill -9 "$(show MainPID)"
becomes "with a faulty configuration it tries again" activating show ActiveState
before=$(show NRestarts)
becomes "and again" yes sh -c "[ \$(systemctl show -P NRestarts jonovahti) -gt $((before + 10)) ] && echo yes"
cat /etc/jonovahti/jonovahti.yaml.good >/etc/jonovahti/jonovahti.yaml
rm /etc/jonovahti/jonovahti.yaml.good
becomes "until somebody has mended it: nobody starts it" active show ActiveState

# systemd hears from it often enough, a reload included.
printf '[Service]\nWatchdogSec=2s\n' >/run/systemd/system/jonovahti.service.d/soon.conf
systemctl daemon-reload
systemctl restart jonovahti
pid=$(show MainPID) restarts=$(show NRestarts)
sleep 3
systemctl reload jonovahti || fail "systemctl reload"
sleep 3
expect "under a watchdog of two seconds, and reloaded, it goes on" "$(show MainPID) $(show NRestarts)" "$pid $restarts"
rm -r /run/systemd/system/jonovahti.service.d
systemctl daemon-reload

pid=$(show MainPID)
dpkg -i /next.deb >/tmp/dpkg.log 2>&1 || fail "the upgrade: $(cat /tmp/dpkg.log)"
becomes "an upgrade starts it anew" yes changed "$pid"
becomes "ready" active show ActiveState
expect "as the new version" "$("/proc/$(show MainPID)/exe" --version)" "$(dpkg-query -W -f '${Version}' jonovahti)"
systemctl stop jonovahti
expect "stopped in order" "$(show Result)" success
systemctl start jonovahti || fail "it does not start again"
dpkg -r jonovahti >/tmp/dpkg.log 2>&1 || fail "the removal: $(cat /tmp/dpkg.log)"
expect "removed, it no longer runs" "$(cat /proc/[0-9]*/comm | grep -c '^jonovahti$')" 0
dpkg -P jonovahti >/tmp/dpkg.log 2>&1 || fail "the purge: $(cat /tmp/dpkg.log)"
expect "purged, there is no unit" "$(systemctl list-unit-files --no-legend 'jonovahti*' | wc -l)" 0
