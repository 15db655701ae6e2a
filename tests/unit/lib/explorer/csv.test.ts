import { expect, test } from 'vitest';
import { csvHead, csvLine } from '../../../../lib/explorer/export/csv';
import { CALL_COLUMNS, type CallItem } from '../../../../lib/shared';

const call: CallItem = {
  id: '65536',
  environment: 'production',
  startedAt: null,
  finishedAt: '2026-11-24T12:00:00.000Z',
  method: 'GET',
  route: '/',
  endpointId: 2,
  path: '/',
  status: 200,
  durationMs: 1.5,
  caller: null,
  consumer: 'acme',
  userAgent: null,
  contentType: null,
  requestBytes: 0,
  responseBytes: 12,
  accountHash: null,
  loginOutcome: null,
  marks: ['otp', 'backfill'],
  traceId: null,
  errorClass: null,
};
const cellsOf = (change: Partial<CallItem>): string => csvLine({ ...call, ...change });

test('a line has a cell for each column of the head', () => {
  expect(csvHead()).toBe(`${CALL_COLUMNS.join(',')}\r\n`);
  expect(cellsOf({})).toBe(
    '2026-11-24T12:00:00.000Z,,production,GET,/,/,200,1.5,,acme,,,0,12,,,otp backfill,,,2,65536\r\n',
  );
});

test.each([
  ['=1+1', `,'=1+1,`],
  ['+1', `,'+1,`],
  ['-1', `,'-1,`],
  ['@SUM(A1)', `,'@SUM(A1),`],
  ['＝1+1', `,'＝1+1,`],
  ['＋1', `,'＋1,`],
  ['－1', `,'－1,`],
  ['＠SUM(A1)', `,'＠SUM(A1),`],
  ['\t=1', `,'\t=1,`],
  ['\n=1', `,"'\n=1",`],
  ['\r\n=1', `,"'\r\n=1",`],
  ['a,b', ',"a,b",'],
  ['say "hi"', ',"say ""hi""",'],
  ['="a",b', `,"'=""a"",b",`],
  ['two\nlines', ',"two\nlines",'],
  ['100 %', ',100 %,'],
])('the text %j is the cell %j', (consumer, cell) => {
  expect(cellsOf({ consumer })).toContain(cell);
});
