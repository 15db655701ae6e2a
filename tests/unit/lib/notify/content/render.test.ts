import { describe, expect, it } from 'vitest';
import { mailContent } from '../../../../../lib/notify/content/mail-content';
import { renderHtml } from '../../../../../lib/notify/content/render-html';
import { renderText } from '../../../../../lib/notify/content/render-text';
import { webhookBody } from '../../../../../lib/notify/webhook/body';
import type { IncidentPayload } from '../../../../../lib/shared';

const payload: IncidentPayload = {
  type: 'incident',
  kind: 'raised_to_critical',
  reopened: false,
  at: '2026-11-24T13:05:10.000Z',
  project: { id: 4, name: 'shop-api' },
  rule: { id: 'r', name: 'Attacks' },
  incident: {
    id: 318,
    title: '214 callers tried stolen passwords on POST /login and got into 23 accounts',
    summary: '8,120 failed logins on 7,904 accounts; <script>alert(1)</script> got in.',
    severity: 'critical',
    detector: 'stuffing-ip',
    environment: 'production',
    openedAt: '2026-11-24T12:58:00.000Z',
    figures: { failures: 8_120, successes: 23, accountsTried: 7_904, accountsEntered: 23, callers: 214 },
    entities: {
      callers: ['198.51.100.7', '"><img src=https://evil.example/x>'],
      accounts: ['7f3a9c0011223344'],
      endpoints: ['POST /login'],
    },
    entityCounts: { callers: 214, accounts: 7_904, endpoints: 1 },
  },
};
const content = mailContent(payload, 'https://watch.example');
const html = renderHtml(content);
const text = renderText(content);

describe('the mail of an incident', () => {
  it.each([
    'Critical · incident #318 raised to critical',
    '214 callers tried stolen passwords',
    '24 Nov 2026, 13:05:10 UTC',
    '24 Nov 2026, 12:58:00 UTC',
    '8,120',
    '198.51.100.7',
    'acct_7f3a…',
    'POST /login',
    'and 212 more',
    'https://watch.example/projects/4/incidents/318',
    'You get this because',
  ])('says %s, in HTML and in text', (part) => {
    expect(html).toContain(part);
    expect(text).toContain(part);
  });

  it('says that an incident was reopened', () => {
    const again = mailContent({ ...payload, kind: 'opened', reopened: true }, 'https://watch.example');
    expect(renderText(again)).toContain('Critical · incident #318 reopened');
    expect(again.facts).toContainEqual({ label: 'Reopened', value: '24 Nov 2026, 13:05:10 UTC' });
  });

  it('a webhook has `reopened` in its data then, and only then', () => {
    const dataOf = (reopened: boolean): unknown =>
      JSON.parse(webhookBody({ ...payload, kind: 'opened', reopened }, 'https://watch.example') ?? '');
    expect(dataOf(true)).toMatchObject({ type: 'incident.opened', data: { reopened: true } });
    expect(dataOf(false)).not.toHaveProperty('data.reopened');
  });

  it('shows what a caller sent as text, and loads nothing', () => {
    expect(html).not.toMatch(/<(script|img|link|iframe|object|style)|url\(/);
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://watch.example/projects/4/incidents/318"']);
  });
});
