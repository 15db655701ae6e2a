import { route } from '../../../../../../../lib/http';
import { revokeToken, tokenInput } from '../../../../../../../lib/projects';

export const DELETE = route(tokenInput, (ctx, input) => revokeToken(ctx, input), { auth: 'session' });
