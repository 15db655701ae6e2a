/** The page of an incident. */
export function incidentUrl(baseUrl: string, projectId: number, incidentId: number): string {
  return `${baseUrl}/projects/${projectId}/incidents/${incidentId}`;
}

/** The alert on the page of a project's alerts. */
export function alertUrl(baseUrl: string, projectId: number, alertId: number): string {
  return `${baseUrl}/projects/${projectId}/alerts?alert=${alertId}`;
}

/** The page of a project's channels. */
export function channelsUrl(baseUrl: string, projectId: number): string {
  return `${baseUrl}/projects/${projectId}/channels`;
}
