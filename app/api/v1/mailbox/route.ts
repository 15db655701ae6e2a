import { route } from '../../../../lib/http';
import { listMailbox, listMailboxInput } from '../../../../lib/notify';

export const GET = route(listMailboxInput, (ctx, input) => listMailbox(ctx, input));
