/** Key of a read of one project: `['project', id, name, parameters]`. Parameters are compared by value. */
export function projectKey(projectId: number, name: string, parameters: Readonly<Record<string, unknown>> = {}) {
  return ['project', projectId, name, parameters] as const;
}

/** API path inside a project. */
export function projectPath(projectId: number, path: string): string {
  return `/api/v1/projects/${projectId}/${path}`;
}
