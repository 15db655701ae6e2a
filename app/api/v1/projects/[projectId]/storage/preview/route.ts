import { route } from '../../../../../../../lib/http';
import { previewInput, previewStorage } from '../../../../../../../lib/projects';

export const POST = route(previewInput, (ctx, input) => previewStorage(ctx, input));
