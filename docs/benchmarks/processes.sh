#!/bin/sh
# Measures five Raft nodes as processes, beside the same nodes in one JVM and, where etcd is installed, beside five etcd
# processes, all in one run and by turns: from the start to agreement, from a kill of the leader to all survivors following
# the new one, memory and idle processor time of a node, and how long a save takes.
#
#   docs/benchmarks/processes.sh [--kills N]     50 unless typed, in 5 to 8 minutes; on Linux, with nothing else running
#
# Timeouts are 150 to 300 ms in all three; etcd heartbeats every 30 ms, as it wants five in a timeout, and Quorate every 50.
set -eu

kills=50
case ${1-} in
  '') ;;
  --kills) kills=${2-} ;;
  *) kills=$1 ;;
esac
case $kills in
  '' | *[!0-9]* | 0*)
    echo "how many kills? type: docs/benchmarks/processes.sh --kills 10" >&2
    exit 2
    ;;
esac
[ "$(uname)" = Linux ] || {
  echo 'skipped: it reads /proc, which only Linux has'
  exit 0
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
quorate=${QUORATE:-$here/../../quorate}
work=$(mktemp -d)
etcd=

clean() {
  trap '' INT TERM
  exec 3>&- 4>&- 5>&-
  wait
  rm -rf "$work"
}
trap 'clean' EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*"; }

# On standard error, as a line that changes where somebody looks.
progress() { if [ -t 2 ]; then printf '\r\033[K%s' "$*" >&2; elif [ -n "$*" ]; then say "$*" >&2; fi; }

# The values of one number of the lines of a file that hold a word.
values() { grep -- "$1" "$2" | sed -n "s/.*\"$3\":\([0-9.]*\).*/\1/p"; }

# Of numbers in milliseconds, one per line: their median, the 90th percentile and how many they are.
summary() {
  sort -n | awk -v form="$1" '{ v[NR] = $1 }
    END {
      if (NR == 0) { print "- - 0"; exit }
      p = int(0.9 * NR + 0.999)
      printf form " " form " %d\n", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2, v[p], NR
    }'
}

# Waits until a file has so many lines, or the process that writes it has ended.
await() {
  until [ "$(wc -l <"$2")" -ge "$1" ]; do
    kill -0 "$3" 2>/dev/null || {
      say "it ended early; what it said last:" >&2
      tail -n 3 "$2" "$work"/*.notes >&2
      exit 1
    }
    sleep 0.02
  done
}

ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

memory() { awk -v kind="^$1:" '$1 ~ kind { kb += $2 } END { print kb + 0 }' "/proc/$2/smaps_rollup"; }

# Megabytes resident, those that no other process shares, and percent of a core of each of some processes, over 10 s in
# which nothing happens.
idle() {
  before=0 after=0 kb=0 alone=0 count=0
  for pid in $1; do before=$((before + $(ticks "$pid"))); done
  sleep 10
  for pid in $1; do
    after=$((after + $(ticks "$pid")))
    kb=$((kb + $(memory Rss "$pid"))) alone=$((alone + $(memory 'Private_[DC].*' "$pid"))) count=$((count + 1))
  done
  awk -v kb="$kb" -v alone="$alone" -v t=$((after - before)) -v n="$count" -v hz="$(getconf CLK_TCK)" \
    'BEGIN { printf "%.0f MB (%.0f not shared), %.1f %%", kb / n / 1024, alone / n / 1024, 100 * t / hz / 10 / n }'
}

now() { date +%s%3N; }

# A prompt in the background: it reads $work/$1.in and answers in $work/$1.out.
prompt() {
  mkfifo "$work/$1.in"
  : >"$work/$1.out"
  "$quorate" --no-rc --json --keep-going - <"$work/$1.in" >"$work/$1.out" 2>"$work/$1.notes" &
}

"$quorate" -c version >/dev/null # builds it first, if need be

progress 'starting five nodes in one JVM'
prompt jvm
jvm=$!
exec 3>"$work/jvm.in"
began=$(now)
say 'start raft 5' >&3
await 1 "$work/jvm.out" "$jvm"
jvm_start=$(($(now) - began))

progress 'starting five processes'
prompt own
own=$!
exec 4>"$work/own.in"
began=$(now)
say 'start raft 5 --processes' >&4
await 1 "$work/own.out" "$own"
own_start=$(($(now) - began))
own_nodes=$(pgrep -P "$own" -f NodeMain | tr '\n' ' ')

if command -v etcd >/dev/null; then
  progress 'starting five etcd processes'
  mkfifo "$work/etcd.in"
  : >"$work/etcd.out"
  mkdir "$work/etcd"
  java "$here/EtcdFailover.java" "$work/etcd" <"$work/etcd.in" >"$work/etcd.out" 2>"$work/etcd.notes" &
  etcd=$!
  exec 5>"$work/etcd.in"
  await 2 "$work/etcd.out" "$etcd"
  etcd_start=$(sed -n 's/^agreed //p' "$work/etcd.out")
  etcd_nodes=$(sed -n 's/^pids //p' "$work/etcd.out")
fi

progress 'looking at what idle nodes need: 10 s'
own_idle=$(idle "$own_nodes")
if [ -n "$etcd" ]; then
  progress 'the same of etcd: 10 s'
  etcd_idle=$(idle "$etcd_nodes")
fi

i=0
while [ "$i" -lt "$kills" ]; do
  i=$((i + 1))
  if [ -t 2 ] || [ $((i % 10)) = 1 ]; then progress "kill $i of $kills, by turns"; fi
  say 'crash leader; restart all' >&3
  await $((1 + 2 * i)) "$work/jvm.out" "$jvm"
  say 'crash leader; restart all' >&4
  await $((1 + 2 * i)) "$work/own.out" "$own"
  if [ -n "$etcd" ]; then
    say kill >&5
    await $((2 + i)) "$work/etcd.out" "$etcd"
  fi
done
progress ''

say "export jsonl $work/own.jsonl" >&4
await $((2 + 2 * kills)) "$work/own.out" "$own"

# From each saving to its end at the same node.
saves() {
  sed -n 's/.*"at_ns":\([0-9]*\).*"event":"\(saving\|persisted\|crashed\)".*"node":\([0-9]*\).*/\2 \3 \1/p' "$1" |
    awk '$1 == "saving" { at[$2] = $3 }
      $1 == "persisted" && $2 in at { print ($3 - at[$2]) / 1e6; delete at[$2] }
      $1 == "crashed" { delete at[$2] }'
}

row() { printf '%-14s %10s %16s %12s %7s   %s\n' "$@"; }

say "five Raft nodes, $(nproc) processors, load average $(cut -d' ' -f1 /proc/loadavg) at the end"
say 'start: from the command to agreement; kill: from the kill of the leader to all survivors following the new one'
say
row '' start 'kill, median' 'kill, p90' kills 'per idle node'
set -- $(values '"verb":"crash"' "$work/jvm.out" converged_ms | summary %.0f)
row 'in one JVM' "$jvm_start ms" "$1 ms" "$2 ms" "$3" -
set -- $(values '"verb":"crash"' "$work/own.out" converged_ms | summary %.0f)
row 'as processes' "$own_start ms" "$1 ms" "$2 ms" "$3" "$own_idle"
if [ -n "$etcd" ]; then
  set -- $(sed -n 's/^failover \([0-9]*\) .*/\1/p' "$work/etcd.out" | summary %.0f)
  row "etcd $(etcd --version | sed -n 's/^etcd Version: //p')" "$etcd_start ms" "$1 ms" "$2 ms" "$3" "$etcd_idle"
else
  say 'etcd           skipped: it is not installed (Debian, Ubuntu: apt install etcd-server)'
fi
set -- $(saves "$work/own.jsonl" | summary %.1f)
say
say "a save of a process, forced to the disk: median $1 ms, p90 $2 ms, of $3"
if [ -n "$etcd" ]; then
  say "etcd was asked every $(tail -n 1 "$work/etcd.out" | sed 's/.*ask //') ms (median) whom it follows, so its figures are too high by up to that"
fi
