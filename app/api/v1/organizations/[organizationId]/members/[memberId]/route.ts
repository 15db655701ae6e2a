import { route } from '../../../../../../../lib/http';
import { changeRole, changeRoleInput, memberInput, removeMember } from '../../../../../../../lib/projects';

export const PATCH = route(changeRoleInput, (ctx, input) => changeRole(ctx, input), { auth: 'session' });

export const DELETE = route(memberInput, (ctx, input) => removeMember(ctx, input), { auth: 'session' });
