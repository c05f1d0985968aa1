/** Where the page of a model is. */
export const modelPath = (id: string): string => `/models/${encodeURIComponent(id)}`;
