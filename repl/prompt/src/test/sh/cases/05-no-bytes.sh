# Where nothing goes over a wire there are no bytes to count, and not zero bytes.

reported '5 bytes in virtual time' 'bytes 0' \
  "\$quorate -c 'start raft 3 --sim --seed 1; counts'" \
  has '^bytes +-$' lacks '^bytes +0' ends 0

sibling 'bytes in virtual time as JSON' '"bytes":0' \
  "\$quorate --json -c 'start raft 3 --sim --seed 1; counts'" \
  has '"bytes":null' lacks '"bytes":0' ends 0

sibling 'bytes over TCP' 'a number' \
  "\$quorate --json -c 'start raft 3'" \
  has '"bytes":[1-9]' ends 0

sibling 'both worlds side by side' 'a number and 0' \
  "\$quorate -c 'start bully 3; start bully 3 --sim --seed 1 --name virtual; counts'" \
  has '^bytes +[1-9][0-9,]* +-$' ends 0
