# SPDX-License-Identifier: EUPL-1.2
# Sourced by the trials that take a Debian 12 of their own, from the project's root, in namespaces of their own:
#   lay_bookworm   a bare one in $root, from Debian as this machine has it; $bare is how long that took (s).
#                  It is kept in build/bookworm.tar for the next time.
#   in_root        a command in it, silent unless it fails
# What is in $root goes when the shell ends.
base=build/bookworm.tar
mkdir -p build
root=$(mktemp -d "$PWD/build/bookworm-XXXXXX")
log=$(mktemp)
clear_away() {
  umount "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$root"
  rm -f "$log" "$base.part"
}
trap clear_away EXIT
trap 'exit 1' INT TERM
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

quietly() { "$@" >"$log" 2>&1 || { cat "$log" >&2; echo "failed: $*" >&2; exit 1; }; }
in_root() { quietly chroot "$root" "$@"; }

# Of Debian's releases: the file that names it, its address, its name.
sources() {
  apt-get indextargets --format '$(SOURCESENTRY) $(SITE) $(RELEASE)' 'Origin: Debian' 'Created-By: Packages'
}

lay_bookworm() {
  [ -n "$(sources)" ] || quietly apt-get update
  if [ -s "$base" ]; then
    tar -C "$root" -xf "$base"
  else
    mirror=$(sources | sed -n 's/^[^ ]* \([^ ]*\) bookworm$/\1/p' | head -n 1)
    begin=$(date +%s)
    quietly debootstrap --variant=minbase --include=systemd-sysv,ca-certificates bookworm "$root" "$mirror"
    rm -f "$root"/var/cache/apt/archives/*.deb
    tar -C "$root" --one-file-system -cf "$base.part" .
    echo $(($(date +%s) - begin)) >"$base.seconds"
    mv "$base.part" "$base"
  fi
  chmod 755 "$root"
  bare=$(cat "$base.seconds")
  rm -f "$root"/etc/apt/sources.list
  for file in $(sources | sed 's/:.*//' | sort -u); do cp "$file" "$root$file"; done
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  mount -t proc proc "$root/proc"
}

# install_in_root DEB: with all that it depends on.
install_in_root() {
  cp "$1" "$root/tmp/jonovahti.deb"
  in_root apt-get -o Acquire::Retries=3 update
  in_root apt-get -o Acquire::Retries=3 install -y --no-install-recommends /tmp/jonovahti.deb
}
