import type { Door } from './http-metrics';

const MACHINE: ReadonlyMap<string, Door> = new Map([
  ['/api/v1/calls', 'calls'],
  ['/api/otlp/v1/traces', 'traces'],
  ['/api/v1/sdk/config', 'config'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/metrics', 'metrics'],
]);
const LIVE = /^\/api\/v1\/projects\/\d+\/live$/;
const API = /^\/api(\/|$)/;
const ASSET = /^\/_next\/|\.[a-z0-9]{2,5}$/;

/** What a path is for, as metrics and logs call it: as many names as there are doors, whatever is asked for. */
export function doorOf(path: string): Door {
  const machine = MACHINE.get(path);
  if (machine) return machine;
  if (LIVE.test(path)) return 'live';
  if (API.test(path)) return 'api';
  return ASSET.test(path) ? 'asset' : 'page';
}
