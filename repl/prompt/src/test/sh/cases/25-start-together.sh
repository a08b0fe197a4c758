# What a node says in its first moment finds the others, as over TCP.

reported '25 the first moment of a cluster of five' '14 sent, 4 delivered, the rest connection lost' \
  "\$quorate -c 'start bully 5 --sim; wait 400ms; counts'" \
  has '^all election +24 / 24' lacks 'connection lost' ends 0

sibling 'three and seven nodes' '5 / 2 and 27 / 6' \
  "\$quorate -c 'start bully 3 --sim --name three; start bully 7 --sim --name seven; wait 400ms; counts'" \
  has '^all election +8 / 8 +48 / 48' ends 0

sibling 'all come back' 'connection lost' \
  "\$quorate -c 'start bully 5 --sim; crash all; counts --reset; restart all; wait 400ms; counts'" \
  has '^all election +24 / 24' lacks 'connection lost' ends 0

sibling 'some come back together' 'connection lost' \
  "\$quorate -c 'start bully 5 --sim; crash all; counts --reset; restart 2,3; wait 400ms; counts'" \
  lacks 'connection lost' ends 0

sibling 'highest-of-majority' 'connection lost' \
  "\$quorate -c 'start highest-of-majority 5 --sim; crash all; counts --reset; restart all; wait 400ms; counts'" \
  lacks 'connection lost' ends 0

sibling 'over TCP, as it always was' '24 / 24' \
  "\$quorate -c 'start bully 5 answer=1s election=2..3s; counts'" \
  has '^all election +24 / 24' ends 0
