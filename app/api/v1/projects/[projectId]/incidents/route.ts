import { route } from '../../../../../../lib/http';
import { listIncidents, listIncidentsInput } from '../../../../../../lib/incidents';

export const GET = route(listIncidentsInput, (ctx, input) => listIncidents(ctx, input));
