/** Files of the data folder that cannot be made again, beside the database itself. */
export const KEPT_FILES = [
  'secret',
  'demo.json',
  'demo-webhook.json',
  'postgres-superuser.password',
  'postgres-owner.password',
  'postgres-app.password',
];

/** @param {string} name */
export const isKept = (name) => KEPT_FILES.includes(name);
