import { z } from 'zod';
import { route } from '../../../../../../lib/http';
import { createToken, createTokenInput, listTokens } from '../../../../../../lib/projects';

export const GET = route(z.object({}), (ctx) => listTokens(ctx), { auth: 'session' });

export const POST = route(createTokenInput, (ctx, input) => createToken(ctx, input), { auth: 'session' });
