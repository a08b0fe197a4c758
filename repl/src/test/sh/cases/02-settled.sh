# An agreement that somebody may still end does not count as lasting.

reported '2 a cluster that changes its leader all the time' 'settled after 194 ms; 238 leaders in the next 60 s' \
  "\$quorate -c 'start raft 3 --sim --seed 1; cut leader-follower'" \
  has 'raft has not settled: ' has 'leader +none agreed' ends 0
