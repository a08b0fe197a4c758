# Whatever is typed has a bound, which the error names.

reported '34 four thousand braces' 'StackOverflowError' \
  "\$quorate -c \"sweep raft logs=\$(printf '{1}%.0s' \$(seq 4000)) --sim\"" has '^nothing is swept' ends 1
reported '34 a heartbeat of a nanosecond' 'OutOfMemoryError' \
  "QUORATE_JAVA_OPTS=-Xmx128m \$quorate -c 'start raft 5 --sim heartbeat=0.001us election=0.002..0.003us'" has '^heartbeat= is at least 0.01ms' ends 1
reported '34 a line without end' 'OutOfMemoryError' "QUORATE_JAVA_OPTS=-Xmx64m \$quorate /dev/zero" has 'a line has at most 100,000 characters' ends 1

sibling 'a long sum' '' "\$quorate -c \"start raft 3 --sim latency=1ms\$(printf '+1ms%.0s' \$(seq 99))\"" has 'at most 16 parts, got 100' ends 1
sibling 'a value of 50,000 digits is not repeated' '' "\$quorate -c \"start raft 3 logs=\$(printf '9%.0s' \$(seq 50000))\" | wc -c" has '^[01]?[0-9]{0,3}$|is not the end' ends 0
sibling 'a pipe without end' '' "tr '\\0' a </dev/zero | QUORATE_JAVA_OPTS=-Xmx64m \$quorate" has 'a line has at most' ends 1
sibling 'an answer timeout of a nanosecond' '' "\$quorate -c 'start bully 3 --sim answer=0.001us'" has '^answer= is at least' ends 1
