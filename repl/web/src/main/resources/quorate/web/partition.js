// Which nodes a line parts from which.

import {byId} from './words.js';

/**
 * The nodes on one side of a line through two points: those of the smaller side, or of the first
 * node's other side where both are the same; none if all are on one side.
 */
export function sides(nodes, a, b) {
  const side = it => (b.x - a.x) * (it.y - a.y) - (b.y - a.y) * (it.x - a.x) >= 0;
  const [one, other] = [nodes.filter(side), nodes.filter(it => !side(it))];
  const smaller = one.length < other.length || one.length === other.length && one[0]?.id < other[0]?.id ? one : other;
  return smaller.map(it => it.id);
}

/** The command that parts some nodes from the others; null if there are none, or no others. */
export function partition(group, of) {
  return group.length && group.length < of ? `partition ${[...group].sort(byId).join(',')}` : null;
}

/** What lets election timers expire at the same moment; null if there are no two such timers. */
export function align(cluster) {
  const having = new Map();
  for (const node of cluster.nodes) {
    for (const timer of node.state === 'up' ? node.timers : []) {
      if (!timer.heartbeat) having.set(timer.name, [...(having.get(timer.name) ?? []), node.id]);
    }
  }
  if (having.get('ELECTION')?.length > 1) return 'align';
  const [name, nodes] = [...having].find(([, its]) => its.length > 1) ?? [];
  return name ? `align ${nodes.join(',')} ${name}` : null;
}
