# The logs of the published experiments are those of their sources.

reported '28 random logs of availsim' 'means of 483, 538 and 682 where 493, 550 and 715 are published' \
  "\$quorate -c 'experiment availsim --trials 1000' | awk '/^random/ { ours = \$5 } /published/ && ours { print \"off by\", int(100 * (ours / \$2 - 1)) \"%\" ; ours = 0 }'" \
  has '^off by -?[0-3]%$' lacks 'off by -?([4-9]|[0-9][0-9])%' ends 0

sibling 'the logs of availsim' 'one of them empty, and so a term behind' \
  "\$quorate --json -c 'experiment availsim --trials 2'" \
  has 'logs=1,2,3,4,5:shuffled' lacks 'logs=0' ends 0

sibling 'the logs of Figure 16' 'two pairs of equal ones' \
  "\$quorate --json -c 'experiment raft-figure-16 --trials 2'" \
  has 'logs=5,4,3,2,1' lacks 'logs=5,5' ends 0

sibling 'the published means' 'none beside random logs' \
  "\$quorate --json -c 'experiment availsim --trials 2'" \
  has '"published":.."?mean"?:492\.6|"mean":492\.6' has '"mean":714\.6' ends 0
