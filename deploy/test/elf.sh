#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# elf.sh PROGRAM: what cmake/hardening.cmake asks for is in the program. Exit 1 says what is wrong.
set -eu
program=$1
failed=0

# has WHAT PATTERN READELF-OPTION...: readelf's output has the pattern; `no` in front turns it round.
has() {
  what=$1 pattern=$2 wanted=yes found=no
  case $what in "no "*) wanted=no ;; esac
  shift 2
  readelf -W "$@" "$program" | grep -Eq -- "$pattern" && found=yes
  if [ "$found" = "$wanted" ]; then echo "ok: $what"; else
    echo "WRONG: $what" >&2
    failed=1
  fi
}

readelf -h "$program" >/dev/null
has "position independent" 'FLAGS_1.*PIE' -d
has "read-only relocations" '^ *GNU_RELRO ' -l
has "all symbols bound at start" 'FLAGS_1.*NOW' -d
has "a stack without code" '^ *GNU_STACK .* RW +(0|0x)' -l
has "no segment written and executed" ' RWE ' -l
has "stack protector" '__stack_chk_fail' --dyn-syms
has "fortified C library calls" '__(memcpy|snprintf|vsnprintf|read|memset|memmove|fprintf)_chk' --dyn-syms
has "shadow stack" 'x86 feature:.*SHSTK' -n
has "no path to look for libraries" '(RPATH|RUNPATH)' -d
has "no debugging information" '\.debug_info' -S
exit "$failed"
