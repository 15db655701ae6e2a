import { looksLikeLogin } from '../../formats';
import type { EndpointInfo } from '../../shared';
import type { EndpointName } from '../../storage';
import { seenTimes } from '../measures/seen-times';
import type { WaitingTimes } from '../measures/seen-times';

export const suggestsLogin = ({ method, route, isLogin }: EndpointName): boolean =>
  !isLogin && looksLikeLogin(method, route);

/** What is known of an endpoint whatever the range. */
export function endpointInfo(name: EndpointName, waiting: WaitingTimes): EndpointInfo {
  const { id, method, route, isLogin } = name;
  return { id, method, route, isLogin, loginSuggested: suggestsLogin(name), ...seenTimes(name, 'endpoints', waiting) };
}
