import { describe, expect, it } from 'vitest';
import { describeThrown } from '../../../../lib/http/machine/create-log';
import { doorOf } from '../../../../lib/http/machine/door-of';
import { loggedPath } from '../../../../lib/http/machine/follow-request';
import { scrub } from '../../../../lib/http/machine/scrub';
import { makeApiToken, makeIngestKey, makeOneTime } from '../../../../lib/storage';

describe('a line of the log', () => {
  it.each([
    ['an ingest key', makeIngestKey('production')],
    ['an API token', makeApiToken()],
    ['a header', 'Authorization: Bearer abc.def-ghi'],
    ['a password of an address', 'postgresql://app:hunter2@db/x'],
    ['all of a password with an @', 'postgresql://app:p@ss@hunter2@db/x'],
    ['a password with a slash', 'redis://app:p/hunter2@db/x'],
    ['a field of JSON', '{"password":"a\\"hunter2","smtpPassword": "hunter2"}'],
    ['a token of a link', 'https://a.test/setup?token=hunter2&x=1'],
    ['a secret of a webhook', 'whsec_aGVsbG8gd29ybGQ='],
  ])('loses %s', (_, secret) => {
    const line = scrub(JSON.stringify({ msg: `said ${secret}` }));
    expect(() => JSON.parse(line)).not.toThrow();
    expect(line).not.toMatch(/hunter2|abc\.def|aGVs/);
    expect(line).not.toContain(secret.slice(-12));
  });

  it('loses a secret in a field of its own, and only that', () => {
    const line = scrub(JSON.stringify({ smtpPassword: 'a"hunter2\\', accessToken: 'hunter2', msg: 'said', tokens: 3 }));
    expect(JSON.parse(line)).toEqual({ smtpPassword: '…', accessToken: '…', msg: 'said', tokens: 3 });
    const quoted = scrub(JSON.stringify({ msg: JSON.stringify({ secret: 'a"hunter2\\', next: 'kept' }) }));
    expect(JSON.parse(quoted)).toEqual({ msg: '{"secret":"…","next":"kept"}' });
  });

  it('keeps everything else', () => {
    const line = JSON.stringify({
      requestId: '0b0f6a1e-8d5a-4f0c-9a55-0d1f6a1e8d5a',
      path: '/api/v1/projects/7/calls',
    });
    expect(scrub(line)).toBe(line);
  });
});

describe('an error in the log', () => {
  it('is name, message, code and stack, without what drivers add', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'u',
      detail: 'Key (email)=(a@b)',
      where: 'COPY',
    });
    const told = describeThrown(error);
    expect(told).toMatchObject({ type: 'Error', message: 'duplicate key', code: '23505', constraint: 'u' });
    expect(JSON.stringify(told)).not.toMatch(/a@b|COPY/);
  });

  it('does not repeat what was sent when the message quotes it, nor in its cause', () => {
    const parse = (): unknown => JSON.parse('{"password": hunter2}');
    const caught = [parse].map((run) => {
      try {
        return run();
      } catch (error) {
        return error;
      }
    });
    const outer = new Error('outer', { cause: caught[0] });
    expect(JSON.stringify(describeThrown(outer))).not.toContain('hunter2');
    const text = Object.assign(new Error('invalid input syntax for type integer: "hunter2"'), { code: '22P02' });
    expect(JSON.stringify(describeThrown(text))).not.toContain('hunter2');
  });
});

it('a path is logged without its query and without what is as long as a key', () => {
  expect(loggedPath('/reset-password?token=hunter2')).toBe('/reset-password');
  const { token } = makeOneTime();
  expect(loggedPath(`/invitation/${token}/x`)).toBe('/invitation/…/x');
  const id = '/api/v1/organizations/0b0f6a1e-8d5a-4f0c-9a55-0d1f6a1e8d5a/members';
  expect(loggedPath(id)).toBe(id);
});

it.each([
  ['/api/v1/calls', 'calls'],
  ['/api/v1/projects/7/live', 'live'],
  ['/api/v1/projects/7/calls', 'api'],
  ['/_next/static/chunks/a.js', 'asset'],
  ['/projects/7', 'page'],
  ['/wp-login.php', 'asset'],
])('%s goes through the door %s', (path, door) => {
  expect(doorOf(path)).toBe(door);
});
