import { route } from '../../../../../../../lib/http';
import { previewInput, previewStorage } from '../../../../../../../lib/projects';
import { foldWaiting } from '../../../../../../../lib/rollups';

export const POST = route(previewInput, (ctx, input) => previewStorage(ctx, input, foldWaiting));
