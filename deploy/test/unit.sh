#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# unit.sh: the unit is well-formed (with each drop-in too) and its exposure is at most 1.5, as
# systemd-analyze counts it offline. Exit 1 with what is wrong.
set -eu
cd "$(dirname "$0")/.."
limit=15  # in tenths
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# What the unit names, so that it can be looked at apart from this machine.
units=$root/usr/lib/systemd/system
mkdir -p "$units" "$root/usr/bin" "$root/usr/share/doc/jonovahti" "$root/etc"
for name in sysinit basic network-online time-sync multi-user shutdown network; do
  printf '[Unit]\nDescription=%s\nDefaultDependencies=no\n' "$name" >"$units/$name.target"
done
printf '[Slice]\n' | tee "$units/system.slice" "$units/-.slice" >/dev/null
printf '#!/bin/sh\n' >"$root/usr/bin/jonovahti"
chmod +x "$root/usr/bin/jonovahti"
: >"$root/usr/share/doc/jonovahti/README.md.gz"

verify() {
  said=$(systemd-analyze verify --man=no --root="$root" "$units/jonovahti.service" 2>&1) || failed=1
  [ -z "$said" ] && [ -z "${failed:-}" ] || { printf '%s\n%s\n' "$1:" "$said" >&2; exit 1; }
  echo "ok: $1"
}

cp debian/jonovahti.service "$units/"
verify jonovahti.service
exposure=$(systemd-analyze security --offline=true --threshold="$limit" --no-pager "$units/jonovahti.service") || {
  echo "$exposure" >&2
  exit 1
}
echo "ok: $(echo "$exposure" | sed -n 's/^→ //p')"
for extra in debian/drop-ins/*.conf; do
  mkdir -p "$units/jonovahti.service.d"
  cp "$extra" "$units/jonovahti.service.d/"
  verify "with $(basename "$extra")"
  rm -r "$units/jonovahti.service.d"
done

# A dependency that comes late, or a configuration that is mended, finds it still trying.
for line in Restart=always StartLimitIntervalSec=0 Type=notify LimitCORE=0; do
  grep -qx "$line" debian/jonovahti.service || { echo "the unit lacks $line" >&2; exit 1; }
done
echo "ok: it never gives up, and leaves no core"
