import { readAddress } from '../address';
import { NAMES, type Attributes } from './server-span';

const LONGEST = 16_384;
const PORT = /:\d{1,5}$/;
const BRACKETED = /^\[([^\]]*)\](?::\d{1,5})?$/;
const SOCKET = /^(?:unix:|[/@]|$)/;

/** `192.0.2.7:5511` or `[2001:db8::7]:443` without the port. */
function withoutPort(host: string): string {
  const bracketed = BRACKETED.exec(host)?.[1];
  if (bracketed !== undefined) return bracketed;
  return host.indexOf(':') === host.lastIndexOf(':') ? host.replace(PORT, '') : host;
}

/** Of a list of proxies the last one, as in access logs: the others are what the client says of itself. */
const lastOf = (hosts: string): string => hosts.slice(hosts.lastIndexOf(',') + 1).trim();

/**
 * The caller by the first name that a span has. One that cannot be read leaves it open: the peer behind it may be a proxy,
 * which all attacks would then be laid at the door of. A socket is nobody's name.
 */
export function callerOf(attributes: Attributes): string | null {
  for (const name of NAMES.caller) {
    const value = attributes.get(name);
    if (typeof value !== 'string' || SOCKET.test(value)) continue;
    return value.length > LONGEST ? null : readAddress(withoutPort(lastOf(value)));
  }
  return null;
}
