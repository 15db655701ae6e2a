import { route } from '../../../../../../../lib/http';
import { revokeIngestKey, revokeKeyInput } from '../../../../../../../lib/projects';

export const DELETE = route(revokeKeyInput, (ctx, input) => revokeIngestKey(ctx, input));
