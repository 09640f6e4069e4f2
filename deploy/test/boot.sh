#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# boot.sh DEB NEXT: boots a Debian 12 of its own with the package, in a container, and lets deploy/test/booted.sh
# look at the unit under its systemd: whether it starts in its sandbox, comes back, is upgraded. Takes root
# and systemd-nspawn. Without BPF there, IPAddressDeny= is not in force. All of it ends with this script.
set -eu
deb=$(realpath "$1") next=$(realpath "$2")
cd "$(dirname "$0")/../.."
[ -n "${JONO_APART:-}" ] ||
  exec env JONO_APART=1 unshare --mount --pid --fork --kill-child --mount-proc sh "deploy/test/boot.sh" "$deb" "$next"
. deploy/test/bookworm.sh
lay_bookworm
install_in_root "$deb"
in_root apt-get install -y --no-install-recommends dbus
umount "$root/proc"
cp "$next" "$root/next.deb"
install -m 755 deploy/test/booted.sh "$root/booted"
cat >"$root/etc/systemd/system/trial.service" <<UNIT
[Unit]
After=jonovahti.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'bash /booted >/trial.log 2>&1; echo \$? >/trial.code'
ExecStopPost=/bin/systemctl poweroff --force
[Install]
WantedBy=multi-user.target
UNIT
in_root systemctl enable trial.service

# A branch of our own of the hierarchies that systemd uses, so that nothing is left in them.
leave_branches() {
  for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    echo 0 >"$hierarchy/cgroup.procs"
    find "$hierarchy/jonovahti-boot" -depth -type d -exec rmdir {} +
  done 2>/dev/null
}
trap 'leave_branches || true; clear_away' EXIT
for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
  ! mkdir "$hierarchy/jonovahti-boot" 2>/dev/null || echo 0 >"$hierarchy/jonovahti-boot/cgroup.procs"
done
SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=0 timeout --kill-after=5 240 \
  systemd-nspawn --quiet --directory="$root" --boot --private-network --register=no --keep-unit --link-journal=no \
  </dev/null >"$log" 2>&1 || true
cat "$root/trial.log" || { cat "$log" >&2; exit 1; }
[ "$(cat "$root/trial.code")" = 0 ]
