import { route } from '../../../../../../lib/http';
import { changeInput, changeStorage, getStorage, storageInput } from '../../../../../../lib/projects';
import { foldWaiting } from '../../../../../../lib/rollups';

export const GET = route(storageInput, (ctx, input) => getStorage(ctx, input));
export const PATCH = route(changeInput, (ctx, input) => changeStorage(ctx, input, foldWaiting));
