export { createAuth, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from './create-auth';
export type { Auth, AuthOptions } from './create-auth';
export { hashNewPassword } from './password/hash-password';
export { readSession } from './read-session';
export type { SessionDeps, SignedIn } from './read-session';
export { resetPassword } from './reset-password';
export { signIn, signInInput } from './sign-in';
export type { SignInCall, SignInInput } from './sign-in';
export { signOut } from './sign-out';
