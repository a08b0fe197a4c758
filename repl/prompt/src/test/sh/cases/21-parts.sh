# What can be done is done, and what cannot is named.

reported '21 a sweep with one impossible setting' 'refused whole, without saying which' \
  "\$quorate -c 'sweep raft election={40,150}..300ms --sim --trials 5'" \
  has '^not done  election=40\.\.300ms: the election timeout must be longer' has '150\.\.300ms +[0-9]' ends 1
reported '21 a file as a fault of the matrix' 'unknown fault' \
  "echo 'crash leader' >my.quorate; \$quorate -c 'matrix raft --seeds 1 --nodes 3 --fault my.quorate'" has '^my.quorate +kept' ends 0
reported '21 values with commas in braces' "'normal(10ms' is not a delay" \
  "\$quorate -c 'sweep raft latency={normal(10ms,2ms),normal(20ms,2ms)} --sim --trials 5'" has 'normal\(20ms,2ms\) +[0-9]' ends 0

sibling 'an impossible number of nodes, in JSON' '' "\$quorate --json -c 'sweep raft --nodes {3,9999} --sim --trials 3'" \
  has '"impossible":\{"nodes=9999":"a simulated cluster has at most 1000 nodes' ends 1
sibling 'an option that no value fits' '' "\$quorate -c 'sweep raft prevote={maybe,perhaps} --sim'" has '^prevote is on or off' ends 1
sibling 'any scenario is a fault' '' "\$quorate -c 'matrix raft --seeds 1 --nodes 3 --fault crash-leader'" has '^crash-leader +kept' ends 0
sibling 'commas of both kinds' '' "\$quorate -c 'sweep raft latency=normal({10,20}ms,{1,2}ms) --sim --trials 2'" has 'normal\(20ms,1ms\) +[0-9]' ends 0
