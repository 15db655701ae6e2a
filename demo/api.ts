/** The demo talks to Callwatch as any script would: by its API and a token. */
export interface DemoApi {
  /** What lies below the project; the project itself for ''. */
  get(path: string): Promise<unknown>;
  send(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

export function createApi({ url, token, projectId }: { url: string; token: string; projectId: number }): DemoApi {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${url}/api/v1/projects/${projectId}${path && `/${path}`}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
  return { get: (path) => call('GET', path), send: call };
}
