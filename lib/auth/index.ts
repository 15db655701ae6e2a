export { createAuth, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from './create-auth';
export type { Auth, AuthOptions } from './create-auth';
export type { AuthCall, AuthDeps, SessionDeps } from './deps';
export { ATTEMPTS, limitAttempts } from './attempts';
export { changePassword, changePasswordInput } from './account/change-password';
export { reauthenticate, reauthenticateInput } from './account/reauthenticate';
export { rename, renameInput } from './account/rename';
export { endOtherSessions, endSession, endSessionInput, listOwnSessions } from './account/sessions';
export {
  forgottenPasswordInput,
  newPasswordByLinkInput,
  requestPasswordReset,
  setPasswordByLink,
} from './password/forgotten-password';
export { hashNewPassword } from './password/hash-password';
export { newPassword } from './password/new-password';
export { resetPassword } from './password/reset-password';
export { confirmInput, confirmSecondFactor, enrol, enrolInput } from './second-factor/enrol';
export { secondFactorInput, signInWithCode } from './second-factor/held-sign-in';
export { getTwoFactorState, renewRecoveryCodes, switchOffSecondFactor } from './second-factor/manage';
export { resetTwoFactor } from './second-factor/reset-two-factor';
export { readSession } from './session/read-session';
export type { SignedIn } from './session/read-session';
export { signIn, signInInput } from './session/sign-in';
export type { SignInInput, SignInResult } from './session/sign-in';
export { signOut } from './session/sign-out';
