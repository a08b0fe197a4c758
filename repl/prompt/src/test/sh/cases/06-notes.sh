# A setting under which an algorithm cannot work, or works otherwise, is not used without a word.

reported '6 equal election timeouts' 'settled 0 of 100, dashes, no word' \
  "\$quorate -c 'compare raft --sim --trials 20 limit=10s election=1000ms heartbeat=100ms'" \
  has 'note  raft: election timeouts are all 1000 ms.*nobody wins' has 'election=1000\.\.2000ms' ends 0

reported '6 a round trip that outlasts the answer timeout' 'two leaders in Bully, no word' \
  "\$quorate -c 'compare bully paxos --sim --trials 20 limit=10s latency=50ms'" \
  has 'note  bully: .*alive are taken for dead' has 'note  paxos: proposers may ask again' ends 0

reported '6 a slow disk' 'settled 0, no word' \
  "\$quorate -c 'compare raft --sim --trials 20 limit=10s persist=151ms'" \
  has 'nobody can win: votes are there after 304 ms' ends 0

reported '6 timeouts longer than the limit' 'settled 0, no word' \
  "\$quorate -c 'compare raft --sim --trials 2 election=60..90s'" \
  has 'followed for 60000 ms; type a longer limit: limit=900s' ends 0

sibling 'start' '' "\$quorate -c 'start raft 3 --sim --seed 1 election=1000ms'" has '^note  raft: election timeouts are all' ends 0
sibling 'an injected delay' '' "\$quorate -c 'start bully 3 --sim --seed 1; delay 30ms'" has '^note  bully: .*take 62 ms' ends 0
sibling 'matrix and chaos' '' \
  "\$quorate -c 'set election 1000ms; matrix raft --seeds 1 --nodes 3 --fault no-fault; chaos raft --runs 2 --safety'" \
  has '^note  raft: ' ends 0
sibling 'in JSON' '' "\$quorate --json -c 'sweep raft persist={0,151}ms --sim --trials 3 limit=3s'" has '"notes":\["persist=151ms: nobody can win' ends 0
sibling 'acknowledgements that come too late' '' \
  "\$quorate -c 'compare raft highest-of-majority --sim --trials 5 limit=5s latency=30ms ack-quorum=on'" \
  has 'note  raft: ack-quorum' has 'coordinators step down again' ends 0
sibling 'no word where all is well' '' \
  "\$quorate -c 'compare raft paxos bully --sim --trials 5; compare bully --sim --trials 5 election=1000ms; start raft 1 --sim election=1000ms'" \
  lacks '^note' ends 0
