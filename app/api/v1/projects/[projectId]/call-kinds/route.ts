import { callKindsInput, getCallKinds } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(callKindsInput, (ctx, input) => getCallKinds(ctx, input));
