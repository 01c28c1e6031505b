import { readFileSync } from 'node:fs';

/** What `node --cpu-prof` writes, as far as it is read here; times in µs. */
type Profile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

const IDLE = 'idle';

/** Node's own JavaScript, the first that fits. */
const NODE_PARTS = [
  { modules: /^node:(internal\/)?(streams?|net|tls|_tls)/, part: 'Node: sockets and streams' },
  { modules: /^node:(internal\/)?fs/, part: 'Node: files' },
  { modules: /^/, part: 'Node: timers, promises, events, …' },
];

/** How long the main thread was in each room, in ms: a room of `src`, a package, a part of Node, … */
export function selfTimes(file: string): Map<string, number> {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const rooms = roomsOf(nodes);
  const times = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const room = rooms.get(id) ?? IDLE;
    // A delta is the time since the sample before.
    if (room !== IDLE) times.set(room, (times.get(room) ?? 0) + (timeDeltas[at + 1] ?? 0) / 1000);
  }
  return times;
}

function roomsOf(nodes: Profile['nodes']): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rooms = new Map<number, string>();
  const visit = (id: number, caller: string) => {
    const node = byId.get(id);
    if (!node) return;
    const room = roomOf(node.callFrame) ?? caller;
    rooms.set(id, room);
    for (const child of node.children ?? []) visit(child, room);
  };
  const [root] = nodes;
  if (root) visit(root.id, IDLE);
  return rooms;
}

/** Undefined for a native function, such as those of `node:sqlite`: it works for its caller. */
function roomOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string | undefined {
  if (functionName === '(idle)') return IDLE;
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)') return 'native code outside JavaScript';
  if (url.startsWith('node:')) return NODE_PARTS.find(({ modules }) => modules.test(url))?.part;
  const [, packageName] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (packageName) return packageName;
  const [, room] = /\/src\/([^/.]+)/.exec(url) ?? [];
  return room && `\`src/${room}\``;
}
