# An election that had begun before the measuring did.

reported '1 an election that was under way at the fault' 'rounds 0, no detected, no elected, "no election was held"' \
  "\$quorate -c 'start raft 2 --sim --seed 1 prevote=on; crash leader; wait 1s; restart all; counts; explain elected; explain detected'" \
  has '^detected +0\.0 ms' has '^elected +201 ms' has '^rounds +1$' has 'last election +restart all' \
  has '201 ms after the fault, when n2 became leader' has 'the election had begun before the fault' lacks 'no election was held' ends 0

printf 'crash leader\nwait 1s\nobserve\nrestart all\n' >"$scratch/under-way.q"
reported '1 the same in compare' 'the median of detected came out after that of elected' \
  "\$quorate --json -c 'compare raft --sim --nodes 2 --trials 100 --scenario under-way.q prevote=on' | tr , '\n'" \
  has '"settled":100' lacks '"detected_ms":null'
sibling '1 the other half comes back' '' \
  "\$quorate -c 'start raft 3 --sim --seed 5 prevote=on; crash leader; crash follower; wait 2s; restart random'" \
  has '^(detected|leader) ' has '^elected ' has '^rounds +[1-9]'
sibling '1 a partition that heals while a candidate waits' '' \
  "\$quorate -c 'start raft 4 --sim --seed 2 prevote=on; set follow off; partition half; wait 3s; set follow on; heal'" \
  has '^detected ' has '^elected ' has '^rounds +[1-9]'
sibling '1 a vote that is on its way' '' \
  "\$quorate -c 'start raft 5 --sim --seed 3 latency=20ms; set follow off; crash leader; fire follower ELECTION; wait 5ms; set follow on; restart all'" \
  has '^detected +0\.0 ms' has '^elected +35 ms' has '^rounds +1$'
sibling '1 an old candidate that comes to nothing does not count' '' \
  "\$quorate -c 'start raft 5 --sim --seed 3; set follow off; isolate 5; wait 2s; set follow on; on raft crash 1'" \
  lacks '^detected +0\.0 ms'
