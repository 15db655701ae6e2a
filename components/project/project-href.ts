/** Path of a project's overview; its other pages live below. */
export const projectHref = (id: number): string => `/projects/${id}`;
