import { listAlerts, listAlertsInput } from '../../../../../../lib/alerting';
import { route } from '../../../../../../lib/http';

export const GET = route(listAlertsInput, (ctx, input) => listAlerts(ctx, input));
