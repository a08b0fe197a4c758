# What the course and the help say is borne out by the run and by the source.

reported '10 exercise 7: which message deposes the old leader' \
  '"The first message across the mended link carried the higher term"; its trace shows the old leader with the lower one' \
  "printf 'exercise 7\n2\nstart raft 5; partition leader,follower; wait 3s\n0\nheal\n' | \$quorate -" \
  has 'heartbeats carry' has 'The refusals carry the higher term' lacks 'The first message across'

reported '10 exercise 7: an option against a high term' '"help start names an option against that"; it does not' \
  "grep -h 'names an option against that' \$(dirname \$quorate)/docs/exercises/07-*.md; \$quorate -c algorithms" \
  has '^ +`algorithms` names an option against that' has 'option prevote='

reported '10 what of §9.6 the options are' '"prevote: a candidate raises its term only once ... (diss. §9.6)"' \
  "\$quorate -c algorithms" \
  has 'with recent-leader=on as well, this is diss. §9.6' lacks 'majority would vote for it \(diss. §9.6\)'

reported '10 exercise 3: the least that Bully costs' '"n-1 messages ... That is as cheap as it gets"' \
  "printf 'exercise 3\n4\nstart bully 5\nset follow off; crash leader; wait 20ms; set follow on; fire 4 ELECTION\nnext\nnext\n' | \$quorate --keep-going -" \
  has 'n-2 messages' lacks 'as cheap as it gets'

reported '9 exercise 4: a setting left over from the step before' \
  '"every start had its leader in the end", beside a table with 71 of 100' \
  "printf 'exercise 4\nc\nstart raft 5 election=200ms\nb\nset latency 1..50ms\nstart raft 5 election=200ms latency=1..50ms --name jitter\nnext\nnext\nb\nsweep raft election=200..{201,300}ms --scenario startup --trials 100\n' | \$quorate --keep-going -" \
  lacks '71 of 100' has "In this chapter's own run every start" lacks '^With timeouts from a range'

sibling 'exercise 1 with another seed: the highest node wins, and says so' \
  '"It was not the highest node that won", beside: leader n5' \
  "printf 'exercise 1\nb\n2\nset seed 2\nstart raft 5\ncrash leader\nnext\nnext\n' | \$quorate --keep-going -" \
  has 'leader +n5' lacks 'It was not the highest' has 'No rule prefers the highest'

sibling 'exercise 9: of whose acceptance the second proposer heard' \
  '"It saw one acceptance, that of n2 or n1", below a run in which both had promised' \
  "printf 'exercise 9\nb\nstart paxos 5; set follow off; crash leader; drop Accept from 1 to 4,5; fire 1 ELECTION; wait 5ms; set follow on; fire 5 ELECTION\nwhy leader\nnext\nnext\nnext\nnext\n' | \$quorate --keep-going -" \
  has 'bound by ballot 1.1: \[n1, n2, n5\]' lacks 'It saw one acceptance' has 'own run n1 and n2 said'

sibling 'what a log needs' '"a shorter one cannot win", though node 2 of Figure 7 wins with a shorter one' \
  "\$quorate -c 'algorithms; start raft 7 --sim --seed 1 logs=10@6,9@6,4@4,11@6,12@7,7@4,11@3; crash 1; fire 7 ELECTION; fire 2 ELECTION'" \
  has 'leader +n2' lacks 'a shorter one cannot win' has 'a voter refuses a log behind its own'

sibling 'PreVote by half: a node that comes back may win before it hears the leader' \
  '"no leader deposed by whoever comes back" of prevote=on' \
  "\$quorate -c 'start raft 5 --sim --seed 3 prevote=on; observe; deaf follower; wait 5s; heal; wait 2s; observe end'; cat \$(dirname \$quorate)/docs/comparing.md" \
  lacks 'no leader deposed by whoever comes back'
