# The formula is asked about the case that ran.

reported '26 a start of bully' 'theory 4; its own formula with f=0 gives 24' \
  "\$quorate -c 'start bully 5 --sim --seed 1; counts'; \$quorate -c 'start bully 5; counts'" \
  has '^  theory +24' lacks '^  theory +4$'
sibling '26 a start of three' '' "\$quorate -c 'start bully 3 --sim --seed 4; counts'" has '^  theory +8'
sibling '26 a start of seven' '' "\$quorate -c 'start bully 7 --sim --seed 4; counts'" has '^  theory +48'
sibling '26 restart all after crash all' '' \
  "\$quorate -c 'start bully 5 --sim --seed 2; crash all; restart all; counts'" has '^  theory +24'
sibling '26 nodes that stay down are down' '' \
  "\$quorate -c 'start raft 5 --sim --seed 2; crash leader; counts'" has '^  theory +7$' has 'as measured'
