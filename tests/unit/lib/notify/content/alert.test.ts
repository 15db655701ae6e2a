import { describe, expect, it, test } from 'vitest';
import { alertPayload, alertSubject } from '../../../../../lib/alerting/metric/alert-payload';
import type { AlertNotice, TrackedAlert } from '../../../../../lib/alerting/metric/alert-track';
import { mailContent } from '../../../../../lib/notify/content/mail-content';
import { renderHtml } from '../../../../../lib/notify/content/render-html';
import { renderText } from '../../../../../lib/notify/content/render-text';
import { readPayload } from '../../../../../lib/notify/payload';
import { webhookBody } from '../../../../../lib/notify/webhook/body';
import { nameFromSentence, ruleSentence } from '../../../../../lib/shared';
import type { AlertPayload } from '../../../../../lib/shared';

const URL = 'https://watch.example';
const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);

const alert: TrackedAlert = {
  id: 3,
  state: 'firing',
  startedAtMs: at('13:00:00'),
  firedAtMs: at('13:05:00'),
  resolvedAtMs: null,
  value: 0.0841,
  peakValue: 0.21,
  environment: null,
  late: false,
  eventNo: 1,
  toldAtMs: at('13:05:00'),
};

const DEFINITION = {
  measure: 'server_error_ratio',
  filters: { endpoint: 7, environment: 'production' },
  windowSeconds: 300,
  condition: { above: 0.05 },
  forSeconds: 300,
  keepFiringForSeconds: 0,
  missing: 'ok',
  minCalls: 20,
} as const;

interface About {
  endpoint?: string;
  why?: string | null;
}

function payloadOf(
  notice: Partial<AlertNotice>,
  name = 'Server errors',
  { endpoint = 'GET /orders', why = null }: About = {},
): AlertPayload {
  const source = {
    project: { id: 4, name: 'shop-api' },
    rule: {
      id: 'r',
      name,
      severity: 'high',
      definition: DEFINITION,
    },
    alertId: 3,
    endpoint,
    why,
  } as const;
  return alertPayload({ kind: 'fired', atMs: at('13:05:00'), alert, eventNo: 1, ...notice }, source);
}

describe('the mail of an alert', () => {
  const content = mailContent(payloadOf({}), URL);
  it.each([
    'High · alert #3 fired',
    'Server errors',
    'Server error ratio above 5 % over 5 min on GET /orders in production',
    'Server error ratio was 8.41 %, 21 % at its worst. It began at 13:00 UTC.',
    '24 Nov 2026, 13:05:00 UTC',
    'shop-api, production',
    `${URL}/projects/4/alerts?alert=3`,
    'You get this because',
  ])('says %s, in HTML and in text', (part) => {
    expect(renderHtml(content)).toContain(part);
    expect(renderText(content)).toContain(part);
  });

  it('shows a name with markup as text', () => {
    const html = renderHtml(mailContent(payloadOf({}, '<img src=x>'), URL));
    expect(html).not.toMatch(/<(script|img|link|iframe|object|style)|url\(/);
  });

  it.each([
    ['still_firing', null, 'It has been firing since 13:05 UTC.'],
    ['no_data', null, 'There has been no server error ratio to judge in the last two windows, up to 13:09 UTC.'],
    ['resolved', null, 'Since 13:09 UTC it is no longer above 5 %. At its worst it was 21 %.'],
    ['resolved', 'the rule was deleted', 'Ended at 13:09 UTC: the rule was deleted.'],
  ] as const)('%s (%s) says what happened', (kind, why, part) => {
    const payload = payloadOf({ kind, atMs: at('13:09:00') }, 'Server errors', { why });
    expect(renderText(mailContent(payload, URL))).toContain(part);
  });

  it('says that the calls came late', () => {
    const late = payloadOf({ alert: { ...alert, late: true } });
    expect(renderText(mailContent(late, URL))).toContain('The calls came late');
  });
});

const SENTENCE = 'Server error ratio above 5 % over 5 min on GET /orders in production';

test.each([
  ['its sentence', 'GET /orders'],
  ['its sentence, cut where names end', `GET /orders/${'long'.repeat(10)}`],
])('what a rule named after %s watches is said once, in subject and body', (_, endpoint) => {
  const sentence = ruleSentence(DEFINITION, { endpoint });
  const payload = payloadOf({}, nameFromSentence(sentence), { endpoint });
  expect(alertSubject(payload)).toBe(`[shop-api] High alert #3 fired: ${sentence}`);
  const text = renderText(mailContent(payload, URL));
  expect(text).toContain(sentence);
  expect(text.split('above 5 %')).toHaveLength(2);
});

test('a rule with a name of its own is told by it, and what it watches once', () => {
  const text = renderText(mailContent(payloadOf({}), URL));
  expect(text.split('above 5 %')).toHaveLength(2);
  expect(text).toContain(`Server errors\n\n${SENTENCE}.`);
});

test('a subject is one line, whatever the name of the rule', () => {
  expect(alertSubject(payloadOf({}))).toBe(
    '[shop-api] High alert #3 fired: Server errors: Server error ratio above 5 % over 5 min on GET /orders in production',
  );
  expect(alertSubject(payloadOf({ kind: 'resolved' }, 'a\r\nBcc: x@example.com'))).toMatch(
    /^\[shop-api\] Alert #3 resolved: a Bcc: x@example\.com: [^\r\n]+$/,
  );
});

test('a webhook gets the alert with its rule and its page, below 20 KB', () => {
  const body = webhookBody(payloadOf({}, 'n'.repeat(80)), URL) ?? '';
  expect(body.length).toBeLessThan(20_000);
  expect(JSON.parse(body)).toMatchObject({
    type: 'alert.fired',
    timestamp: '2026-11-24T13:05:00.000Z',
    data: {
      project: { id: 4 },
      rule: { id: 'r' },
      alert: {
        id: 3,
        state: 'firing',
        severity: 'high',
        value: 0.0841,
        peakValue: 0.21,
        resolvedAt: null,
        definition: { measure: 'server_error_ratio', condition: { above: 0.05 } },
        url: `${URL}/projects/4/alerts?alert=3`,
      },
    },
  });
});

test('a stored message about an alert is read back as it was written', () => {
  const payload = payloadOf({});
  expect(readPayload(structuredClone(payload))).toEqual(payload);
});
