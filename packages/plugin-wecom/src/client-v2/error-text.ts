/** What the server said about a failed request, else the error's own message. */
export function errorText(error: unknown): string {
  const answer = error as { response?: { data?: { errors?: { message?: string }[] } }; message?: string };
  return answer.response?.data?.errors?.[0]?.message ?? answer.message ?? String(error);
}

/** Whether the server says that the request is not for this user. */
export const isForbidden = (error: unknown): boolean =>
  (error as { response?: { status?: number } }).response?.status === 403;
