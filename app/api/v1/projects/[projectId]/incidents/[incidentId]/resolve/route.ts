import { route } from '../../../../../../../../lib/http';
import { changeIncidentInput, resolve } from '../../../../../../../../lib/incidents';

export const POST = route(changeIncidentInput, (ctx, input) => resolve(ctx, input));
