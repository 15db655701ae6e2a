import { foldPath } from '../../formats';
import type { Draft, EndpointSlot, Names } from '../pipeline/batch';
import { methodName } from './method';
import { PROBLEM, type Problem } from './problem';
import { TEXT } from './text';

/** Gives each distinct text a slot. */
class Slots {
  readonly texts: string[] = [];
  private readonly known = new Map<string, number>();

  slot(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.known.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

interface Target {
  /** Index into METHODS. */
  method: number;
  /** A template; null when the sender knows none. */
  route: string | null;
  path: string | null;
}

/** The names in a batch whose calls are told one by one, each once. */
export class CallNames {
  readonly consumers = new Slots();
  readonly userAgents = new Slots();
  private readonly endpoints: EndpointSlot[] = [];
  private readonly endpointSlots = new Map<string, number>();

  get names(): Names {
    return { endpoints: this.endpoints, consumers: this.consumers.texts, userAgents: this.userAgents.texts };
  }

  /** Sets method, endpoint and path of a draft. Without a route one is made of the path. */
  setEndpoint(draft: Draft, { method, route, path }: Target): Problem | null {
    draft.traits |= method;
    const shown = path === null ? null : path.replace(/[?#].*$/s, ''); // values of a query may be secrets
    const name = route ?? (shown === null ? null : foldPath(shown));
    if (name === null || !(route ?? shown ?? '').startsWith('/')) return PROBLEM.noRoute;
    if (name.length > TEXT.route.max) return TEXT.route.tooLong;
    draft.path = shown === name ? null : shown;
    draft.endpointSlot = this.slotOf({ method: methodName(method), route: name, declared: route !== null });
    return null;
  }

  private slotOf(endpoint: EndpointSlot): number {
    const name = `${endpoint.method} ${endpoint.route}`;
    const known = this.endpointSlots.get(name);
    const slot = known ?? this.endpoints.push(endpoint) - 1;
    this.endpointSlots.set(name, slot);
    const entry = this.endpoints[slot];
    if (entry && endpoint.declared) entry.declared = true;
    return slot;
  }
}
