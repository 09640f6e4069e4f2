#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# package.sh DEB: lintian has nothing to say, the files that come along are what their readers take, and
# the program is hardened. Exit 1 with what is wrong. Installs nothing.
set -eu
deb=$(realpath "$1")
cd "$(dirname "$0")/.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

lintian --fail-on error,warning --info --tag-display-limit 0 --allow-root "$deb"
echo "ok: lintian"

dpkg-deb -x "$deb" "$root"
share=$root/usr/share/jonovahti
quietly() {
  said=$("$@" 2>&1) || { echo "WRONG: $*" >&2; echo "$said" >&2; exit 1; }
}
quietly "$root/usr/bin/jonovahti" check --config "$root/etc/jonovahti/jonovahti.yaml"
echo "ok: the configuration"
for mapping in "$share"/mappings/*.yaml; do
  printf 'lines: {aspa: {}}\nsources: {cloud: {type: webhook, mapping_file: "%s"}}\n' "$mapping" >"$root/hook.yaml"
  quietly "$root/usr/bin/jonovahti" check --config "$root/hook.yaml"
done
echo "ok: $(find "$share/mappings" -name '*.yaml' | wc -l) mappings and their samples"
sed "s|/usr/share/jonovahti|$share|" "$share/prometheus/prometheus.yml" >"$root/prometheus.yml"
quietly promtool check config "$root/prometheus.yml"
echo "ok: Prometheus's configuration and rules"
quietly amtool check-config "$share/alertmanager/alertmanager.yml"
echo "ok: Alertmanager's configuration"
for dashboard in "$share"/grafana/dashboards/*/*.json; do quietly jq empty "$dashboard"; done
echo "ok: $(find "$share/grafana/dashboards" -name '*.json' | wc -l) dashboards"

# Its time zones, certificates and Chromium are packages; all else that it needs comes by itself.
depends=$(dpkg-deb -f "$deb" Depends)
for package in libc6 libzmq5 libsqlite3-0 adduser tzdata; do
  case " $depends," in *" $package "* | *" $package,"*) ;; *)
    echo "WRONG: it does not depend on $package: $depends" >&2
    exit 1
    ;;
  esac
done
echo "ok: it depends on what it needs"
sh test/elf.sh "$root/usr/bin/jonovahti"
