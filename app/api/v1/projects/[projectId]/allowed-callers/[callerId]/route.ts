import { route } from '../../../../../../../lib/http';
import { allowedCallerInput, removeAllowedCaller } from '../../../../../../../lib/projects';

export const DELETE = route(allowedCallerInput, (ctx, input) => removeAllowedCaller(ctx, input));
