# Memory does not grow with the length of a run, and no rule is blamed for the lack of it.

reported '32 four hours under observe' 'a rule of raft is broken: OutOfMemoryError, for all five nodes' \
  "QUORATE_JAVA_OPTS=-Xmx64m \$quorate -c 'start raft 5 --sim --seed 1; observe; wait 60m; wait 60m; wait 60m; wait 60m; trace --type crashed; observe end'" \
  lacks 'OutOfMemory' lacks 'is broken' has 'observed +since observe' ends 0

sibling 'hours without a leader' 'all messages were kept' \
  "QUORATE_JAVA_OPTS=-Xmx64m \$quorate -c 'compare raft --sim --trials 2 loss=100% limit=180m'" \
  lacks 'OutOfMemory' has 'again: compare' ends 0

sibling 'an hour of leaders that come and go' 'all messages were kept' \
  "QUORATE_JAVA_OPTS=-Xmx64m \$quorate -c 'set follow off; start raft 3 --sim --seed 1; observe; cut leader-follower; wait 60m; observe end'" \
  lacks 'OutOfMemory' has 'observed +since observe' ends 0

sibling 'timers that are wound up again and again' 'each waits in the queue until it would have been due' \
  "QUORATE_JAVA_OPTS=-Xmx64m \$quorate -c 'start raft 3 --sim heartbeat=1ms election=5m..10m; fire 1 ELECTION; wait 5m'" \
  lacks 'OutOfMemory' lacks 'is broken' ends 0
