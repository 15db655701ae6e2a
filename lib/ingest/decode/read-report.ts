import { LIMITS } from '../limits';
import type { IngestKey } from '../guard/keys';
import type { SdkReport } from '../../storage';
import { isObject, undecodable, type JsonObject } from './json';

const UNFIT = /[\0\p{Surrogate}]/u;
const MAX_ROUTES = 2_000;
const MAX_REASONS = 32;

function textAt(batch: JsonObject, name: string, max: number): string {
  const value = batch[name];
  if (typeof value === 'string' && value.length > 0 && value.length <= max && !UNFIT.test(value)) return value;
  throw undecodable(`${name} must be a text of 1 to ${max} characters`);
}

function readDropped(value: unknown): Map<string, number> {
  if (value === undefined || value === null) return new Map();
  if (!isObject(value)) throw undecodable('dropped must be an object of counts by reason');
  const entries = Object.entries(value);
  const counts = new Map<string, number>();
  for (const [reason, count] of entries.slice(0, MAX_REASONS)) {
    const fits = reason.length <= 64 && !UNFIT.test(reason) && Number.isSafeInteger(count);
    if (!fits || typeof count !== 'number' || count < 0)
      throw undecodable('dropped must be an object of counts by reason');
    if (count > 0) counts.set(reason, count);
  }
  return counts;
}

function readRoutes(value: unknown): string[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw undecodable('routes must be a list of texts');
  const fit = (route: unknown): route is string =>
    typeof route === 'string' && route.length <= 530 && !UNFIT.test(route);
  const routes = value.slice(0, MAX_ROUTES).filter(fit);
  let length = 0;
  const beyond = routes.findIndex((route) => (length += route.length) > LIMITS.routesLength);
  return beyond < 0 ? routes : routes.slice(0, beyond);
}

/** What a columnar batch says about its sender. Throws a refusal of the whole batch. */
export function readReport(batch: JsonObject, { projectId, environmentId }: IngestKey): SdkReport {
  const hasVersion = batch.version !== undefined && batch.version !== null;
  return {
    projectId,
    environmentId,
    instance: textAt(batch, 'instance', 64),
    sdk: textAt(batch, 'sdk', 64),
    version: hasVersion ? textAt(batch, 'version', 128) : null,
    dropped: readDropped(batch.dropped),
    routes: readRoutes(batch.routes),
  };
}
