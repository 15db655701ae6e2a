import { getRuntime, route } from '../../../../../../lib/http';
import { eraseInput, erasuresInput, listProjectErasures, requestErasure } from '../../../../../../lib/projects';

export const GET = route(erasuresInput, (ctx, input) => listProjectErasures(ctx, input));
export const POST = route(eraseInput, (ctx, input) => requestErasure(ctx, input, getRuntime().env));
