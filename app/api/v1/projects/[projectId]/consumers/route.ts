import { consumersInput, getConsumers } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(consumersInput, (ctx, input) => getConsumers(ctx, input));
