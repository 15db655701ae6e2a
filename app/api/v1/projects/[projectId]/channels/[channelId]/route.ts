import { route } from '../../../../../../../lib/http';
import { channelInput, deleteChannel, updateChannel, updateChannelInput } from '../../../../../../../lib/notify';

export const PATCH = route(updateChannelInput, (ctx, input) => updateChannel(ctx, input));

export const DELETE = route(channelInput, (ctx, input) => deleteChannel(ctx, input));
