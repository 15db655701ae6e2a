import { getLoginEntities, loginEntitiesInput } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';

export const GET = route(loginEntitiesInput, (ctx, input) => getLoginEntities(ctx, input));
