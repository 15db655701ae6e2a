import { alertInput, getAlert } from '../../../../../../../lib/alerting';
import { route } from '../../../../../../../lib/http';

export const GET = route(alertInput, (ctx, input) => getAlert(ctx, input));
