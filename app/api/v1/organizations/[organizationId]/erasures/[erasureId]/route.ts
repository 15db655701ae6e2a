import { route } from '../../../../../../../lib/http';
import { erasureInput, getReceipt } from '../../../../../../../lib/projects';

export const GET = route(erasureInput, (ctx, input) => getReceipt(ctx, input), { auth: 'session' });
