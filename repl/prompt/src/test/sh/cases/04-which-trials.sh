# A figure about all trials is about all trials.

reported '4 two leaders in a trial that did not settle' 'two leaders, max 1826 ms; the CSV has 1919 ms' \
  "\$quorate -c 'compare bully --sim --trials 300 --scenario startup loss=70% limit=3s --csv two.csv'; cut -d, -f10 two.csv | sort -n | tail -1" \
  has 'times, messages and rounds are about the trials that settled; two leaders and' has 'bully: [0-9]+ trials? did not settle: no agreement that lasts within 3 s' ends 0
sibling '4 the table has what the CSV has' '' \
  "\$quorate -c 'compare bully --sim --trials 100 --scenario startup loss=75% limit=2s --csv all.csv' >table.txt; most=\$(cut -d, -f10 all.csv | tail -n +2 | sort -n | tail -1); grep -q \"two leaders, max *\$(printf %.0f \$most) ms\" table.txt && echo equal" \
  has '^equal$'
sibling '4 no best of a row that leaves trials out' '' \
  "\$quorate -c 'compare raft bully --sim --trials 50 --scenario startup loss=60% limit=1s'" \
  lacks 'ms \*' has 'did not settle'
sibling '4 a sweep says it as well' '' \
  "\$quorate -c 'sweep bully loss={0,75}% --sim --scenario startup --trials 50 limit=1s'" \
  has 'two leaders and' has 'loss=75%: [0-9]+ trials did not settle'
