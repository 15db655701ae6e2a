import { route } from '../../../../../../../lib/http';
import { getIncident, incidentInput } from '../../../../../../../lib/incidents';

export const GET = route(incidentInput, (ctx, input) => getIncident(ctx, input));
