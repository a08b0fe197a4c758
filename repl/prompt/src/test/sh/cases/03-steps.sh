# A step that cannot be done is the failure of the scenario, not of the algorithm.

printf 'observe\nfire 1 ELECTION\n' >"$scratch/fire.q"
reported '3 a timer that does not run' '"settled 158 of 200", status 0, no reason' \
  "\$quorate -c 'compare raft --sim --trials 200 --scenario fire.q'" \
  has '^settled +158 of 158$' has '42 trials did not run and are in no row: fire 1 ELECTION: no timer ELECTION is pending at n1'
printf 'crash 7\n' >"$scratch/seven.q"
reported '3 a node that does not exist' '"settled 0 of 20", status 0' \
  "\$quorate -c 'compare raft --sim --trials 20 --scenario seven.q'" \
  has 'scenario seven.q: crash 7: node 7 does not exist; raft has nodes 1 to 5' ends 1
reported '3 the matrix with one node' 'stuck' \
  "\$quorate -c 'matrix raft --nodes 1 --seeds 1'" \
  has '^rejoin-highest +cannot be done' has '^paused-leader +cannot be done' lacks '^[a-z-]+ +.*stuck [0-9]' \
  has 'rejoin-highest, raft, cannot be done: wait converged: no node is running'
reported '3 the matrix with two nodes' 'stuck' \
  "\$quorate -c 'matrix raft --nodes 2 --seeds 1 --fault rejoin-highest'" \
  has '^rejoin-highest +cannot be done' has 'no majority: 1 of 2 nodes can reach each other'
sibling '3 run: a step that cannot be done ends with status 1' '' \
  "\$quorate -c 'start raft 3 --sim --seed 1; run fire.q; fire 1 ELECTION'; \$quorate -c 'start raft 3 --sim --seed 1; run seven.q'" \
  has 'crash 7: node 7 does not exist; raft has nodes 1 to 3' ends 1
printf 'drop Coordinator\n' >"$scratch/drop.q"
sibling '3 a message of another algorithm' '' \
  "\$quorate -c 'compare raft bully --sim --trials 3 --scenario drop.q'" \
  has "drop Coordinator: unknown message of raft 'Coordinator'" ends 1
printf 'cut 1-2,5->6\n' >"$scratch/link.q"
sibling '3 a link to nowhere' '' "\$quorate -c 'compare paxos --sim --trials 3 --scenario link.q'" \
  has 'node 6 does not exist; paxos has nodes 1 to 5' ends 1
printf 'crash all\ncrash follower\n' >"$scratch/nobody.q"
sibling '3 no trial can be run' '' "\$quorate -c 'compare bully --sim --trials 3 --scenario nobody.q'" \
  has 'no trial of nobody.q could be run: crash follower: no node is running' ends 1
sibling '3 a single node sends no heartbeats' '' "\$quorate -c 'compare raft --sim --nodes 1 --trials 3'" \
  has 'no trial of crash-leader could be run: wait heartbeat: n1 leads, and sends no heartbeats' ends 1
sibling '3 the CSV says which trials did not run' '' \
  "\$quorate -c 'compare raft --sim --trials 20 --scenario fire.q --csv steps.csv' >/dev/null; grep -c 'fire 1 ELECTION' steps.csv; head -1 steps.csv" \
  has '^[1-9]' has ',undone$'
