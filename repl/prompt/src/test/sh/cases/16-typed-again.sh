# What is printed to be typed can be typed; what steers a terminal is not printed.

reported '16 a scenario whose name is a picture' 'replay raft/5/~d83d.quorate/... cannot be replayed' \
  "echo 'crash leader' >😀.quorate; \$quorate -c 'compare raft --sim --trials 2 --scenario 😀.quorate' | grep ^replay >r.q; \$quorate r.q" \
  has 'as the id says: the same run' lacks 'no scenario' ends 0
reported '37 a setting, a key, logs= with escapes in them' 'raw ESC, raw U+009B' \
  "\$quorate --keep-going -c \"\$(printf 'set \033[2J 1; chaos raft \033[31mX=1; start raft 3 --sim logs=\302\2332J; set \342\200\256x 1')\" 2>&1 | cat -v" \
  has "unknown setting '\\?\\[2J'" lacks '\^\[' lacks 'M-BM-' lacks 'M-bM-'
reported '36 a script whose name is not ASCII' 'a stack trace' \
  "echo help >übung.q; LC_ALL=C \$quorate übung.q" has 'Semicolons separate' lacks Exception ends 0
reported '36 a checkout with a colon in its path' 'could not find or load main class' \
  "mkdir a:b; cp \$quorate a:b; a:b/quorate" has 'with a colon in it.*move Quorate' ends 1

sibling 'spaces, both quotes, a backslash, an escape in a name' 'lines that do not work' \
  "n=\$(printf \"a 'b\\\\\\\\ \\\"c\\033\"); echo 'crash leader' >\"\$n\"; \$quorate -c \"compare raft --sim --trials 2 --scenario \\\$'a \\\\'b\\\\\\\\ \\\"c\\\\u001b'\" | sed -n 's/^again: //p' >again.q; cat again.q; \$quorate again.q" \
  has '^again: ' has 'settled +2 of 2' lacks 'no scenario' ends 0
sibling 'JSON with C1 controls and marks of direction' 'raw' \
  "\$quorate --json -c \"\$(printf 'set \302\2332J\342\200\256 1')\" | cat -v" has 'u009b2J' lacks 'M-'
sibling 'a scenario that clears the screen' 'raw ESC' \
  "printf '# \033[2Jx\ncrash leader\n' >s; \$quorate -c 'scenarios show s; start raft 3 --sim; run s' 2>&1 | cat -v" has '^# \?\[2Jx' lacks '\^\[' ends 0
sibling 'a locale that is not installed' 'a stack trace' \
  "echo help >übung.q; LC_ALL=xx_YY.UTF-8 \$quorate übung.q; LC_ALL=xx_YY.ISO-8859-1 \$quorate übung.q" lacks 'cannot|Exception' has Semicolons ends 0
