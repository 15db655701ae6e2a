import { route } from '../../../../../../../../lib/http';
import { channelInput, endOldSecret, rotateSecret } from '../../../../../../../../lib/notify';

/** A new secret; messages carry both signatures until DELETE ends the old one. */
export const POST = route(channelInput, (ctx, input) => rotateSecret(ctx, input));

export const DELETE = route(channelInput, (ctx, input) => endOldSecret(ctx, input));
