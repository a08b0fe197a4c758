# Damaged files of the program's own are set aside; it starts, and says so in one line. These need a terminal: script(1).

# Types when the prompt is there, and leaves when the answer is.
cat >"$scratch/play" <<'PLAY'
await() {
  tries=0
  until grep -q "$1" log 2>/dev/null || [ "$tries" -ge 150 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
}
rm -f log
{
  await 'quorate> '
  printf 'exercises\nstart raft 3 --sim\n'
  await RequestVote
  printf 'quit\n'
} | script -qfec "$quorate" log
echo
PLAY
export scratch
command -v script >/dev/null || return 0

reported '31 a history that is not UTF-8' 'a stack trace, status 1' \
  "export XDG_STATE_HOME=\$PWD/h; mkdir -p h/quorate; printf '\377\n' >h/quorate/history; sh \$scratch/play; ls h/quorate" \
  has 'the history is damaged; it is now .*history.unreadable' has 'RequestVote' lacks Exception
reported '36 a state folder that is not ASCII' 'no prompt' \
  "LC_ALL=C XDG_STATE_HOME=\$PWD/ü sh -c 'sh \$scratch/play'; ls ü/quorate" \
  has 'quorate> ' has 'RequestVote' has '^history' lacks Exception
reported '38 a full disk' 'two.csv.123.part stays behind; 36 lines of the logging library' \
  "mkdir m && { mount -t tmpfs -o size=16k none m 2>/dev/null || exit 0; }; \$quorate -c 'compare raft --sim --trials 500 --csv m/two.csv'; ls m; umount m" \
  lacks 'part|ErrorManager'

sibling 'folders in the place of all files' 'stack traces' \
  "export XDG_STATE_HOME=\$PWD/f; mkdir -p f/quorate/history f/quorate/exercises.json f/quorate/quorate.log; sh \$scratch/play" \
  has 'history.unreadable' has 'exercises.json.unreadable' has RequestVote lacks Exception
sibling 'pipes in their place' 'it waits for ever' \
  "export XDG_STATE_HOME=\$PWD/p; mkdir -p p/quorate; mkfifo p/quorate/history p/quorate/exercises.json; sh \$scratch/play" \
  has RequestVote lacks Exception
sibling 'a file in the place of the folder' 'a stack trace' \
  "export XDG_STATE_HOME=\$PWD/x; echo >x; sh \$scratch/play" \
  has 'the history is not kept' has RequestVote lacks Exception
