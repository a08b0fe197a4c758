# Damaged files of the program's own are set aside; it starts, and says so in one line. These need a terminal: script(1).

cases_prompt="sleep 2; printf 'exercises\nstart raft 3 --sim\n'; sleep 1.5; printf quit'\n'; sleep 0.5"
export cases_prompt
command -v script >/dev/null || return 0

reported '31 a history that is not UTF-8' 'a stack trace, status 1' \
  "export XDG_STATE_HOME=\$PWD/h; mkdir -p h/quorate; printf '\377\n' >h/quorate/history; sh -c \"\$cases_prompt\" | script -qec \$quorate /dev/null; ls h/quorate" \
  has 'the history is damaged; it is now .*history.unreadable' has 'RequestVote' lacks Exception
reported '36 a state folder that is not ASCII' 'no prompt' \
  "LC_ALL=C XDG_STATE_HOME=\$PWD/ü sh -c 'sh -c \"\$cases_prompt\" | script -qec \$quorate /dev/null'; ls ü/quorate" \
  has 'quorate> ' has 'RequestVote' has '^history' lacks Exception
reported '38 a full disk' 'two.csv.123.part stays behind; 36 lines of the logging library' \
  "mkdir m && { mount -t tmpfs -o size=16k none m 2>/dev/null || exit 0; }; \$quorate -c 'compare raft --sim --trials 500 --csv m/two.csv'; ls m; umount m" \
  lacks 'part|ErrorManager'

sibling 'folders in the place of all files' 'stack traces' \
  "export XDG_STATE_HOME=\$PWD/f; mkdir -p f/quorate/history f/quorate/exercises.json f/quorate/quorate.log; sh -c \"\$cases_prompt\" | script -qec \$quorate /dev/null" \
  has 'history.unreadable' has 'exercises.json.unreadable' has RequestVote lacks Exception
sibling 'pipes in their place' 'it waits for ever' \
  "export XDG_STATE_HOME=\$PWD/p; mkdir -p p/quorate; mkfifo p/quorate/history p/quorate/exercises.json; sh -c \"\$cases_prompt\" | script -qec \$quorate /dev/null" \
  has RequestVote lacks Exception
sibling 'a file in the place of the folder' 'a stack trace' \
  "export XDG_STATE_HOME=\$PWD/x; echo >x; sh -c \"\$cases_prompt\" | script -qec \$quorate /dev/null" \
  has 'the history is not kept' has RequestVote lacks Exception
