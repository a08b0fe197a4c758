#!/bin/sh
# Measures clusters of processes, and the same clusters in one JVM, in one run: from the start to agreement, from a kill
# to all survivors following, memory and idle processor time of a node, and how long a save takes.
#
#   docs/benchmarks/processes.sh [KILLS]     50 unless typed; on Linux, with nothing else running
set -eu
kills=${1:-50}
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
work=$(mktemp -d)
trap 'exec 3>&-; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*"; }

# The values of one number of JSON lines that hold a word, one per line, the smallest first.
values() { grep -- "$1" "$2" | sed -n "s/.*\"$3\":\([0-9.]*\).*/\1/p" | sort -n; }

summary() { awk '{ v[NR] = $1 } END { if (NR == 0) { print "nothing measured"; exit }
  p = int(0.9 * NR + 0.999); printf "median %.0f ms, p90 %.0f ms, of %d\n", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2, v[p], NR }'; }

# Waits until an answer to so many commands is there.
await() { until [ "$(wc -l <"$work/out")" -ge "$1" ] || ! kill -0 "$prompt" 2>/dev/null; do sleep 0.05; done; }

ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

memory() { awk -v kind="^$1:" '$1 ~ kind { kb += $2 } END { print kb + 0 }' "/proc/$2/smaps_rollup"; }

measure() {
  say "$1"
  mkfifo "$work/in"
  : >"$work/out"
  "${QUORATE:-$home/quorate}" --no-rc --json --keep-going - <"$work/in" >"$work/out" 2>"$work/notes" &
  prompt=$!
  exec 3>"$work/in"
  began=$(date +%s%3N)
  say "start raft 5 $2" >&3
  await 1
  say "  from the command to agreement: $(($(date +%s%3N) - began)) ms"
  asked=1
  if [ -n "$2" ]; then
    nodes=$(pgrep -P "$prompt" -f NodeMain | tr '\n' ' ')
    before=0 after=0 kb=0 own=0 count=0
    for pid in $nodes; do before=$((before + $(ticks "$pid"))); done
    sleep 10
    for pid in $nodes; do
      after=$((after + $(ticks "$pid")))
      kb=$((kb + $(memory Rss "$pid")))
      own=$((own + $(memory 'Private_[DC].*' "$pid")))
      count=$((count + 1))
    done
    say "  per node: $((kb / count / 1024)) MB resident, $((own / count / 1024)) of them not shared," \
      "$(awk -v t=$((after - before)) -v n="$count" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", 100 * t / hz / 10 / n }') % of a core when idle"
  fi
  i=0
  while [ "$i" -lt "$kills" ]; do
    sleep "$(printf '0.%03d' $((i * 17 % 50)))" # anywhere between two heartbeats
    say 'crash leader; restart all' >&3
    asked=$((asked + 2)) i=$((i + 1))
    await "$asked"
  done
  say "  from the kill to all survivors following: $(values '"verb":"crash"' "$work/out" converged_ms | summary)"
  exec 3>&-
  wait "$prompt" || :
  rm -f "$work/in"
}

measure 'five nodes in one JVM' ''
measure 'five nodes as processes' '--processes'
