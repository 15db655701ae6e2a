import { backtest, backtestInput } from '../../../../../../../lib/alerting';
import { route } from '../../../../../../../lib/http';

export const POST = route(backtestInput, (ctx, input) => backtest(ctx, input));
