// What the stage says, in words.

/** The name of a node: members have numbers, a service, such as a lease manager, has its name. */
export function nodeName(id) {
  return isService(id) ? id : `n${id}`;
}

/** Whether a host is no member, and so cannot lead. */
export function isService(id) {
  return typeof id === 'string';
}

/** Members come before services. */
export function byId(a, b) {
  return isService(a) - isService(b) || (isService(a) ? a.localeCompare(b) : a - b);
}

/** A node as it stands in the page. */
export function nodeId(text) {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** What a node is: its role if it runs. */
export function lookOf(node) {
  return node.state === 'up' ? isService(node.id) ? 'service' : (node.role ?? '').toLowerCase() : node.state;
}

/** A node in one sentence, for those who do not see it. */
export function nodeWords(cluster, node) {
  const words = [nodeName(node.id), lookOf(node)];
  if (node.epoch !== null) words.push(`epoch ${node.epoch}`);
  if (node.leader !== null && node.leader !== node.id) words.push(`${isService(node.id) ? 'granted to' : 'follows'} n${node.leader}`);
  if (node.vote !== null) words.push(voteWords(cluster, node));
  if (node.clock_rate !== 1) words.push(clockWords(node));
  return words.join(', ');
}

/** How fast the clock of a node runs, if it is not true. */
export function clockWords(node) {
  return `clock ×${node.clock_rate}`;
}

/** A node's vote, by the name that its algorithm has for it. */
export function voteWords(cluster, node) {
  return `${cluster.vote} ${node.vote}`;
}

/** Below a node: its epoch, and whom it follows. In a narrow place the word epoch is left out. */
export function shortWords(node, narrow) {
  if (node.state === 'crashed') return 'crashed';
  const words = [];
  if (node.state === 'paused' && !narrow) words.push('paused');
  if (node.epoch !== null) words.push(narrow ? String(node.epoch) : `epoch ${node.epoch}`);
  if (node.leader !== null && node.leader !== node.id) words.push(`→ n${node.leader}`);
  if (node.clock_rate !== 1 && !narrow) words.push(`×${node.clock_rate}`);
  return words.join(' ');
}

/** Who leads a cluster. */
export function leaderWords(cluster) {
  const leaders = cluster.nodes.filter(it => it.state === 'up' && it.role === 'LEADER');
  if (!leaders.length) return 'no leader';
  if (leaders.length > 1) return 'leaders: ' + leaders.map(it => nodeName(it.id) + (it.epoch === null ? '' : ` (epoch ${it.epoch})`)).join(', ');
  return `leader ${nodeName(leaders[0].id)}` + (leaders[0].epoch === null ? '' : ` in epoch ${leaders[0].epoch}`);
}

export function facts(cluster) {
  return [
    `${cluster.time_ms.toFixed(3)} ms`,
    many(cluster.sent, 'message'),
    `${cluster.dropped} lost`,
    many(cluster.elections, 'election'),
  ].map(it => it.replaceAll(' ', '\u00a0')).join('\u00a0· '); // each fact stays on its line
}

export function many(count, what) {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What the session does now, if it does something. */
export function busyWords(command) {
  if (!command) return '';
  return /^watch\b/.test(command)
    ? `${command} has the screen of the prompt: commands of the page wait until a key ends it there, or Stop here`
    : `running: ${command}`;
}
