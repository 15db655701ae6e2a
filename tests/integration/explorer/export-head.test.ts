import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEAD } from '../../../app/api/v1/projects/[projectId]/calls/export/route';
import { found } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('the head alone of an export takes no place and stands in no activity log', async () => {
  const { apiToken: token, projectId } = await found(app.runtime, 'acme');
  const range = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
  const path = `/?${new URLSearchParams({ ...range, format: 'csv' }).toString()}`;
  for (let asked = 0; asked < 3; asked++) {
    const params = { projectId: String(projectId) };
    const { status, body, headers } = await send(HEAD, { method: 'HEAD', params, token, path });
    expect([status, body, headers.get('callwatch-calls-counted')]).toEqual([200, null, 'all']);
  }
  expect(await app.runtime.storage.prisma.activityLog.count({ where: { action: 'calls.exported' } })).toBe(0);
});
