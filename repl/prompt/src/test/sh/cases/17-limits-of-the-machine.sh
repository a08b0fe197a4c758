# What the machine lacks is said in one line, and is no bug of the program.

reported '17 few open files' 'this should not have happened: IllegalArgumentException' \
  "ulimit -n 110; \$quorate -c 'start raft 3'" has '^3 nodes need 73 open files.*ulimit -n 256$' lacks 'should not' ends 1
reported '17 few open files, five nodes' 'this should not have happened, of the warm-up' \
  "ulimit -n 128; \$quorate -c 'start raft 5'" has '^5 nodes need 89 open files' lacks 'should not' ends 1

sibling 'matrix over TCP' '' "ulimit -n 128; \$quorate -c 'matrix raft --tcp --fault no-fault'" has '^5 nodes need' lacks 'should not' ends 1
sibling 'compare over TCP' '' "ulimit -n 110; \$quorate -c 'compare raft --nodes 3 --trials 1'" has '^3 nodes need' lacks 'should not' ends 1
sibling 'memory that is used up' '' \
  "QUORATE_JAVA_OPTS=-Xmx64m \$quorate --keep-going -c 'start raft 3 --sim --seed 1 --name calm; start raft 5 --sim heartbeat=0.02ms election=0.05..0.06ms latency=30s; on calm status'" \
  has 'memory.*QUORATE_JAVA_OPTS=-Xmx2g' has 'n1 +(LEADER|follows)' lacks 'should not' ends 1
