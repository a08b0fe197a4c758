# The first check comes before the work.

reported '35 twenty-six braces' 'nothing after 200 s' \
  "timeout 20 \$quorate -c \"sweep raft logs=\$(printf '{1,2}%.0s' \$(seq 26)) --sim\"" has '^these are more than 1000000 settings' ends 1
reported '35 on, six hundred deep' 'minutes, deaf to Ctrl-C' \
  "timeout 20 \$quorate -c \"start raft 1 --sim; \$(printf 'on raft %.0s' \$(seq 600)) status\"" has '^on names one cluster' ends 1
reported '35 a word of a megabyte' '8 s' \
  "head -c 1000000 /dev/zero | tr '\\0' a >w; timeout 20 \$quorate w" has 'at most 100,000 characters' ends 1
reported '35 half a million words' '50 s' "yes a | head -500000 | tr '\\n' ' ' >w; timeout 20 \$quorate w" has 'at most 100,000 characters' ends 1

sibling 'the longest line' '' "head -c 99999 /dev/zero | tr '\\0' a >w; timeout 20 \$quorate w" has "unknown command 'aaa" ends 1
sibling 'forty thousand words' '' "yes a | head -40000 | tr '\\n' ' ' >w; timeout 20 \$quorate w" has 'at most 2,000 words' ends 1
sibling 'braces in several words' '' "timeout 20 \$quorate -c \"sweep raft --sim \$(for k in a b c d e f; do printf '%s=%s ' \$k \$(printf '{1,2}%.0s' \$(seq 9)); done)\"" has 'more than 1000000 settings' ends 1
