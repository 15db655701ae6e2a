import type { CallPattern } from '../../../lib/shared';
import { shownPath } from '../../../lib/shared';

/** "GET /health*, user agent has kube-probe, caller in 10.0.0.0/8". */
export function patternWords({ method, path, userAgent, network }: CallPattern): string {
  const route = [method, path === null ? null : shownPath(path)].filter((part) => part !== null).join(' ');
  return [
    route,
    userAgent === null ? '' : `user agent has ${userAgent}`,
    network === null ? '' : `caller in ${network.replace(/(?<=\.\d+)\/32$|\/128$/, '')}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
