# Output destroys nothing, goes where it is asked to, and is missed when nobody gets it.

reported '15 rows into standard output' 'what notes.txt held is gone, and the report too' \
  "echo kept >notes.txt; \$quorate -c 'compare raft --sim --trials 2 --csv /dev/stdout' >>notes.txt; cat notes.txt" \
  has '^kept$' has '^raft,2,' has '^again: ' ends 0
reported '15 rows into -' 'a file called -' \
  "mkdir d && cd d && \$quorate -c 'compare raft --sim --trials 2 --csv -' 2>report | grep -c ^raft,; ls" \
  has '^2$' has '^report$' lacks '^-$' ends 0
reported '33 output that nobody gets' 'status 0' \
  "\$quorate --json -c 'start raft 3 --sim' >/dev/full" has '^standard output cannot be written: ' ends 1
reported '33 a reader that leaves' 'it does not end' \
  "yes help | \$quorate | head -1; echo over" has '^over$' lacks Exception lacks 'cannot be written' ends 0
reported '40 an argument that begins with @' "the file's words are read as arguments" \
  "echo '-c help' >args; \$quorate @args" has 'there is no script @args' ends 1

sibling 'a descriptor, a link to one, one that is only read' 'replaced, or a jar is written to' \
  "echo kept >n; ln -s /dev/fd/3 l; \$quorate --keep-going -c 'compare raft --sim --trials 1 --csv /dev/fd/3; compare raft --sim --trials 1 --csv l; compare raft --sim --trials 1 --csv /dev/fd/0' 3>>n; grep -c . n" \
  has "cannot write '/dev/fd/0'" has '^5$'
sibling 'rows and JSON' 'both on standard output' \
  "\$quorate --json -c 'compare raft --sim --trials 1 --csv -'" has 'cannot share standard output' ends 1
sibling 'a pipe with a name, a device, a folder' 'it waits, or they are replaced' \
  "mkfifo p; \$quorate --keep-going -c 'compare raft --sim --csv p; compare raft --sim --csv /dev/full; compare raft --sim --csv .'; test -p p && echo still" \
  has "write 'p': it is not a file" has "'/dev/full': it is not" has '^still$' ends 0
sibling 'version, help and rows on a full disk' 'status 0' \
  "\$quorate --version >/dev/full || \$quorate --help >/dev/full || \$quorate -c 'compare raft --sim --trials 9 --csv -' 2>/dev/null >/dev/full || echo all" \
  has '^all$' has 'standard output cannot be written' ends 0
sibling 'closed input, errors and output' 'a jar is read as a script; status 0' \
  "\$quorate <&-; echo in \$?; \$quorate -c nothing 2>&-; echo err \$?; \$quorate -c help >&-; echo out \$?" \
  has '^in 0$' has '^err 1$' has '^out 1$' has 'standard output is closed' lacks unknown
