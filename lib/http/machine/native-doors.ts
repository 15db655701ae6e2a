import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from './http-metrics';

interface NativeDoor {
  /** As the folders of app/api are called. */
  path: string;
  verbs: readonly string[];
  /** As metrics and logs call it. */
  door: Door;
  /** The role of the processes that answer it; all of them where there is none. */
  role?: 'web' | 'ingest';
}

const READING = ['GET', 'HEAD'];

/** Everything that the server answers itself, without Next: what does not stand here, it does not answer. */
export const NATIVE_DOORS = [
  { path: '/healthz', verbs: READING, door: 'health' },
  { path: '/readyz', verbs: READING, door: 'health' },
  { path: '/metrics', verbs: READING, door: 'metrics' },
  { path: '/api/v1/calls', verbs: ['POST'], door: 'calls', role: 'ingest' },
  { path: '/api/otlp/v1/traces', verbs: ['POST'], door: 'traces', role: 'ingest' },
  { path: '/api/v1/sdk/config', verbs: READING, door: 'config', role: 'ingest' },
  { path: '/api/v1/projects/[projectId]/live', verbs: ['GET'], door: 'live', role: 'web' }, // a stream has no head alone
  { path: '/api/v1/projects/[projectId]/live/calls', verbs: ['GET'], door: 'live', role: 'web' },
] as const satisfies readonly NativeDoor[];

type NativePath = (typeof NATIVE_DOORS)[number]['path'];
/** `projectId` is what stands in the path for it, empty where nothing does. */
type NativeHandler = (req: IncomingMessage, res: ServerResponse, projectId: string) => Promise<void> | void;
export type NativeHandlers = Readonly<Record<NativePath, NativeHandler>>;

const OF_PROJECT = '[projectId]';
const fixed = new Map<string, (typeof NATIVE_DOORS)[number]>(
  NATIVE_DOORS.filter(({ path }) => !path.includes(OF_PROJECT)).map((door) => [door.path, door]),
);
const ofProjects = NATIVE_DOORS.filter(({ path }) => path.includes(OF_PROJECT)).map((found) => ({
  found,
  pattern: new RegExp(`^${found.path.replace(OF_PROJECT, '(\\d+)')}$`),
}));

/** The door that a path leads to, whatever the roles of the process. */
export function findNativeDoor(path: string) {
  const known = fixed.get(path);
  if (known) return { found: known, projectId: '' };
  for (const { found, pattern } of ofProjects) {
    const projectId = pattern.exec(path)?.[1];
    if (projectId !== undefined) return { found, projectId };
  }
  return undefined;
}

/** Finds verbs and handler of a path in a process of these roles. */
export function openNativeDoors(handlers: NativeHandlers, roles: ReadonlySet<string>) {
  return (path: string) => {
    const way = findNativeDoor(path);
    if (!way) return undefined;
    const { found, projectId } = way;
    if ('role' in found && !roles.has(found.role)) return undefined;
    const handle = (req: IncomingMessage, res: ServerResponse) => handlers[found.path](req, res, projectId);
    return { verbs: found.verbs, handle };
  };
}
