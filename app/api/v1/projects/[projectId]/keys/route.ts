import { route, wholeList } from '../../../../../../lib/http';
import { createIngestKey, createKeyInput, listKeys, projectInput } from '../../../../../../lib/projects';

export const GET = route(
  projectInput,
  wholeList((ctx, input) => listKeys(ctx, input)),
);
export const POST = route(createKeyInput, (ctx, input) => createIngestKey(ctx, input));
