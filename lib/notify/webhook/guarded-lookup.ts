import type { LookupFunction } from 'node:net';
import type { Cidr } from '../../shared';
import { mayConnect } from './address-rules';
import type { Resolve } from './resolve';

/** The target is in a network that webhooks may not reach. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';

  constructor() {
    super('the address is not public; CALLWATCH_OUTBOUND_ALLOW can allow it');
  }
}

/**
 * A `lookup` that hands on only addresses that may be connected to: what is checked is what is connected, so that a
 * name which resolves otherwise the second time gains nothing. Node asks for all addresses or for one.
 */
export function guardedLookup(resolve: Resolve, allow: readonly Cidr[]): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => mayConnect(address, allow));
        const [first] = allowed;
        if (!first) callback(new RefusedAddressError(), '');
        else if (options.all) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };
}
