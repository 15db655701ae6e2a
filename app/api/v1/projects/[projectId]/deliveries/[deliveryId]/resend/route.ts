import { route } from '../../../../../../../../lib/http';
import { resendDelivery, resendDeliveryInput } from '../../../../../../../../lib/notify';

export const POST = route(resendDeliveryInput, (ctx, input) => resendDelivery(ctx, input));
