import { route } from '../../../../../../../lib/http';
import { invitationInput, revokeInvitation } from '../../../../../../../lib/projects';

export const DELETE = route(invitationInput, (ctx, input) => revokeInvitation(ctx, input), { auth: 'session' });
