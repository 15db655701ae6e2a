import { route } from '../../../../../../lib/http';
import { getQuotas, quotasInput, setQuotas, setQuotasInput } from '../../../../../../lib/projects';

export const GET = route(quotasInput, (ctx, input) => getQuotas(ctx, input));
export const PATCH = route(setQuotasInput, (ctx, input) => setQuotas(ctx, input));
