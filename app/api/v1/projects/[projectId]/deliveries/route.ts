import { route } from '../../../../../../lib/http';
import { listDeliveries, listDeliveriesInput } from '../../../../../../lib/notify';

export const GET = route(listDeliveriesInput, (ctx, input) => listDeliveries(ctx, input));
