import { ApiError, decodeError } from './api-error';

type Value = string | number | boolean | null | undefined;
type Query = Readonly<Record<string, Value | readonly string[]>>;

/** GET of an own API path. Empty values are left out of the query. Throws `ApiError`. */
export function getJson<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return exchange<Answer>(withQuery(path, query), signal ? { signal } : {});
}

/** POST, PATCH or DELETE with a JSON body. Throws `ApiError`; `fields` in its details belong at the form's fields. */
export function sendJson<Answer>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
  const payload =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return exchange<Answer>(path, { method, ...payload });
}

async function exchange<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('unavailable', 'The server cannot be reached.', { requestId: null });
  });
  if (!response.ok) throw await decodeError(response);
  const answer = response.status === 204 ? null : await response.json();
  return answer;
}

/** A path with its query, a list as one parameter each; null, undefined and empty values are left out. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
