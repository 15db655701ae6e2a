import { z } from 'zod';
import { getRuntime, route, wholeList } from '../../../../../../lib/http';
import { createChannel, createChannelInput, listChannels } from '../../../../../../lib/notify';

export const GET = route(
  z.object({}),
  wholeList((ctx) => listChannels(ctx, { smtp: getRuntime().env.smtpUrl !== null })),
);

export const POST = route(createChannelInput, (ctx, input) =>
  createChannel(ctx, input, { outboundAllow: getRuntime().env.outboundAllow }),
);
