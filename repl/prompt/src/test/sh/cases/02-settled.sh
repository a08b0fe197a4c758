# An agreement that somebody may still end does not count as lasting.

reported '2 a cluster that changes its leader all the time' 'settled after 194 ms; 238 leaders in the next 60 s' \
  "\$quorate -c 'start raft 3 --sim --seed 1; cut leader-follower'" \
  has 'raft has not settled: ' has 'leader +none agreed' ends 0
printf 'cut leader-follower\n' >"$scratch/cut.q"
reported '2 the same in compare' 'settled 200 of 200' \
  "\$quorate -c 'compare raft --sim --nodes 3 --trials 20 --scenario cut.q limit=5s'" \
  has '^settled +0 of 20$' has 'raft: 20 trials did not settle: no agreement that lasts within 5 s'
printf 'cut leader-follower\nwait converged\nheal\n' >"$scratch/cut-wait.q"
sibling '2 wait converged' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1; set follow off; cut leader-follower; wait converged'" \
  has 'raft is not there after 60 s: converged' ends 1
sibling '2 a link that loses everything is as good as cut' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1; loss 100% leader-follower'" \
  has 'raft has not settled: '
sibling '2 heartbeats dropped by name' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1; drop AppendEntries'" \
  has 'raft has not settled: '
sibling '2 a wait in vain that is the fault of the algorithm' '' \
  "\$quorate -c 'compare raft --sim --nodes 3 --trials 5 --scenario cut-wait.q limit=5s'" \
  has '^settled +0 of 5$' has 'wait converged: it did not come within 5 s'
sibling '2 prevote with recent-leader stands a cut link' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1 prevote=on recent-leader=on; cut leader-follower'" \
  has 'leads as before' lacks 'has not settled'
sibling '2 a simulated network that loses everything' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1 loss=100%'" \
  has 'raft has not settled: no majority: 1 of 3 nodes can reach each other'
