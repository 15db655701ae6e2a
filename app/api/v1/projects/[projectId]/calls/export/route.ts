import { exportCalls, exportCallsInput } from '../../../../../../../lib/explorer';
import { route } from '../../../../../../../lib/http';

export const GET = route(exportCallsInput, async (ctx, input, again) => {
  const { body, contentType, fileName, calls, allCounted } = await exportCalls(ctx, { input, again });
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'callwatch-calls': String(calls),
      'callwatch-calls-counted': allCounted ? 'all' : 'part',
    },
  });
});
