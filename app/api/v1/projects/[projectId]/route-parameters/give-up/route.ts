import { route } from '../../../../../../../lib/http';
import { giveUpParameter, giveUpParameterInput } from '../../../../../../../lib/projects';

export const POST = route(giveUpParameterInput, (ctx, input) => giveUpParameter(ctx, input));
