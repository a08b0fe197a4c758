#!/bin/sh
# How long it takes from the start of ./quorate to a prompt that takes input, beside jshell, in a terminal (tmux):
# sh repl/prompt/src/test/sh/start-to-prompt.sh [TIMES]
#
# Each is started TIMES times (10 unless you say otherwise), by turns, with the Java of JAVA_HOME or of the PATH. When the
# prompt is on the screen, a key is pressed; the time ends when the screen shows its letter. Both are started once before,
# so that files are in memory. Prints all times, the medians and their ratio; fails if it is more than a half.

set -u
times=${1:-10}
quorate=$(cd "$(dirname "$0")/../../../../.." && pwd -P)/quorate
[ -z "${JAVA_HOME-}" ] || PATH=$JAVA_HOME/bin:$PATH
for tool in tmux jshell; do
  command -v "$tool" >/dev/null || { echo "start to prompt: not measured, there is no $tool"; exit 0; }
done
case $(date +%N) in
  *[!0-9]*) echo 'start to prompt: not measured, date has no %N here'; exit 0 ;;
esac

root=$(mktemp -d) || exit 1
tmux() { command tmux -S "$root/tmux" -f /dev/null "$@"; }
trap 'tmux kill-server 2>/dev/null; rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM

"$quorate" --version >/dev/null || exit 1 # built before it is looked at
tmux new-session -d -s t -x 80 -y 24 'exec cat' || exit 1

shows() { tmux capture-pane -t t -p | grep -q -e "$1"; }
await() { # a pattern that a row of the screen is to have
  tries=0
  until shows "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 5000 ] || { echo "start to prompt: no row has $1"; tmux capture-pane -t t -p; exit 1; }
  done
}

# Starts what stands behind the prompt, and prints how many ms it took.
measure() { # the word of the prompt, the command
  tmux respawn-pane -k -t t 'exec cat'
  tmux clear-history -t t
  began=$(date +%s%N)
  tmux respawn-pane -k -t t "$2"
  await "^$1>"
  tmux send-keys -t t x
  await "^$1> x"
  echo $((($(date +%s%N) - began) / 1000000))
}
measure_quorate() { measure quorate "exec env TERM=screen-256color XDG_STATE_HOME='$root/state' '$quorate' --no-rc"; }
measure_jshell() { measure jshell "exec env TERM=screen-256color jshell -J-Djava.util.prefs.userRoot='$root'"; }
median() { sort -n "$1" | awk '{ at[NR] = $1 } END { print (at[int((NR + 1) / 2)] + at[int(NR / 2) + 1]) / 2 }'; }

measure_quorate >/dev/null && measure_jshell >/dev/null || exit 1
run=0
while [ "$run" -lt "$times" ]; do
  run=$((run + 1))
  measure_quorate >>"$root/quorate" && measure_jshell >>"$root/jshell" || exit 1
done
ours=$(median "$root/quorate")
theirs=$(median "$root/jshell")
echo "start to prompt, in ms, $times starts each, by turns"
echo "  quorate  median $ours   ($(sort -n "$root/quorate" | tr '\n' ' ' | sed 's/ $//'))"
echo "  jshell   median $theirs   ($(sort -n "$root/jshell" | tr '\n' ' ' | sed 's/ $//'))"
awk -v ours="$ours" -v theirs="$theirs" 'BEGIN {
  printf "  ratio    %.2f   (at most 0.50)\n", ours / theirs
  exit ours > theirs / 2
}'
