# Random faults look where elections overlap. The broken algorithms of the tests are not at hand at the prompt: how many
# runs it takes to find them stands in docs/decisions/chaos.md.

reported '30 an election goes on between two phases of another' 'drop 118 in 200 runs' \
  "\$quorate -c 'chaos paxos --nodes 3 --runs 200 --seed 1'" \
  has '^paxos, 200 runs of 3 nodes in virtual time, seed 1$' has 'no promise broken; each time a leader came and stayed' \
  has 'drop [0-9]*,?[0-9]{3}[,.]' ends 0
sibling '30 Raft as it is keeps its promises and recovers' '' \
  "\$quorate -c 'chaos raft --runs 150 --seed 7'" \
  has 'no promise broken; each time a leader came and stayed' has 'elections  [0-9]*,?[0-9]{3}, and' ends 0
sibling '30 what does not recover is found, and shrunk' '' \
  "\$quorate -c 'chaos paxos backoff=off --nodes 3 --runs 500 --seed 1 latency=1ms'" \
  has 'run [0-9]+ did not recover: no leader came and stayed' has '^start paxos 3 --sim --seed [0-9]+ backoff=off$' ends 3
sibling '30 what was printed fails again when it is typed' '' \
  "\$quorate -c 'chaos paxos backoff=off --nodes 3 --runs 500 --seed 1 latency=1ms' 2>&1 |
  sed -n '/^start paxos/,/^status/{/observe/d;p;}' >found.q; \$quorate found.q" \
  has 'paxos: fired ELECTION of n' has 'leader +none agreed' has 'n1 +candidate in epoch' ends 0
sibling '30 the same seed does the same, on one thread or two' '' \
  "for n in 1 2; do \$quorate -c \"chaos highest-of-majority --runs 40 --threads \$n --seed 5\" 2>/dev/null >\$n; done
  cmp 1 2 && cat 1" \
  has 'no promise broken' has 'again: chaos highest-of-majority --runs 40 --seed 5' ends 0
