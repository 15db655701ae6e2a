import type { IncomingMessage } from 'node:http';
import { createClient, type Client, type Effects } from '../client';
import { createNotices, warn } from '../log';
import type { Options } from '../options';
import { createCallerOf, type CallerOf } from './caller';

/** A running client and the options that decide what is read from a request. */
export interface Observer {
  client: Client;
  callerOf: CallerOf;
  consumerOf(request: IncomingMessage): unknown;
}

/** Undefined, after one line in the log, when the SDK has to stay off. Never throws. */
export function createObserver(options: Options, effects: Partial<Effects> = {}): Observer | undefined {
  const client = createClient(options, effects);
  if (client === undefined) return undefined;
  const { once } = createNotices(options.log ?? warn);
  return {
    client,
    callerOf: createCallerOf(options.trustedProxies, (text) => once(text, `trustedProxies: "${text}" is no address`)),
    consumerOf: (request) => options.consumer?.(request),
  };
}
