import { route } from '../../../../../../../../lib/http';
import { channelInput, testChannel } from '../../../../../../../../lib/notify';

export const POST = route(channelInput, (ctx, input) => testChannel(ctx, input));
