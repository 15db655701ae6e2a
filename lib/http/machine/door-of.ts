import type { Door } from './http-metrics';
import { findNativeDoor } from './native-doors';

const API = /^\/api(\/|$)/;
const ASSET = /^\/_next\/|\.[a-z0-9]{2,5}$/;

/** What a path is for, as metrics and logs call it: as many names as there are doors, whatever is asked for. */
export function doorOf(path: string): Door {
  const native = findNativeDoor(path);
  if (native) return native.found.door;
  if (API.test(path)) return 'api';
  return ASSET.test(path) ? 'asset' : 'page';
}
