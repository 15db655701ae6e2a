import { route } from '../../../../../../../../lib/http';
import { acknowledge, changeIncidentInput } from '../../../../../../../../lib/incidents';

export const POST = route(changeIncidentInput, (ctx, input) => acknowledge(ctx, input));
