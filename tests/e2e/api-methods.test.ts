import { afterAll, beforeAll, expect, it } from 'vitest';
import { NATIVE_DOORS } from '../../lib/http/machine/native-doors';
import { findApiMethods } from '../../scripts/start/api-methods.mjs';
import { openInstance, type OpenInstance } from '../support/open-instance';

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'];

let instance: OpenInstance;
beforeAll(async () => {
  instance = await openInstance();
});
afterAll(() => instance.close());

/** A path that answers HEAD by itself names it. */
const headed = (verbs: string[]): string[] =>
  verbs.includes('HEAD') ? verbs : verbs.flatMap((verb) => (verb === 'GET' ? ['GET', 'HEAD'] : [verb]));

it('every path of the API answers a verb that it does not take with 405, Allow and a JSON error', async () => {
  const routes = Object.entries(findApiMethods()).map(([path, verbs]) => [path, headed(verbs)] as const);
  const native = NATIVE_DOORS.map(({ path, verbs }): [string, string[]] => [path, [...verbs]]);
  for (const [pattern, verbs] of [...routes, ...native]) {
    const path = pattern.replace(/\[[^\]]+\]/g, '1');
    const allow = [...verbs, 'OPTIONS'].join(', ');
    for (const method of VERBS.filter((verb) => !verbs.includes(verb))) {
      const answer = await fetch(instance.url + path, { method });
      const seen = [method, path, answer.status, answer.headers.get('allow')];
      expect(seen).toEqual([method, path, 405, allow]);
      if (method === 'HEAD') continue;
      expect(await answer.json()).toMatchObject({
        error: { code: 'method_not_allowed', requestId: answer.headers.get('x-request-id') },
      });
    }
    const options = await fetch(instance.url + path, { method: 'OPTIONS' });
    expect([path, options.status, options.headers.get('allow')]).toEqual([path, 204, allow]);
  }
});

it('HEAD answers as GET does, without a body; a path that there is not is 404 for every verb', async () => {
  for (const path of ['/healthz', '/api/v1/setup/status']) {
    const [head, get] = await Promise.all(['HEAD', 'GET'].map((method) => fetch(instance.url + path, { method })));
    expect([head?.status, head?.headers.get('content-type')]).toEqual([200, get?.headers.get('content-type')]);
    expect(await head?.text()).toBe('');
  }
  for (const path of ['/api', '/api?page=1', '/api/v1/nothing']) {
    for (const method of [...VERBS.filter((verb) => verb !== 'HEAD'), 'OPTIONS']) {
      const answer = await fetch(instance.url + path, { method });
      expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
    }
  }
});

it('a path that cannot be decoded is one that there is not: JSON from the API, a page elsewhere', async () => {
  for (const path of ['/api/v1/projects/1/consumers/%E0%A4%A', '/api/%', '/api/auth/%ff']) {
    const answer = await fetch(instance.url + path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
  }
  for (const path of [
    '/projects/1/consumers/%E0%A4%A',
    '/%',
    '/projects/1/consumers/%E0%A4%A?q=%E0',
    '/_next/static/%E0',
  ]) {
    const answer = await fetch(instance.url + path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain('There is no such page');
  }
});
