import { acknowledgeAlert, alertInput } from '../../../../../../../../lib/alerting';
import { route } from '../../../../../../../../lib/http';

export const POST = route(alertInput, (ctx, input) => acknowledgeAlert(ctx, input));
