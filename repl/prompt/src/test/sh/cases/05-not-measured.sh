# A figure of zero where nothing could be measured.

reported '5 three of five down' 'leaderless 0.0 ms, and explain leaderless repeats it' \
  "\$quorate -c 'start raft 5 --sim --seed 1; crash 1..3; explain leaderless'" \
  has '^leaderless +since then, and counting' has 'raft, crash 1..3: since the fault' lacks '^leaderless +0' lacks '^messages +0'
reported '5 faults that change nothing' 'ten rows of zeros' \
  "\$quorate -c 'start raft 5 --sim --seed 1; heal; duplicate 5%; mute follower'" \
  has '^raft: healed .*leads as before, no election within 450 ms$' has '^raft: duplicates .*leads as before' lacks '^leaderless +0.0 ms$'
sibling '5 in JSON it is null' '' \
  "\$quorate --json -c 'start raft 5 --sim --seed 1; crash 1..3' | tail -1 | tr , '\n'" \
  has '"leaderless_ms":null' has '"still_leaderless":true' has '"two_leaders_ms":null'
sibling '5 a partition in which nobody has a majority' '' \
  "\$quorate -c 'start raft 4 --sim --seed 1; partition half; explain two leaders'" \
  has '^leaderless +since then, and counting' lacks '0\.0 ms$'
sibling '5 a crash that costs nothing' '' \
  "\$quorate -c 'start bully 5 --sim --seed 1; crash 2'" has '^bully: crashed n2; n5 leads as before' lacks '^crashed'
sibling '5 two clusters that nothing happens to' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1; start paxos 3 --sim --seed 1; reorder 5%'" \
  has '^raft: .*leads as before' has '^paxos: .*leads as before'
