# The course says nothing untrue, and leaves nobody alone.

begin='exercise 1\nb\n2\nstart raft 5\ncrash leader\n'

reported '8 a prediction judged by another cluster, with a crash too many' 'You predicted a ..., and so it was; 3 of 3 predictions right' \
  "printf 'exercise 1\nstart raft 5\nb\n2\nstart raft 5\ncrash leader\na\ncrash leader\ncrash 2\nwhy leader\n' | \$quorate" \
  has 'Not there yet. More than two nodes are down now' lacks 'nobody leads.*so it was|3 of 3|3 predictions'
reported '9 a setting left over from the step before' 'every start had its leader, beside a table with 71 of 100' \
  "printf 'exercise 4\nc\nstart raft 5 election=200ms\nb\nset latency 1..50ms\nset election 200ms\nstart raft 5 --name jitter\nset\n' | \$quorate" \
  has 'you .set. holds for one run' has '^latency +1ms$' has '^election +150..300ms$'
reported '11 a follower crashed twice' 'said once, then never' \
  "printf '${begin%crash*}crash 2\nrestart all\ncrash 5\n' | \$quorate | grep -c 'Not there yet. You crashed a follower'" has '^2$' ends 0
reported '11 drop RequestVoteReply without from and to' 'nothing' \
  "printf 'exercise 12\nskip\nskip\nskip\nskip\nskip\nskip\nskip\nskip\nskip\nskip\nstart raft 3\ncrash 3\nduplicate 100%%\ndrop RequestVoteReply\n' | \$quorate" \
  has 'Not there yet. Now every answer to every request is lost'
reported '11 hint where one predicts' 'A prediction has no hint' "printf 'exercise 1\nhint\nnext\nhint\n' | \$quorate" \
  has 'Enter, or .next., goes on' lacks 'A prediction has no hint'
reported '11 a prediction corrected' 'unknown command a' "printf 'exercise 1\nb\n2\n3\na\n' | \$quorate" \
  has 'Noted instead: 3' has 'Noted instead: a'
reported '11 nothing came out' '0 of 3 predictions right' \
  "printf 'exercise 1\na\n9\nstart raft 5\ncrash leader\na\ncrash leader\nwhy leader\n' | \$quorate" \
  has '3 predictions, 3 surprises' lacks '0 of 3'
reported '20 three of five down' 'type: on raft wait leader' \
  "\$quorate -c 'start raft 5 --sim --seed 1; crash majority; wait 1s; why leader'" has 'type: on raft restart all$' ends 1

sibling 'two clusters that differ' 'the last one decided' \
  "printf 'exercise 2\n7\n18\nset latency 1..50ms\nstart raft 5 --seed 10\nstart raft 5\nstart paxos 5\nstart bully 5\ncrash leader\n' | \$quorate" \
  lacks 'You predicted 7 messages, and so it was\.$' has 'raft-2'
sibling 'a cluster stopped and started again under its name' 'the old one counted' \
  "printf 'exercise 6\nb\nstart raft 5\nstop raft\nstart raft 5\ncrash majority\nwait 2s\n' | \$quorate" \
  has 'You predicted b .*, and so it was|and so it was\.$'
sibling 'on NAME reaches the goal with one of two' 'any of them' \
  "printf 'exercise 1\nb\n2\nstart raft 5\nstart raft 5 --seed 2\non raft-2 crash leader\n' | \$quorate" \
  has 'in raft-2' has 'There you are'
sibling 'seed and loss left over' 'they stayed' \
  "printf 'exercise 1\nb\n2\nset seed 9\nset loss 1%%\nstart raft 5\ncrash leader\nset\n' | \$quorate" \
  has 'loss was 1%' has '^seed +1$' has '^loss +0%$'
sibling 'settings after a run that was passed over' 'they stayed' \
  "printf 'exercise 1\nb\n2\nset persist 9ms\nskip\nset\n' | \$quorate" has 'persist was 9ms' has '^persist +0ms$'
sibling 'the run was passed over' 'the text spoke of it as if it had been' \
  "printf 'exercise 1\nb\n2\nskip\n' | \$quorate" has 'You skipped the run'
sibling 'back after the outcome' 'the second answer counted as right' \
  "printf 'exercise 1\na\n2\nstart raft 5\ncrash leader\nback\nback\nback\nb\n2\nrestart all\ncrash leader\n' | \$quorate" \
  has 'Your first answer counts'
sibling 'a prediction after the outcome' 'unknown command b' \
  "printf 'exercise 1\nb\n2\nstart raft 5\ncrash 2\na\n' | \$quorate" has 'it is too late to predict' ends 1
sibling 'another try' 'nothing' "printf 'exercise 1\nb\n2\nstart raft 5\npartition leader,2\n' | \$quorate" \
  has 'Not there yet. \(.hint. helps'
sibling 'all paused' 'type: on raft wait leader' "\$quorate -c 'start raft 5 --sim; pause all; why leader'" \
  has 'type: on raft resume all$'
sibling 'crashed and paused' 'type: on raft wait leader' \
  "\$quorate -c 'start raft 5 --sim; set follow off; crash 1,2; pause 3,4; wait 1s; crash 5; why leader'" has 'type: on raft restart all$'
sibling 'no message comes through' 'type: on raft wait leader' \
  "\$quorate -c 'start raft 5 --sim; set follow off; crash leader; loss 100%; wait 2s; why leader'" has 'type: on raft heal'
sibling 'one of two clusters has no leader, under --json' 'an error for both' \
  "\$quorate --json -c 'start raft 5 --sim --seed 1; start bully 5 --sim; crash 1..3; why leader'" \
  has '"unexplained":\["raft has no leader now; type: on raft restart all"\]' ends 0
sibling 'a wait that is in vain' 'raft is not there' "\$quorate -c 'start raft 3 --sim; crash majority; wait leader'" \
  has 'type: on raft restart all$' ends 1
sibling 'exercise 15, a crashed majority in place of a slow network' 'You predicted b ..., and so it was' \
  "printf 'exercise 15\nb\na\nstart raft 5; start paxos 5; start bully 5\nset follow off\ncrash majority\nwait 60s\n' | \$quorate" \
  has 'Not there yet. Something was done to a cluster besides' lacks 'so it was|There you are'
sibling 'exercise 16, a sweep of Bully' 'it was judged' \
  "printf 'exercise 16\nskip\nskip\nskip\nskip\nskip\n60\nsweep bully election={12..24,25..50}ms heartbeat=6ms latency=1ms+exp(2.5ms) --scenario no-fault --trials 2\n' | \$quorate" \
  has 'Not there yet. The question is about five' lacks 'You predicted'
sibling 'exercise 17, node 1 asks nine times in no time' 'You predicted a (no: they wait for ever), and so it was' \
  "printf 'exercise 17\nskip\nskip\nskip\nskip\na\nstart raft 5 logs=1,5,5,5,5\nset follow off\ncrash leader\nfire 1 ELECTION; fire 1 ELECTION; fire 1 ELECTION\nfire 1 ELECTION; fire 1 ELECTION; fire 1 ELECTION\nfire 1 ELECTION; fire 1 ELECTION; fire 1 ELECTION\n' | \$quorate" \
  has 'Not there yet. Nobody has won since the crash' lacks 'so it was|There you are'
sibling 'exercise 12, n3 refuses before it crashes' 'goal reached' \
  "printf 'exercise 12\nb\nstart raft 5\nset follow off\npartition 1..3 | 4,5\nfire 1 ELECTION\nwait 3ms\nheal; partition 1,2 | 3..5\nfire 5 ELECTION\nwait 3ms\ncrash 3\nrestart 3\n' | \$quorate" \
  has 'says nothing about' lacks 'There you are'
sibling 'exercise 13, the leader goes deaf in place of a follower' 'You predicted a (nothing), and so it was' \
  "printf 'exercise 13\na\nstart raft 5\nobserve\ndeaf leader\nwait 5s\nobserve end\n' | \$quorate" \
  has 'it seems to be the leader' lacks 'so it was|There you are'
sibling 'exercise 13, clusters that have the names and not the rules' 'judged by their names' \
  "printf 'exercise 13\nskip\nskip\nskip\nskip\nb\nstart raft 5 --name prevote\nstart raft 5 --name recent\nstart raft 5 --name quorum\nset follow off\nobserve\ndeaf follower\nwait 5s\nobserve end\n' | \$quorate" \
  has 'have one rule each' lacks 'You predicted|There you are'
