# Nobody was elected where the leader led all the time.

reported '27 a partition that the leader outlives' 'elected 0.0 ms' \
  "\$quorate -c 'start bully 3 --sim --seed 3; run partition-leader-away; explain elected' | sed -n '/^scenario/,\$p'" \
  lacks '^elected +0\.0 ms' has 'partition-leader-away: nobody'
reported '27 rejoin-highest' 'elected 0.0 ms, in JSON and CSV too' \
  "\$quorate --json -c 'compare raft --sim --trials 20 --scenario rejoin-highest --csv rejoin.csv' | tr , '\n'; cut -d, -f6 rejoin.csv | sort -u" \
  has '"elected_ms":null' lacks '^0$'
sibling '27 a paused leader wakes' '' \
  "\$quorate --json -c 'start bully 3 --sim --seed 3; pause leader for 100ms' | tail -1 | tr , '\n'" \
  has '"elected_ms":null' has '"new_leaders":0'
sibling '27 a follower crashes' '' \
  "\$quorate --json -c 'start raft 5 --sim --seed 1; crash follower' | tail -1 | tr , '\n'" \
  has '"elected_ms":null' has '"majority_ms":0'
sibling '27 explain says nobody' '' \
  "\$quorate -c 'start paxos 5 --sim --seed 1; heal; explain elected; explain detected'" \
  has 'paxos, heal: nobody$' has 'paxos, heal: nobody began an election'
