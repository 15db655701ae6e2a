import { describe, expect, it } from 'vitest';
import { hrefKeeping, keptFor } from '../../../../lib/client';

describe('links keep environment, range and comparison', () => {
  it('and their own query beside it', () => {
    expect(hrefKeeping('/projects/1/calls', '?env=production&range=24h&vs=prev', { status: '5xx' })).toBe(
      '/projects/1/calls?env=production&range=24h&vs=prev&status=5xx',
    );
    expect(hrefKeeping('/projects/1', '', {})).toBe('/projects/1');
  });

  it('with a fixed range of their own in place of the kept one', () => {
    const to = { from: '2026-11-24T12:00:00Z', to: '2026-11-24T13:00:00Z' };
    expect(new URL(hrefKeeping('/x', '?range=6h&env=staging', to), 'http://c').searchParams.toString()).toBe(
      'env=staging&from=2026-11-24T12%3A00%3A00Z&to=2026-11-24T13%3A00%3A00Z',
    );
  });

  it('with a relative range of their own in place of the kept fixed one', () => {
    const kept = '?env=staging&from=2026-11-24T12:00:00Z&to=2026-11-24T13:00:00Z';
    expect(hrefKeeping('/x', kept, { range: '90d' })).toBe('/x?env=staging&range=90d');
  });

  it('before the part of the page that they lead to', () => {
    expect(hrefKeeping('/incidents/3#matched-calls', '?range=1h', { outcome: 'all' })).toBe(
      '/incidents/3?range=1h&outcome=all#matched-calls',
    );
  });

  it('and leave an environment behind that the other project has not', () => {
    expect(keptFor('?env=staging&range=1h', ['production', 'staging'])).toBe('?env=staging&range=1h');
    expect(keptFor('?env=staging&range=1h', ['production'])).toBe('?range=1h');
    expect(keptFor('?env=staging', [])).toBe('');
  });
});
