import { getIngestGaps, ingestGapsInput } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(ingestGapsInput, (ctx, input) => getIngestGaps(ctx, input));
