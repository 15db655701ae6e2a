import { describeExport, exportCalls, exportCallsInput, type ExportHead } from '../../../../../../../lib/explorer';
import { route } from '../../../../../../../lib/http';

const headersOf = ({ contentType, fileName, calls, allCounted }: ExportHead) => ({
  'content-type': contentType,
  'content-disposition': `attachment; filename="${fileName}"`,
  'callwatch-calls': String(calls),
  'callwatch-calls-counted': allCounted ? 'all' : 'part',
});

// Next would answer HEAD by GET, and begin an export that nobody reads.
export const HEAD = route(
  exportCallsInput,
  async (ctx, input) => new Response(null, { headers: headersOf(await describeExport(ctx, input)) }),
);

export const GET = route(exportCallsInput, async (ctx, input, again) => {
  const { body, ...head } = await exportCalls(ctx, { input, again });
  return new Response(body, { headers: headersOf(head) });
});
