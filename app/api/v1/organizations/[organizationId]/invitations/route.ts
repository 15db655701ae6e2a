import { z } from 'zod';
import { mailSettings, route } from '../../../../../../lib/http';
import { invite, inviteInput, listOwnInvitations } from '../../../../../../lib/projects';

export const GET = route(z.object({}), (ctx) => listOwnInvitations(ctx), { auth: 'session' });

export const POST = route(inviteInput, (ctx, input) => invite(ctx, input, mailSettings()), { auth: 'session' });
