import { looksLikeLogin } from '../../formats';
import type { EndpointInfo } from '../../shared';
import type { EndpointName } from '../../storage';
import { seenTimes } from '../measures/seen-times';
import type { WaitingTimes } from '../measures/seen-times';

export const suggestsLogin = ({ method, route, isLogin }: EndpointName): boolean =>
  !isLogin && looksLikeLogin(method, route);

/** What is known of an endpoint whatever the range. */
export function endpointInfo(name: EndpointName, waiting: WaitingTimes): EndpointInfo {
  const { id, method, route, template, isLogin } = name;
  const ignoredAt = name.ignoredAt?.toISOString() ?? null;
  const marks = { isLogin, loginSuggested: suggestsLogin(name), ignoredAt };
  return { id, method, route, template, ...marks, ...seenTimes(name, 'endpoints', waiting) };
}
