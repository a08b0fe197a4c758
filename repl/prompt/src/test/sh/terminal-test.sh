#!/bin/sh
# Tests of the prompt in a real terminal (tmux), in a minute: sh repl/prompt/src/test/sh/terminal-test.sh

set -u
quorate=$(cd "$(dirname "$0")/../../../../.." && pwd -P)/quorate
command -v tmux >/dev/null || { echo 'terminal: not tried, there is no tmux (apt-get install tmux)'; exit 0; }
root=$(mktemp -d) && root=$(cd "$root" && pwd -P) || exit 1
windows=0
tmux() { command tmux -S "$root/tmux$windows" -f /dev/null "$@"; }
trap 'tmux kill-server 2>/dev/null; rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM

failures=0
checks=0

# A prompt in a window of a size, with no history and with $options; further arguments are variables.
options=
open() { # columns, rows, variables
  columns=$1 rows=$2
  shift 2
  tmux kill-server 2>/dev/null
  windows=$((windows + 1)) # a server that ends is not waited for
  tmux new-session -d -s t -x "$columns" -y "$rows" \
    "env XDG_STATE_HOME=$root/state$windows $* '$quorate' $options; echo left with \$?; exec cat"
  eventually 'it starts' "${begins:-^quorate>}" || exit 1
}
press() { tmux send-keys -t t "$@"; }
screen() { tmux capture-pane -t t -p "$@"; }
shows() { screen | grep -q -e "$1"; }
last_row() { screen | tail -n 1; }

report() { # what it is
  failures=$((failures + 1))
  printf 'FAILED: %s\n' "$1"
  screen | sed 's/^/  | /'
}
eventually() { # what it is, a pattern that a row of the screen is to have
  checks=$((checks + 1))
  tries=0
  until shows "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { report "$1: no row has $2"; return 1; }
    sleep 0.1
  done
}
eventually_last() { # what it is, a pattern that the last row is to have
  checks=$((checks + 1))
  tries=0
  until last_row | grep -q -e "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { report "$1: the last row has not $2"; return 1; }
    sleep 0.1
  done
}
check() { # what it is, then a command that succeeds if so
  what=$1
  shift
  checks=$((checks + 1))
  "$@" || report "$what"
}
is_plain() { ! screen -e | grep -q "$(printf '\033\[')[0-9;]*3[0-9]"; }
is_ascii() { ! screen | LC_ALL=C grep -q '[^ -~]'; }
as_before() { screen | head -n 7 | diff "$root/before" -; }
fits() { [ "$(screen | LC_ALL=C.UTF-8 wc -L)" -le "$1" ]; }

"$quorate" -c quit || exit 1 # built before it is looked at

for columns in 60 80 200; do
  open "$columns" 30 TERM=screen-256color
  press st Tab
  eventually "$columns columns: a list says what each word means" 'start .*start a cluster'
  check "$columns columns: no row is wider" fits "$columns"
  press ' r' Tab
  eventually "$columns columns: a space takes the first, and Tab completes" '> start raft'
  eventually "$columns columns: what is missing is shown" 'raft .*NODES'
  press ' 5' Enter
  eventually_last "$columns columns: the status line" 'raft: n[1-5] leads epoch 1'
  press 'crash leader' Enter
  eventually_last "$columns columns: it changes" 'raft: n[1-5] leads epoch [2-9].*crashed'
  press 'crash '
  eventually "$columns columns: a suggestion of what worked" '> crash leader$'
  press C-u 'set follow off' Enter
  eventually 'a setting' 'follow  *off'
  press 'crash leader' Enter
  eventually "$columns columns: news above the line" '^raft: n[1-5] leads epoch [3-9]'
  press 'restart all; clear; status' Enter
  eventually "$columns columns: all nodes run" '^n5 '
  eventually_last "$columns columns: and have a leader" 'raft: n[1-5] leads epoch [0-9]*$'
  screen | head -n 7 >"$root/before"
  press watch Enter
  eventually "$columns columns: watch shows the cluster" 'over TCP.*n[1-5] leads'
  eventually "$columns columns: the timers" 'timer  *\(ELECTION\|HEARTBEAT\)'
  check "$columns columns: no row is wider" fits "$columns"
  eventually_last "$columns columns: and the keys" '^x crash .*? help  q quit$'
  press 0 x
  eventually "$columns columns: a key crashes the leader" '^> crash [1-5]   raft: crashed n[1-5]'
  eventually "$columns columns: there is a new one" 'over TCP.*n[1-5] leads'
  check "$columns columns: no row is wider" fits "$columns"
  press q
  eventually "$columns columns: a line says what was done" '^watched raft: crash [1-5]$'
  check "$columns columns: the screen is as it was" as_before
  eventually_last "$columns columns: and so is the status line" 'raft: n[1-5] leads.*crashed'
  press C-d
  eventually "$columns columns: it leaves" 'left with 0'
  check "$columns columns: the last row is given back" [ -z "$(last_row)" ]
done

open 80 24 TERM=screen-256color
press 'start raft 3; pause leader' Enter
eventually_last 'a paused node' 'raft: n[1-3] leads.*paused'
press 'wait 2s' Enter
sleep 1
press 'status' Enter
eventually 'what was typed while a command ran is read afterwards' '^n1 .*follows\|^n1 .*LEADER\|^n1 .*paused'
press 'resu'
tmux resize-window -t t -x 70 -y 16
eventually_last 'a smaller window has the status line' 'raft: n[1-3] leads'
check 'and the line that is typed' shows '^quorate> resu'
tmux resize-window -t t -x 70 -y 7
eventually 'a low window has the line that is typed' '^quorate> resu'
check 'and no status line' [ "$(screen | grep -c 'raft: n. leads')" = 0 ]
tmux resize-window -t t -x 110 -y 30
eventually_last 'a larger window has a status line again' 'raft: n[1-3] leads'
check 'once' [ "$(screen | grep -c 'leads epoch.*paused')" = 1 ]
press C-c
press 'resume all; start bully 3 --sim --seed 1; clear; on bully watch' Enter
eventually 'watch in virtual time: time passes' '^bully.*1/20 of real time'
press '+' '+' ' '
eventually 'and stands still' 'time stands still'
press x .
eventually 'and goes on in steps' '^> on bully step   '
tmux resize-window -t t -x 60 -y 12
eventually_last 'in a smaller window the keys are in the last row' '? help  q quit$'
check 'and no row is wider' fits 60
tmux resize-window -t t -x 110 -y 30
eventually_last 'and so they are in a larger one' '? help  q quit$'
press c
eventually 'there is no other cluster' 'there is one cluster only'
press '?'
eventually 'the keys are explained' 'crash 3  *crash the chosen node'
press C-c
eventually 'Ctrl-C leaves' '^watched bully: .*crash 3; on bully step$'
eventually_last 'and the status line is there again' 'raft: n[1-3] leads'
press 'compare raft --sim --trials 100000' Enter
eventually_last 'the status line says how far a command is' 'of 100,000 trials'
press C-c
eventually_last 'and then how the clusters are' 'raft: n[1-3] leads'

open 80 24 TERM=screen-256color NO_COLOR=1 LC_ALL=C
press 'start raft 3; crash leader' Enter
eventually_last 'without colours there is a status line' 'raft: n[1-3] leads.*crashed'
press 'start rafft'
eventually 'without colours one can type' '> start rafft$'
check 'nothing has a colour' is_plain
press C-u 'watch' Enter
eventually 'without colours one can watch' 'over TCP'
press 0 x
eventually 'and crash a leader' '^> crash [1-3] '
check 'nothing has a colour' is_plain
check 'and all is ASCII' is_ascii
press q
eventually 'and it leaves' '^watched raft: crash [1-3]$'

open 80 24 TERM=dumb
press 'start raft 3' Enter
eventually 'a dumb terminal runs commands' '^converged'
eventually 'and asks for the next' '^quorate>$'
check 'it has no status line' [ "$(screen | grep -c 'raft: n. leads')" = 0 ]
press watch Enter
eventually 'it cannot be drawn on, and says what to type' '^watch needs a terminal .*type: status'
press 'quit' Enter
eventually 'and it leaves' 'left with 0'

options=--quiet
open 80 24 TERM=screen-256color
options=
check 'a quiet prompt does not greet' [ "$(screen | grep -c 'side by side')" = 0 ]
press 'start raft 3 --sim; crash leader' Enter
eventually_last 'it has a status line' 'raft: n[1-3] leads.*crashed'
eventually 'and no hint after a fault' '^quorate>$'
check 'none at all' [ "$(screen | grep -c 'timeline draws')" = 0 ]

options="-c 'scenarios; algorithms' --no-color"
begins='left with 0'
open 60 200 TERM=screen-256color
options= begins=
check 'without a prompt, what is printed fits the window as well' shows '^crash-leader  .* at a random$'
check 'and is broken at words' shows '^    a leader steps down if no majority answers it for an$'

streams='-Dquorate.terminal.in=false -Dquorate.terminal.out=false -Dquorate.terminal.err=false'
open 80 24 TERM=screen-256color "QUORATE_JAVA_OPTS='$streams -Dquorate.terminal.ask=true'"
press 'start raft 3 --sim --seed 1' Enter
eventually 'a launcher that does not know leaves it to the program whether this is a terminal' '^converged'

printf 'terminal: %s checks, %s failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
