export { createEnvironment, createEnvironmentInput } from './create-environment';
export { createProject, createProjectInput } from './create-project';
export type { CreateProjectInput } from './create-project';
export { createIngestKey, createKeyInput, listKeys, listKeysInput, revokeIngestKey, revokeKeyInput } from './keys';
export { getProject, listOwnProjects } from './list-projects';
export { makeAndStoreApiToken, makeAndStoreIngestKey } from './make-keys';
export { makeProject } from './make-project';
export { updateProject, updateProjectInput } from './update-project';
