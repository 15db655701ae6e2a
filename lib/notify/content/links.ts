/** The page of an incident. */
export function incidentUrl(baseUrl: string, projectId: number, incidentId: number): string {
  return `${baseUrl}/projects/${projectId}/incidents/${incidentId}`;
}

/** The page of a project's channels. */
export function channelsUrl(baseUrl: string, projectId: number): string {
  return `${baseUrl}/projects/${projectId}/channels`;
}
