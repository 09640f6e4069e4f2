# SPDX-License-Identifier: EUPL-1.2
# Made by docs/generate.py from the program's --help: change that, not this.
_jonovahti() {
  local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "check replay simulate serve alerts ack silence rules report rebuild backup export import reconcile feed bridge keygen status reload log-level doctor token --help --version" -- "$now"))
    return
  fi
  case ${COMP_WORDS[1]}:$before in
    check:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    replay:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    replay:--format) COMPREPLY=($(compgen -W "ndjson queue_log ami" -- "$now")); return ;;
    replay:--source) :; return ;;
    replay:--received) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    replay:--until) :; return ;;
    replay:--hours) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    simulate:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    simulate:--speed) :; return ;;
    simulate:--from) :; return ;;
    simulate:--days) :; return ;;
    simulate:--seed) :; return ;;
    simulate:--source) :; return ;;
    simulate:--to) :; return ;;
    simulate:--key) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    simulate:--server-key) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    simulate:--out) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    serve:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    alerts:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    alerts:--replay) :; return ;;
    alerts:--svg) compopt -o filenames; COMPREPLY=($(compgen -d -- "$now")); return ;;
    ack:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    ack:--line) :; return ;;
    ack:--group) :; return ;;
    ack:--source) :; return ;;
    ack:--backlog) :; return ;;
    ack:--reason) :; return ;;
    ack:--for) :; return ;;
    silence:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    silence:--line) :; return ;;
    silence:--group) :; return ;;
    silence:--source) :; return ;;
    silence:--backlog) :; return ;;
    silence:--reason) :; return ;;
    silence:--for) :; return ;;
    silence:--end) :; return ;;
    rules:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    rules:--out) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    report:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    report:--period) :; return ;;
    report:--lang) COMPREPLY=($(compgen -W "fi sv en" -- "$now")); return ;;
    report:--format) COMPREPLY=($(compgen -W "html csv json pdf" -- "$now")); return ;;
    report:--out) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    rebuild:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    backup:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    backup:--to) compopt -o filenames; COMPREPLY=($(compgen -d -- "$now")); return ;;
    export:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    export:--openmetrics) :; return ;;
    export:--out) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    import:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    import:--source) :; return ;;
    import:--wait) :; return ;;
    reconcile:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    reconcile:--source) :; return ;;
    reconcile:--from) :; return ;;
    reconcile:--to) :; return ;;
    reconcile:--line) :; return ;;
    reconcile:--totals) :; return ;;
    reconcile:--lang) COMPREPLY=($(compgen -W "fi sv en" -- "$now")); return ;;
    reconcile:--format) COMPREPLY=($(compgen -W "text csv json" -- "$now")); return ;;
    reconcile:--out) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    feed:--to) :; return ;;
    feed:--source) :; return ;;
    feed:--outbox) compopt -o filenames; COMPREPLY=($(compgen -d -- "$now")); return ;;
    feed:--key) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    feed:--server-key) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    bridge:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    keygen:--source) :; return ;;
    keygen:--lines) :; return ;;
    keygen:--name) :; return ;;
    keygen:--out) compopt -o filenames; COMPREPLY=($(compgen -d -- "$now")); return ;;
    status:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    reload:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    log-level:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    doctor:--config) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")); return ;;
    token:--name) :; return ;;
    token:--role) COMPREPLY=($(compgen -W "metrics viewer operator ingest" -- "$now")); return ;;
  esac
  case ${COMP_WORDS[1]}:$now in
    check:-*) COMPREPLY=($(compgen -W "--help --config" -- "$now")) ;;
    check:) COMPREPLY=($(compgen -W "--help --config")) ;;
    replay:-*) COMPREPLY=($(compgen -W "--help --config --format --source --received --until --hours" -- "$now")) ;;
    replay:*) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")) ;;
    simulate:-*) COMPREPLY=($(compgen -W "--help --config --speed --from --days --seed --source --to --key --server-key --out" -- "$now")) ;;
    simulate:) COMPREPLY=($(compgen -W "--help --config --speed --from --days --seed --source --to --key --server-key --out")) ;;
    serve:-*) COMPREPLY=($(compgen -W "--help --config" -- "$now")) ;;
    serve:) COMPREPLY=($(compgen -W "--help --config")) ;;
    alerts:-*) COMPREPLY=($(compgen -W "--help --config --all --json --told --replay --svg" -- "$now")) ;;
    alerts:*) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")) ;;
    ack:-*) COMPREPLY=($(compgen -W "--help --config --line --group --source --backlog --reason --for" -- "$now")) ;;
    ack:) COMPREPLY=($(compgen -W "--help --config --line --group --source --backlog --reason --for")) ;;
    silence:-*) COMPREPLY=($(compgen -W "--help --config --line --group --source --backlog --reason --for --end" -- "$now")) ;;
    silence:) COMPREPLY=($(compgen -W "--help --config --line --group --source --backlog --reason --for --end")) ;;
    rules:-*) COMPREPLY=($(compgen -W "--help --config --out" -- "$now")) ;;
    rules:) COMPREPLY=($(compgen -W "--help --config --out")) ;;
    report:-*) COMPREPLY=($(compgen -W "--help --config --period --lang --format --out --publish" -- "$now")) ;;
    report:) COMPREPLY=($(compgen -W "--help --config --period --lang --format --out --publish")) ;;
    rebuild:-*) COMPREPLY=($(compgen -W "--help --config --dead-letters" -- "$now")) ;;
    rebuild:) COMPREPLY=($(compgen -W "--help --config --dead-letters")) ;;
    backup:-*) COMPREPLY=($(compgen -W "--help --config --to --with-journal" -- "$now")) ;;
    backup:) COMPREPLY=($(compgen -W "--help --config --to --with-journal")) ;;
    export:-*) COMPREPLY=($(compgen -W "--help --config --openmetrics --out" -- "$now")) ;;
    export:) COMPREPLY=($(compgen -W "--help --config --openmetrics --out")) ;;
    import:-*) COMPREPLY=($(compgen -W "--help --config --source --wait" -- "$now")) ;;
    import:) COMPREPLY=($(compgen -W "--help --config --source --wait")) ;;
    reconcile:-*) COMPREPLY=($(compgen -W "--help --config --source --from --to --line --totals --lang --format --out" -- "$now")) ;;
    reconcile:) COMPREPLY=($(compgen -W "--help --config --source --from --to --line --totals --lang --format --out")) ;;
    feed:-*) COMPREPLY=($(compgen -W "--help --to --source --outbox --key --server-key" -- "$now")) ;;
    feed:) COMPREPLY=($(compgen -W "--help --to --source --outbox --key --server-key")) ;;
    bridge:-*) COMPREPLY=($(compgen -W "--help --config" -- "$now")) ;;
    bridge:) COMPREPLY=($(compgen -W "--help --config")) ;;
    keygen:-*) COMPREPLY=($(compgen -W "--help --source --daemon --lines --name --out" -- "$now")) ;;
    keygen:) COMPREPLY=($(compgen -W "--help --source --daemon --lines --name --out")) ;;
    status:-*) COMPREPLY=($(compgen -W "--help --config --json" -- "$now")) ;;
    status:) COMPREPLY=($(compgen -W "--help --config --json")) ;;
    reload:-*) COMPREPLY=($(compgen -W "--help --config" -- "$now")) ;;
    reload:) COMPREPLY=($(compgen -W "--help --config")) ;;
    log-level:-*) COMPREPLY=($(compgen -W "--help --config" -- "$now")) ;;
    log-level:) COMPREPLY=($(compgen -W "--help --config")) ;;
    doctor:-*) COMPREPLY=($(compgen -W "--help --config" -- "$now")) ;;
    doctor:) COMPREPLY=($(compgen -W "--help --config")) ;;
    token:-*) COMPREPLY=($(compgen -W "--help --name --role" -- "$now")) ;;
    token:) COMPREPLY=($(compgen -W "--help --name --role")) ;;
  esac
}
complete -F _jonovahti jonovahti
