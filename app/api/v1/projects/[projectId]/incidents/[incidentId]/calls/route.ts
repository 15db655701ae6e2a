import { route } from '../../../../../../../../lib/http';
import { incidentCallsInput, listIncidentCalls } from '../../../../../../../../lib/incidents';

export const GET = route(incidentCallsInput, (ctx, input) => listIncidentCalls(ctx, input));
