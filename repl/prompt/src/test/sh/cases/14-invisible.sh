# What cannot be seen makes no difference, and what looks like a command and is none says so.

cases_mark=$(printf '\357\273\277')
cases_space=$(printf '\302\240')
cases_dash=$(printf '\342\200\223')
cases_ltr=$(printf '\342\200\216')
export cases_mark cases_space cases_dash cases_ltr

reported '14 a byte order mark at the beginning of a script' "unknown command 'start'; did you mean start?" \
  "printf '%sstart raft 3 --sim\r\nstatus\r\n' \"\$cases_mark\" >marked.q; \$quorate marked.q" \
  has 'LEADER' lacks unknown ends 0
reported '14 a byte order mark at the beginning of a scenario' 'not a statement of a scenario' \
  "printf '%s# it dies\r\ncrash leader\r\n' \"\$cases_mark\" >marked.s; \$quorate -c 'compare raft --sim --trials 2 --scenario marked.s'" \
  has '^it dies' has 'settled +2 of 2' ends 0
reported '14 spaces and a dash from a copied page' "unknown command" \
  "\$quorate --keep-going -c \"start\${cases_space}raft 3 --sim; stop all; start raft 3 \${cases_dash}sim\"" \
  has 'leader +n' has "that is a dash, '.+'; type: start raft 3 --sim" ends 1

sibling 'UTF-16, as PowerShell redirects' 'unknown commands of single letters' \
  "printf 'start raft 3 --sim\nstatus\n' | iconv -t UTF-16 | \$quorate" has LEADER ends 0
sibling 'a mark of direction, an arrow, an ellipsis, a minus, a full-width sign' 'errors that look right' \
  "\$quorate --keep-going -c \"start raft 3 --sim\${cases_ltr}; cut 1→3; set election 150…300ms; set seed −3; set loss＝5%\"" \
  has 'an arrow.*type: cut 1->3$' has 'ellipsis.*type: set election 150..300ms$' has 'a dash.*type: set seed -3$' ends 1
sibling 'a dash where an option of the program begins' 'unmatched argument' \
  "\$quorate \${cases_dash}c help" has "that is a dash, .*type: -c; try" ends 2
sibling 'curly quotes in a scenario' 'is no scenario' \
  "echo 'cut “1”' >curly.s; \$quorate -c 'run curly.s'" has 'a curly quote.*type: cut "1"' ends 1
