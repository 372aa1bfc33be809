/** Where the API of this NocoBase begins, without a slash at its end. */
export const apiPath = (): string => `/${(process.env.API_BASE_PATH ?? '/api/').replace(/^\/+|\/+$/g, '')}`;
