import { mailSettings, route } from '../../../../../../../../lib/http';
import { invitationInput, resendInvitation } from '../../../../../../../../lib/projects';

export const POST = route(invitationInput, (ctx, input) => resendInvitation(ctx, input, mailSettings()), {
  auth: 'session',
});
