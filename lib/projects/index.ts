export { createEnvironment, createEnvironmentInput } from './create-environment';
export { createProject, createProjectInput } from './create-project';
export type { CreateProjectInput } from './create-project';
export { createIngestKey, createKeyInput, listKeys, revokeIngestKey, revokeKeyInput } from './keys';
export { getProject, listOwnProjects, projectInput } from './list-projects';
export { makeAndStoreApiToken } from './make-keys';
export { allowCaller, listAllowedCallers, removeAllowedCaller } from './naming/allowed-callers';
export { createIgnoreRule, deleteIgnoreRule, listIgnoreRules, turnIgnoreRule } from './naming/ignore-rules';
export {
  allowedCallerInput,
  callPatternInput,
  createAllowedCallerInput,
  createIgnoreRuleInput,
  giveUpParameterInput,
  ignoreRuleInput,
  mergeEndpointsInput,
  turnIgnoreRuleInput,
  updateEndpointInput,
} from './naming/inputs';
export { giveUpParameter } from './naming/give-up-parameter';
export { listEndpointChanges } from './naming/list-changes';
export { mergeEndpoints, separateEndpoints } from './naming/merge-endpoints';
export { updateEndpoint } from './naming/update-endpoint';
export { erasureInput, erasuresInput, getReceipt, listOwnErasures, listProjectErasures } from './erasure/list-erasures';
export { deleteProject, deleteProjectInput, eraseInput, requestErasure } from './erasure/request-erasure';
export { runErasure } from './erasure/run-erasure';
export { getQuotas, quotasInput, setQuotas, setQuotasInput } from './quotas/manage-quotas';
export { changeInput, previewInput, storageInput } from './retention/bounds';
export { changeStorage } from './retention/change-storage';
export { getStorage, previewStorage } from './retention/get-storage';
export { tellQuotas } from './quotas/tell-quotas';
export { updateProject, updateProjectInput } from './update-project';
export { bootstrap, bootstrapInput } from './bootstrap';
export type { Bootstrapped, BootstrapInput } from './bootstrap';
export { setUp, setUpInput } from './set-up';
export type { SetUpDeps, SetUpInput } from './set-up';
export { ensureSetupToken, getSetUpStatus, isSetupLink } from './set-up-token';
export {
  createOrganization,
  createOrganizationInput,
  getOrganization,
  listOwnOrganizations,
  updateOrganization,
  updateOrganizationInput,
} from './organizations/manage';
export {
  acceptInvitation,
  joinByInvitation,
  joinInput,
  openInvitation,
  openInvitationInput,
} from './people/accept-invitation';
export { invitationInput, listOwnInvitations, revokeInvitation } from './people/invitations';
export { invite, inviteInput, resendInvitation } from './people/invite';
export {
  changeRole,
  changeRoleInput,
  leaveOrganization,
  listOwnMembers,
  memberInput,
  removeMember,
} from './people/members';
export { createToken, createTokenInput, listTokens, revokeToken, tokenInput } from './tokens/manage-tokens';
