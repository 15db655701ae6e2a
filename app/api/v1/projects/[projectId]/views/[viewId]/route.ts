import { deleteView, viewInput } from '../../../../../../../lib/explorer';
import { route } from '../../../../../../../lib/http';

export const DELETE = route(viewInput, (ctx, input) => deleteView(ctx, input), { auth: 'session' });
