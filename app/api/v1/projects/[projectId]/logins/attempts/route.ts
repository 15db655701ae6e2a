import { attemptsInput, getAttempts } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';

export const GET = route(attemptsInput, (ctx, input) => getAttempts(ctx, input));
